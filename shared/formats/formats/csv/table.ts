import { err, ok, type Result } from "../../../base/result.ts";

/** Rows of cells, and the line on which each row begins. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const SEPARATORS = [",", ";", "\t", "|"] as const;

/** The sign between cells: of comma, semicolon, tab and bar the one that the first line has most of. */
export function separatorOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const counts = SEPARATORS.map((sign) => head.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** What stands above a table: a byte order mark, remarks, and which sign Excel is to expect. */
export function aboveTable(text: string): string {
  return /^\uFEFF?(?:(?:#[^\r\n]*|sep=[^\r\n]|)(?:\r\n|\r|\n))*/i.exec(text)?.[0] ?? "";
}

/** A quote that is not closed, or after which something else stands before the next separator. */
export interface LooseQuote {
  readonly line: number;
  /** What the cell begins with. */
  readonly cell: string;
}

/** Where, and what to do, for somebody who looks at the file. */
export function looseQuoteWords({ line, cell }: LooseQuote): string {
  return `Line ${line}: the cell that begins with ${cell} has no closing quote (") right before the next separator. Close or remove it there; a quote within a quoted cell is written twice ("").`;
}

/**
 * Reads comma-separated values as RFC 4180 has them: quoted cells may hold separators, line ends and
 * doubled quotes. Empty lines are no rows. Linear in the text.
 */
export function parseTable(text: string): Result<readonly Row[], LooseQuote> {
  const above = aboveTable(text);
  const body = text.slice(above.length);
  const separator = separatorOf(body);
  const sign = separator === "|" ? String.raw`\|` : separator;
  const token = new RegExp(
    String.raw`(?:"((?:[^"]|"")*)"|([^"${sign}\r\n][^${sign}\r\n]*)|)(${sign}|\r\n|\r|\n|$)`,
    "y",
  );
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = above.split(/\r\n|\r|\n/).length;
  let begin = line;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const found = token.exec(body);
    if (found === null)
      return err({ line, cell: body.slice(at, at + 20).split(/[\r\n]/)[0] ?? "" });
    const [whole, quoted, plain = "", end = ""] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split(/\r\n|\r|\n/).length - 1;
    if (end === separator) {
      if (token.lastIndex === body.length) cells.push("");
      else continue;
    }
    if (cells.some((cell) => cell !== "")) rows.push({ cells, line: begin });
    cells = [];
    begin = line;
  }
  if (cells.length > 0) rows.push({ cells, line: begin });
  return ok(rows);
}

/** Rows as text, with the line ends of RFC 4180. */
export function printTable(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
