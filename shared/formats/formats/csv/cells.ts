/** What spreadsheets take for a formula. */
const FORMULA = /^'*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Cells that are read as something else than text. */
const CODED = /^(?:true|false|null|["[{].*)$/s;

/**
 * A value as the text of a cell: text as it is, everything else as JSON; text that would be taken for
 * JSON as JSON, too. A quote before what a spreadsheet would run as a formula.
 */
export function cellOf(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return JSON.stringify(value);
  if (value === "" || NUMBER.test(value) || CODED.test(value)) return JSON.stringify(value);
  return guarded(value);
}

/** Plain text in a cell that is never read as anything else, such as a name. */
export function textCell(text: string): string {
  return NUMBER.test(text) ? text : guarded(text);
}

function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The value of a cell; undefined where it is empty. */
export function valueOf(cell: string): unknown {
  if (cell === "") return undefined;
  if (NUMBER.test(cell)) return Number(cell);
  if (!CODED.test(cell)) return textOfCell(cell);
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

export function textOfCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
