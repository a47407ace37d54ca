import { findKind } from "../../../shared/kinds/index.ts";
import type { InstanceOverlay } from "../../live/overlay.ts";
import type { ProblemMark } from "../../store/analysis.ts";
import type { ElementKey, Selection } from "../../store/elements.ts";
import { centre, contains, overlap, type Box, type Moving, type Point } from "../geometry.ts";
import { linkPoints, middleOf, type LinkPoints } from "../link-path.ts";
import {
  boxesDuring,
  holderOf,
  type CardItem,
  type FrameItem,
  type NoteItem,
  type Scene,
  type SceneItem,
  type SceneLink,
  type SceneryItem,
  type UnfoldedItem,
} from "../scene.ts";
import { mixed, type Palette, type Rgb } from "./palette.ts";

/** Which part of the drawing is on the screen: a point p of it is seen at `p * zoom + (x, y)`. */
export interface View extends Point {
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** Everything that decides what the layer looks like, apart from the view. */
export interface Subject {
  readonly scene: Scene;
  readonly moving: Moving;
  readonly selection: Selection;
  /** The box that is being drawn around what shall be selected. */
  readonly boxed: Box | null;
  readonly markOf: (key: ElementKey) => ProblemMark | null;
  /** The live state of a node while an environment is shown; always null for a design. */
  readonly overlay: (nodeId: string) => InstanceOverlay | null;
  /** Items that are elements of the page just now. */
  readonly mounted: ReadonlySet<string>;
  readonly palette: Palette;
  /** Whether every link names its ports. */
  readonly portLabels: boolean;
}

export interface Seen<Item> {
  readonly item: Item;
  readonly box: Box;
  readonly selected: boolean;
  readonly mark: ProblemMark | null;
}
export interface SeenLink {
  readonly seen: SceneLink;
  readonly points: LinkPoints;
  readonly selected: boolean;
  readonly mark: ProblemMark | null;
}

/** The part of a subject that a view shows. */
export interface Picture {
  readonly frames: readonly Seen<FrameItem>[];
  readonly notes: readonly Seen<NoteItem>[];
  readonly cards: readonly Seen<CardItem>[];
  readonly links: readonly SeenLink[];
  /** What lies on top: the frames of unfolded uses, each level on those before. Empty where there are none. */
  readonly levels: readonly Level[];
}

/** Frames of unfolded uses, with the links and cards that lie on them. */
export interface Level {
  readonly frames: Seen<UnfoldedItem>[];
  readonly scenery: Seen<SceneryItem>[];
  readonly cards: Seen<CardItem>[];
  readonly links: SeenLink[];
}

/** A view's box in the drawing's coordinates, with some room around it (in pixels). */
export function boxOfView({ x, y, zoom, width, height }: View, room = 0): Box {
  return {
    x: (-x - room) / zoom,
    y: (-y - room) / zoom,
    width: (width + 2 * room) / zoom,
    height: (height + 2 * room) / zoom,
  };
}

/** Looks up what a part of the drawing shows: one pass over the scene, without making anything per element. */
export function pictureOf(subject: Subject, area: Box): Picture {
  const { scene, moving, selection, boxed, markOf } = subject;
  const boxOf = boxesDuring(scene, moving);
  const picture = {
    frames: [] as Seen<FrameItem>[],
    notes: [] as Seen<NoteItem>[],
    cards: [] as Seen<CardItem>[],
    links: [] as SeenLink[],
    levels: [] as Level[],
  };
  for (const item of scene.items.values()) {
    const box = boxOf(item);
    if (!overlap(box, area)) continue;
    const { key } = item;
    const selected = selection.has(key) || (boxed !== null && isBoxed(item, boxed));
    const look = { box, selected, mark: markOf(key) };
    if (item.type === "component") cardsAt(item.inside?.depth).push({ item, ...look });
    else if (item.type === "frame") picture.frames.push({ item, ...look });
    else if (item.type === "note") picture.notes.push({ item, ...look });
    else if (item.type === "scenery") levelAt(item.inside.depth).scenery.push({ item, ...look });
    else levelAt(1 + (item.inside?.depth ?? 0)).frames.push({ item, ...look });
  }
  for (const way of waysOf(scene)) {
    const [from, to] = [boxOf(way.source), boxOf(way.target)];
    if (!between(from, to, area)) continue;
    const { key } = way.seen;
    const still = from === way.source.box && to === way.target.box;
    const points = still ? pointsOf(way) : pointsBetween(way.seen, from, to);
    const look = { selected: selection.has(key), mark: markOf(key) };
    const { depth } = way.seen;
    const links = depth === undefined ? picture.links : levelAt(depth).links;
    links.push({ seen: way.seen, points, ...look });
  }
  return picture;

  function cardsAt(depth: number | undefined): Seen<CardItem>[] {
    return depth === undefined ? picture.cards : levelAt(depth).cards;
  }

  function levelAt(depth: number): Level {
    for (let made = picture.levels.length; made < depth; made++)
      picture.levels.push({ frames: [], scenery: [], cards: [], links: [] });
    const level = picture.levels[depth - 1];
    if (level === undefined) throw new Error("levels count from 1");
    return level;
  }
}

/** Whether a box selects an item: an open frame only when it lies in it wholly, what a use shows never. */
export function isBoxed(item: SceneItem, box: Box): boolean {
  if (holderOf(item) !== item.id) return false;
  if (item.type !== "frame" || item.collapsed) return overlap(item.box, box);
  const { x, y, width, height } = item.box;
  return contains(box, { x, y }) && contains(box, { x: x + width, y: y + height });
}

/** Whether anything between two boxes can lie in an area. */
function between(a: Box, b: Box, area: Box): boolean {
  const left = Math.min(a.x, b.x);
  const right = Math.max(a.x + a.width, b.x + b.width);
  if (left > area.x + area.width || right < area.x) return false;
  const top = Math.min(a.y, b.y);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return top <= area.y + area.height && bottom >= area.y;
}

export interface Way {
  readonly seen: SceneLink;
  readonly source: SceneItem;
  readonly target: SceneItem;
  points: LinkPoints | null;
}

// A way is kept from scene to scene as long as neither the link nor what it ties has changed.
const ways = new WeakMap<SceneLink, Way>();
const waysByScene = new WeakMap<Scene, readonly Way[]>();

/** The links of a scene with what they tie together. */
export function waysOf(scene: Scene): readonly Way[] {
  let known = waysByScene.get(scene);
  if (known === undefined) {
    known = [...scene.links.values()].flatMap((seen) => wayOf(scene, seen) ?? []);
    waysByScene.set(scene, known);
  }
  return known;
}

function wayOf(scene: Scene, seen: SceneLink): Way | undefined {
  const [source, target] = [scene.items.get(seen.source), scene.items.get(seen.target)];
  if (source === undefined || target === undefined) return undefined;
  const known = ways.get(seen);
  if (known?.source === source && known.target === target) return known;
  const way: Way = { seen, source, target, points: null };
  ways.set(seen, way);
  return way;
}

/** Where a link runs while nothing is dragged. */
export function pointsOf(way: Way): LinkPoints {
  way.points ??= pointsBetween(way.seen, way.source.box, way.target.box);
  return way.points;
}

/** The middle of a link that is shown. */
export function linkMiddle({ items }: Scene, seen: SceneLink): Point {
  const [from, to] = [items.get(seen.source), items.get(seen.target)];
  if (from === undefined || to === undefined) throw new Error("a shown link has two ends");
  const [, first, second] = pointsBetween(seen, from.box, to.box);
  return middleOf(first, second);
}

/** Where a link runs between two boxes. */
export function pointsBetween({ index, total }: SceneLink, from: Box, to: Box): LinkPoints {
  return linkPoints(centre(from), centre(to), index, total);
}

/** Nodes are white with a coloured edge up to here, and wholly coloured from there on, when zooming out. */
const [WHITE_FROM, COLOURED_FROM] = [0.34, 0.14];

/** The colour of a card's body: the smaller it is seen, the more it takes the colour it stands for. */
export function bodyColour({ colour }: Palette, accent: Rgb, zoom: number): Rgb {
  const part = Math.min(1, Math.max(0, (WHITE_FROM - zoom) / (WHITE_FROM - COLOURED_FROM)));
  return mixed(colour["surface-raised"], accent, 0.75 * part);
}

/** The colour a card stands for: its live state's where there is one, else its category's. */
export function cardColour({ palette, overlay }: Subject, { id, node }: CardItem): Rgb {
  const live = overlay(id);
  if (live !== null) return toneColour(palette, live);
  const unknown = palette.colour["ink-soft"];
  return palette.category.get(findKind(node.kind)?.category ?? "unknown") ?? unknown;
}

export function toneColour(
  { colour }: Palette,
  { tone, staleSince }: Pick<InstanceOverlay, "tone" | "staleSince">,
): Rgb {
  if (staleSince !== null) return colour["ink-soft"];
  switch (tone) {
    case "good":
      return colour.good;
    case "busy":
      return colour.accent;
    case "warning":
      return colour.warning;
    case "bad":
      return colour.bad;
    case "waiting":
    case "gone":
      return colour["ink-soft"];
  }
}

export function markColour({ colour }: Palette, { severity }: ProblemMark): Rgb {
  if (severity === "error") return colour.bad;
  return severity === "warning" ? colour.warning : colour.accent;
}

export function linkColour(
  { colour }: Palette,
  { selected, mark }: Pick<SeenLink, "selected" | "mark">,
): Rgb {
  if (selected) return colour.accent;
  if (mark?.severity === "error") return colour.bad;
  return mark?.severity === "warning" ? colour.warning : colour.link;
}
