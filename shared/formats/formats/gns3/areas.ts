import type { Draft } from "../../draft.ts";
import { shapeOf } from "./drawing.ts";
import type { Gns3Drawing } from "./project.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Area extends Point {
  readonly width: number;
  readonly height: number;
  readonly color: string | undefined;
  readonly where: string;
}

interface Words extends Point {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly where: string;
}

/**
 * Areas that devices stand in become groups, named by the words at their upper edge; words become notes. A
 * group has no shape of its own here, so an area that holds nothing is only an ornament. Gives the key of
 * the group that each of the given points is in.
 */
export function addDrawings(
  draft: Draft,
  drawings: readonly Gns3Drawing[],
  points: readonly Point[],
): readonly (string | undefined)[] {
  const areas: Area[] = [];
  const words: Words[] = [];
  for (const drawing of drawings) {
    const shape = shapeOf(drawing);
    const { x, y, where } = drawing;
    if (shape.type === "text") words.push({ ...shape, x, y, where });
    else if (shape.type === "area") areas.push({ ...shape, x, y, where });
    else draft.loss.add("dropped", shape.what, "", where);
  }
  // The smallest first, so that the first that holds a point is the innermost.
  const bySize = areas.toSorted((a, b) => a.width * a.height - b.width * b.height);
  const groupOf = points.map((point) => bySize.find((area) => holds(area, point))?.where);
  const titles = titlesOf(bySize, words);
  addGroups(draft, areas, bySize, new Set(groupOf), titles);
  const titling = new Set(titles.values());
  for (const one of words) if (!titling.has(one)) addNote(draft, one);
  return groupOf;
}

function holds(area: Area, { x, y }: Point): boolean {
  return x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height;
}

/** Words near the upper edge of an area that say no address are its name. */
function titlesOf(areas: readonly Area[], words: readonly Words[]): ReadonlyMap<string, Words> {
  const titles = new Map<string, Words>();
  for (const one of words) {
    const middle = { x: one.x + one.width / 2, y: one.y + one.height / 2 };
    const area = areas.find((candidate) => holds(candidate, middle));
    if (area === undefined || titles.has(area.where) || one.text.includes("\n")) continue;
    const names = /\p{L}{2}/u.test(one.text) && !/\d+\.\d+\.\d+|vlan/i.test(one.text);
    if (names && one.y - area.y < Math.min(48, area.height / 3)) titles.set(area.where, one);
  }
  return titles;
}

function addGroups(
  draft: Draft,
  areas: readonly Area[],
  bySize: readonly Area[],
  filled: ReadonlySet<string | undefined>,
  titles: ReadonlyMap<string, Words>,
): void {
  let count = 0;
  for (const area of areas) {
    if (!filled.has(area.where)) {
      draft.loss.add("dropped", "drawn area that holds no device", "", area.where);
      continue;
    }
    const parent = bySize.find((other) => filled.has(other.where) && encloses(other, area));
    draft.addGroup(area.where, {
      name: titles.get(area.where)?.text ?? `Area ${++count}`,
      ...(parent !== undefined && { parent: parent.where }),
      ...(area.color !== undefined && { color: area.color }),
    });
    draft.loss.add("mapped", "drawn area", "Group", area.where);
  }
}

/** Strictly larger, so that two equal areas are not in each other. */
function encloses(outer: Area, inner: Area): boolean {
  return (
    outer.width * outer.height > inner.width * inner.height &&
    holds(outer, inner) &&
    holds(outer, { x: inner.x + inner.width, y: inner.y + inner.height })
  );
}

/** The least a note takes on the canvas, and what a letter and a line of it take. */
const NOTE = { width: 96, height: 48, letter: 8, line: 20, widest: 400 } as const;

function addNote(draft: Draft, { text, x, y, where }: Words): void {
  const lines = text.split("\n");
  const longest = Math.max(...lines.map((line) => line.length));
  draft.addNote({
    text,
    position: { x, y },
    width: Math.max(NOTE.width, Math.min(NOTE.widest, longest * NOTE.letter + 24)),
    height: Math.max(NOTE.height, lines.length * NOTE.line + 24),
  });
  draft.loss.add("mapped", "text", "Note", where);
}
