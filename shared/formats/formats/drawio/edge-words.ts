import type { Cell } from "./cells.ts";

/** What is written along a line, each a cell of its own that lies in the line. */
export interface EdgeWords {
  /** At the ends: what the interfaces are called. */
  readonly from?: string;
  readonly to?: string;
  readonly middle: string;
}

/** From the middle of a line to its ends is 1; nearer than this to an end, words are of that end. */
const NEAR_END = 0.5;

export function isWordOfEdge({ parent }: Cell, byId: ReadonlyMap<string, Cell>): boolean {
  return byId.get(parent)?.type === "edge";
}

/** By the id of the line. */
export function wordsOfEdges(
  cells: readonly Cell[],
  byId: ReadonlyMap<string, Cell>,
): ReadonlyMap<string, EdgeWords> {
  const words = new Map<string, EdgeWords>();
  for (const cell of cells)
    if (cell.type === "vertex" && cell.label !== "" && isWordOfEdge(cell, byId))
      words.set(cell.parent, withWord(words.get(cell.parent) ?? { middle: "" }, cell));
  return words;
}

function withWord(words: EdgeWords, { x, label }: Cell): EdgeWords {
  const text = label.replaceAll("\n", " ");
  if (x <= -NEAR_END && words.from === undefined && isInterface(text))
    return { ...words, from: text };
  if (x >= NEAR_END && words.to === undefined && isInterface(text)) return { ...words, to: text };
  return { ...words, middle: [words.middle, text].filter(Boolean).join(" · ") };
}

/** `Gi0/1`, `eth0`, `ge-0/0/1`; not a speed, an address or a sentence. */
function isInterface(text: string): boolean {
  return /^[a-z][a-z-]{0,23}[ -]?\d[\d/.:]{0,11}$/i.test(text);
}
