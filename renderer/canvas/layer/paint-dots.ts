import { NODE_SIZE, type Box, type Point } from "../geometry.ts";
import { boxesDuring, type SceneItem, type SceneLink } from "../scene.ts";
import {
  bulkOf,
  cardsAmong,
  GOES_ALONG,
  linksAmong,
  markedCards,
  markedLinks,
  selectedCards,
  selectedLinks,
  STRETCHES,
  type Bulk,
} from "./bulk.ts";
import type { Placement } from "./stamps.ts";
import type { Dots } from "./dots.ts";
import { inkOf, type Rgb } from "./palette.ts";
import {
  bodyColour,
  cardColour,
  isBoxed,
  linkColour,
  markColour,
  pointsBetween,
  type Subject,
} from "./picture.ts";

/** How strong a link is that would be thinner than a pixel. */
const FAINT = 0.5;
/** Problems are to be seen from afar: no mark is smaller than this, in pixels. */
const SMALLEST_MARK = 3;

/** Paints a subject whose cards are too small to hold a word on empty dots; gives how many of them are in the image. */
export function paintDots(dots: Dots, subject: Subject, at: Placement, zoom: number): number {
  const bulk = bulkOf(subject.scene);
  const boxOf = boxesDuring(subject.scene, subject.moving);
  const accent = inkOf(subject.palette.colour.accent);
  const grey = inkOf(subject.palette.colour.link);
  const paper = inkOf(subject.palette.noteLine);
  for (const item of bulk.frames) {
    const ink = subject.selection.has(item.key) ? accent : grey;
    paintFrame(dots, boxOf(item), at, ink, item.collapsed ? 0.6 : 0.07);
  }
  for (const item of bulk.unfolded) {
    fill(dots, boxOf(item), at, inkOf(subject.palette.colour["surface-raised"]));
    paintFrame(dots, boxOf(item), at, subject.selection.has(item.key) ? accent : grey, 0.07);
  }
  for (const item of bulk.scenery)
    if (item.of.type === "note") fill(dots, boxOf(item), at, paper);
    else paintFrame(dots, boxOf(item), at, grey, 0.07);
  paintLinks(dots, bulk, subject, at, boxOf);
  for (const item of bulk.notes) {
    const selected = subject.selection.has(item.key);
    fill(dots, boxOf(item), at, selected ? accent : paper);
  }
  return paintCards(dots, bulk, subject, at, zoom);
}

function paintCards(dots: Dots, bulk: Bulk, subject: Subject, at: Placement, zoom: number): number {
  const { palette, selection, moving, boxed } = subject;
  const { cards, places } = bulk;
  const selected = selectedCards(bulk, selection);
  const moves = cardsAmong(bulk, moving.ids);
  const bodies = new Map<Rgb, number>();
  const accent = inkOf(palette.colour.accent);
  const [width, height] = [NODE_SIZE.width * at.scale, NODE_SIZE.height * at.scale];
  const { width: right, height: bottom } = dots.image;
  let shown = 0;
  for (const [index, item] of cards.entries()) {
    const by = moves[index] === 1 ? moving.by : NOWHERE;
    const left = ((places[2 * index] ?? 0) + by.x) * at.scale + at.x;
    const top = ((places[2 * index + 1] ?? 0) + by.y) * at.scale + at.y;
    if (left > right || top > bottom || left + width < 0 || top + height < 0) continue;
    shown++;
    const lit = selected[index] === 1 || (boxed !== null && isBoxed(item, boxed));
    const ink = lit ? accent : body(cardColour(subject, item));
    dots.box(left, top, left + width, top + height, ink);
  }
  for (const [index, mark] of markedCards(bulk, subject.markOf)) {
    const by = moves[index] === 1 ? moving.by : NOWHERE;
    const x = ((places[2 * index] ?? 0) + by.x) * at.scale + at.x + width;
    const y = ((places[2 * index + 1] ?? 0) + by.y) * at.scale + at.y;
    const half = Math.max(SMALLEST_MARK, 18 * at.scale) / 2;
    dots.box(x - half, y - half, x + half, y + half, inkOf(markColour(palette, mark)));
  }
  return shown;

  function body(colour: Rgb): number {
    let ink = bodies.get(colour);
    if (ink === undefined) bodies.set(colour, (ink = inkOf(bodyColour(palette, colour, zoom))));
    return ink;
  }
}

const NOWHERE = { x: 0, y: 0 };

function paintLinks(
  dots: Dots,
  bulk: Bulk,
  subject: Subject,
  at: Placement,
  boxOf: (item: SceneItem) => Box,
): void {
  const { palette, selection, moving } = subject;
  const selected = selectedLinks(bulk, selection);
  const marks = markedLinks(bulk, subject.markOf);
  const plain = inkOf(linkColour(palette, { selected: false, mark: null }));
  const fates = moving.ids.size === 0 ? null : linksAmong(bulk, moving.ids);
  const taken = shiftedBy(at, moving.by);
  const { ways, points } = bulk;
  for (let index = 0; index < ways.length; index++) {
    const mark = marks.size === 0 ? null : (marks.get(index) ?? null);
    const lit = selected[index] === 1;
    const strong = lit || mark !== null;
    const ink = strong ? inkOf(linkColour(palette, { selected: lit, mark })) : plain;
    const alpha = strong ? 1 : FAINT;
    const way = ways[index];
    if (way !== undefined && fates?.[index] === STRETCHES)
      paintLine(dots, cornersOf(way.seen, boxOf(way.source), boxOf(way.target)), 0, at, ink, alpha);
    else paintLine(dots, points, 8 * index, fates?.[index] === GOES_ALONG ? taken : at, ink, alpha);
  }
}

function shiftedBy({ scale, x, y }: Placement, by: Point): Placement {
  return { scale, x: x + by.x * scale, y: y + by.y * scale };
}

function cornersOf(seen: SceneLink, from: Box, to: Box): readonly number[] {
  return pointsBetween(seen, from, to).flatMap(({ x, y }) => [x, y]);
}

/** The three parts of a link; its corners begin at a place in a list of numbers. */
function paintLine(
  dots: Dots,
  corners: ArrayLike<number>,
  from: number,
  { scale, x, y }: Placement,
  ink: number,
  alpha: number,
): void {
  for (let part = from; part < from + 6; part += 2)
    dots.line(
      (corners[part] ?? 0) * scale + x,
      (corners[part + 1] ?? 0) * scale + y,
      (corners[part + 2] ?? 0) * scale + x,
      (corners[part + 3] ?? 0) * scale + y,
      ink,
      alpha,
    );
}

function fill(dots: Dots, box: Box, at: Placement, ink: number, alpha?: number): void {
  const x = box.x * at.scale + at.x;
  const y = box.y * at.scale + at.y;
  dots.box(x, y, x + box.width * at.scale, y + box.height * at.scale, ink, alpha);
}

function paintFrame(dots: Dots, box: Box, at: Placement, ink: number, alpha: number): void {
  fill(dots, box, at, ink, alpha);
  const [left, top] = [box.x * at.scale + at.x, box.y * at.scale + at.y];
  const [right, bottom] = [left + box.width * at.scale, top + box.height * at.scale];
  dots.line(left, top, right, top, ink, 0.6);
  dots.line(left, bottom, right, bottom, ink, 0.6);
  dots.line(left, top, left, bottom, ink, 0.6);
  dots.line(right, top, right, bottom, ink, 0.6);
}
