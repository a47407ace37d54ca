/** Something in a view that the keyboard can be at. */
export interface Stop {
  /** The row or the day that it is in, from 0. */
  readonly line: number;
  /** Its time in there, in whatever unit. */
  readonly from: number;
  readonly to: number;
}

/** Along a line in time, to its ends, to the lines beside it, and to the ends of all of them. */
export type Way =
  | "earlier"
  | "later"
  | "line before"
  | "line after"
  | "first of line"
  | "last of line"
  | "first"
  | "last";

/** Which way a view's keys go. */
export type Ways = Readonly<Record<"earlier" | "later" | "line before" | "line after", string>>;

/** The way that a key means; null where it is for somebody else. */
export function wayOf(
  ways: Ways,
  {
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
  }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): Way | null {
  if (altKey || shiftKey) return null;
  const isWhole = ctrlKey || metaKey;
  if (key === "Home") return isWhole ? "first" : "first of line";
  if (key === "End") return isWhole ? "last" : "last of line";
  const way = WAYS.find((one) => ways[one] === key);
  return isWhole ? null : (way ?? null);
}

const WAYS = ["earlier", "later", "line before", "line after"] as const satisfies (keyof Ways)[];

/** Line by line in time, as one sees them; the way to more of a line is behind all of that. */
export function inOrder<S extends Stop>(stops: readonly S[]): readonly S[] {
  return stops.toSorted((a, b) => a.line - b.line || compared(a.from, b.from));
}

/** Also where both are infinite. */
function compared(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/**
 * The stop that is next on a way; undefined where there is none among these. To another line it goes to what is nearest
 * there in time.
 * @param here where the keyboard is, be it gone from among them
 * @param aim the time that is kept from line to line
 */
export function nextStop<S extends Stop>(
  stops: readonly S[],
  here: S,
  { way, aim }: { readonly way: Way; readonly aim: number },
): S | undefined {
  switch (way) {
    case "earlier":
    case "later": {
      const line = lineOf(stops, here.line);
      const place = line.indexOf(here);
      return place === -1 ? undefined : line[way === "later" ? place + 1 : place - 1];
    }
    case "first of line":
      return lineOf(stops, here.line)[0];
    case "last of line":
      return lineOf(stops, here.line).at(-1);
    case "line before":
      return nearest(beside(stops, here.line, -1), aim);
    case "line after":
      return nearest(beside(stops, here.line, 1), aim);
    case "first":
      return beside(stops, -Infinity, 1)[0];
    case "last":
      return beside(stops, Infinity, -1).at(-1);
  }
}

function lineOf<S extends Stop>(stops: readonly S[], line: number): readonly S[] {
  return stops.filter((stop) => stop.line === line).toSorted((a, b) => a.from - b.from);
}

/** All of the next line that has any. */
function beside<S extends Stop>(stops: readonly S[], line: number, by: 1 | -1): readonly S[] {
  const lines = stops.map((stop) => stop.line).filter((other) => (other - line) * by > 0);
  if (lines.length === 0) return [];
  return lineOf(stops, by === 1 ? Math.min(...lines) : Math.max(...lines));
}

function nearest<S extends Stop>(line: readonly S[], aim: number): S | undefined {
  const away = ({ from, to }: Stop): number =>
    from <= aim && aim < to ? 0 : Math.min(Math.abs(from - aim), Math.abs(to - aim));
  return line.reduce<S | undefined>(
    (best, stop) => (best === undefined || away(stop) < away(best) ? stop : best),
    undefined,
  );
}
