import { fault, type Fault } from "../base/fault.ts";

const MEBIBYTE = 1024 * 1024;

/** Larger than any lab of ours or of others; the source is kept in the design, which has a limit too. */
export const SOURCE_LIMIT_MIB = 8;

/** How many nodes and links one import makes at most: what a drawing can still show. */
export const ELEMENT_LIMIT = 50_000;

/** Asked before anything looks at a text, so that a huge one costs nothing. */
export function refuseSource(length: number): Fault | null {
  if (length <= SOURCE_LIMIT_MIB * MEBIBYTE) return null;
  return fault("source-too-large", {
    size: (length / MEBIBYTE).toFixed(1),
    limit: SOURCE_LIMIT_MIB,
  });
}
