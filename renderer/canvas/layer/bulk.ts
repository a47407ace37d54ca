import type { ProblemMark } from "../../store/analysis.ts";
import type { ElementKey } from "../../store/elements.ts";
import {
  holderOf,
  type CardItem,
  type FrameItem,
  type NoteItem,
  type Scene,
  type SceneryItem,
  type UnfoldedItem,
} from "../scene.ts";
import { pointsOf, waysOf, type Way } from "./picture.ts";

/**
 * A scene as lists and plain numbers. Whoever paints ten thousand cards sixty times a second must not make
 * or look up an object for each of them.
 */
export interface Bulk {
  readonly frames: readonly FrameItem[];
  readonly notes: readonly NoteItem[];
  readonly unfolded: readonly UnfoldedItem[];
  /** What those show of groups and notes. */
  readonly scenery: readonly SceneryItem[];
  readonly cards: readonly CardItem[];
  /** Two numbers for each card: x and y. */
  readonly places: Float64Array;
  readonly ways: readonly Way[];
  /** Eight numbers for each link: x and y of its four points. */
  readonly points: Float64Array;
}

const bulks = new WeakMap<Scene, Bulk>();

export function bulkOf(scene: Scene): Bulk {
  let bulk = bulks.get(scene);
  if (bulk === undefined) bulks.set(scene, (bulk = readBulk(scene)));
  return bulk;
}

function readBulk(scene: Scene): Bulk {
  const frames: FrameItem[] = [];
  const notes: NoteItem[] = [];
  const unfolded: UnfoldedItem[] = [];
  const scenery: SceneryItem[] = [];
  const cards: CardItem[] = [];
  for (const item of scene.items.values())
    if (item.type === "component") cards.push(item);
    else if (item.type === "frame") frames.push(item);
    else if (item.type === "unfolded") unfolded.push(item);
    else if (item.type === "note") notes.push(item);
    else scenery.push(item);
  const places = new Float64Array(2 * cards.length);
  for (const [index, { box }] of cards.entries()) places.set([box.x, box.y], 2 * index);
  const ways = waysOf(scene);
  const points = new Float64Array(8 * ways.length);
  for (const [index, way] of ways.entries())
    for (const [corner, { x, y }] of pointsOf(way).entries())
      points.set([x, y], 8 * index + 2 * corner);
  return { frames, notes, unfolded, scenery, cards, places, ways, points };
}

// What was worked out for a list and a cause; both are immutable, so it holds as long as they do.
const kept = new WeakMap<object, WeakMap<object, unknown>>();

function keep<T>(list: object, cause: object, make: () => T): T {
  let byCause = kept.get(list);
  if (byCause === undefined) kept.set(list, (byCause = new WeakMap()));
  // Only this function writes it, with the same `make` for the same kind of cause.
  let known = byCause.get(cause) as T | undefined;
  if (known === undefined) byCause.set(cause, (known = make()));
  return known;
}

/** For each card whether it, or the use that shows it, is among the given ids. */
export function cardsAmong({ cards }: Bulk, ids: ReadonlySet<string>): Uint8Array {
  return keep(cards, ids, () => flagged(cards, (card) => ids.has(holderOf(card))));
}

/** What a drag does to a link. */
export const STAYS = 0;
export const GOES_ALONG = 1;
/** One of its ends goes, or is a frame that grows with what is in it. */
export const STRETCHES = 2;

/** For each link which of these a drag of the given ids does to it. */
export function linksAmong({ ways }: Bulk, ids: ReadonlySet<string>): Uint8Array {
  return keep(ways, ids, () => {
    const fates = new Uint8Array(ways.length);
    for (const [index, { source, target }] of ways.entries()) {
      const [from, to] = [ids.has(holderOf(source)), ids.has(holderOf(target))];
      const isTied = source.type === "frame" || target.type === "frame" || from !== to;
      fates[index] = isTied ? STRETCHES : from ? GOES_ALONG : STAYS;
    }
    return fates;
  });
}

/** 1 for each of a list that passes. Counted, since making thousands from an iterator takes longer than the test. */
function flagged<T>(list: readonly T[], passes: (one: T) => boolean): Uint8Array {
  const flags = new Uint8Array(list.length);
  for (let index = 0; index < list.length; index++) {
    const one = list[index];
    if (one !== undefined && passes(one)) flags[index] = 1;
  }
  return flags;
}

/** For each card whether it is selected. */
export function selectedCards({ cards }: Bulk, selection: ReadonlySet<ElementKey>): Uint8Array {
  return keep(cards, selection, () => flagged(cards, ({ key }) => selection.has(key)));
}

/** For each link whether it is selected. */
export function selectedLinks({ ways }: Bulk, selection: ReadonlySet<ElementKey>): Uint8Array {
  return keep(ways, selection, () => flagged(ways, ({ seen }) => selection.has(seen.key)));
}

type MarkOf = (key: ElementKey) => ProblemMark | null;

/** The cards that have problems, by their place in the list. */
export function markedCards({ cards }: Bulk, markOf: MarkOf): ReadonlyMap<number, ProblemMark> {
  return keep(cards, markOf, () => marked(cards.map(({ key }) => markOf(key))));
}

/** The links that have problems, by their place in the list. */
export function markedLinks({ ways }: Bulk, markOf: MarkOf): ReadonlyMap<number, ProblemMark> {
  return keep(ways, markOf, () => marked(ways.map(({ seen }) => markOf(seen.key))));
}

function marked(marks: readonly (ProblemMark | null)[]): ReadonlyMap<number, ProblemMark> {
  return new Map(marks.flatMap((mark, index) => (mark === null ? [] : [[index, mark] as const])));
}
