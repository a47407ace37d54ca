import { fault, type Fault } from "../base/fault.ts";
import { refuseSize } from "../design/read.ts";
import { STATEMENT_EXTENSION, STATEMENT_FORMAT } from "./format.ts";

const MEBIBYTE = 1024 * 1024;
/** About 20,000 lines, projected and actual. */
const STATEMENT_LIMIT_MIB = 64;

/** Asked with a file's size before it is read: statements may be longer than designs. */
export function refuseFileSize(bytes: number, path: string): Fault | null {
  return isStatementName(path) ? refuseStatementSize(bytes) : refuseSize(bytes);
}

/** The same for what is known to be a statement. */
export function refuseStatementSize(bytes: number): Fault | null {
  if (bytes <= STATEMENT_LIMIT_MIB * MEBIBYTE) return null;
  const size = (bytes / MEBIBYTE).toFixed(1);
  return fault("statement-too-large", { size, limit: STATEMENT_LIMIT_MIB });
}

/** True for what was meant to be a statement, whole or not: by how it begins, or by its name. */
export function isStatement({
  path,
  text,
}: {
  readonly path: string;
  readonly text: string;
}): boolean {
  return text.slice(0, 200).includes(`"${STATEMENT_FORMAT}"`) || isStatementName(path);
}

function isStatementName(path: string): boolean {
  return path.toLowerCase().endsWith(`.${STATEMENT_EXTENSION}`);
}
