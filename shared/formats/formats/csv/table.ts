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

/**
 * Reads comma-separated values as RFC 4180 has them: quoted cells may hold separators, line ends and
 * doubled quotes. Empty lines are no rows. Null with an unclosed quote. Linear in the text.
 */
export function parseTable(text: string): readonly Row[] | null {
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
    const found = token.exec(body);
    if (found === null) return null;
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
  return rows;
}

/** Rows as text, with the line ends of RFC 4180. */
export function printTable(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
