import { scaled } from "../exact.ts";
import { unitSize } from "../meter-units.ts";
import type { Segment } from "../segments.ts";
import type { Frame, Piece, Use } from "../usage.ts";
import { endIsKnown, usesOf } from "./uses.ts";

/** How a frame's segments are read: what was seen before is found as it was. */
export interface Reading {
  readonly uses: ReadonlyMap<string, Use>;
  readonly useOf: (segment: Segment) => Use;
  readonly exact: (text: string) => bigint;
}

/** A memory for `normalise`. */
export function readingOf(frame: Frame): Reading {
  const uses = new Map<string, Use>();
  return { uses, useOf: usesOf(frame, uses), exact: memoised(scaled) };
}

/** Of what something is, and how much. */
export function whatOf({ useOf, exact }: Reading, segment: Segment): Pick<Piece, "use" | "amount"> {
  const use = useOf(endIsKnown(segment) ? segment : { ...segment, quality: "estimated" });
  return { use, amount: exact(segment.quantity ?? segment.level ?? "1") * unitSize(use.unit) };
}

/** What is remembered is forgotten beyond so many uses: nobody who asks for days fills the memory. */
export const REMEMBERED = 20_000;

/** Levels are the same few numbers again and again. */
function memoised(read: (text: string) => bigint): (text: string) => bigint {
  const known = new Map<string, bigint>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, (value = read(text)));
    }
    return value;
  };
}
