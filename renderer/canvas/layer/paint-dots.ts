import { NODE_SIZE, type Box } from "../geometry.ts";
import { boxesDuring, holderOf, type SceneItem } from "../scene.ts";
import {
  bulkOf,
  cardsAmong,
  markedCards,
  markedLinks,
  selectedCards,
  selectedLinks,
  type Bulk,
} from "./bulk.ts";
import type { Dots } from "./dots.ts";
import type { Rgb } from "./palette.ts";
import {
  bodyColour,
  cardColour,
  isBoxed,
  linkColour,
  markColour,
  pointsBetween,
  type Subject,
} from "./picture.ts";

/** Where a point of the drawing lies in the image, in its pixels: `p * scale + (x, y)`. */
export interface Placement {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** How strong a link is that would be thinner than a pixel. */
const FAINT = 0.5;
/** Problems are to be seen from afar: no mark is smaller than this, in pixels. */
const SMALLEST_MARK = 3;

/** Paints a subject whose cards are too small to hold a word; gives how many of them are in the image. */
export function paintDots(dots: Dots, subject: Subject, at: Placement, zoom: number): number {
  const bulk = bulkOf(subject.scene);
  const boxOf = boxesDuring(subject.scene, subject.moving);
  const { accent, link: grey } = subject.palette.colour;
  dots.clear();
  for (const item of bulk.frames) {
    const colour = subject.selection.has(item.key) ? accent : grey;
    paintFrame(dots, boxOf(item), at, colour, item.collapsed ? 0.6 : 0.07);
  }
  for (const item of bulk.unfolded) {
    const { accent: lit, "surface-raised": ground } = subject.palette.colour;
    fill(dots, boxOf(item), at, ground);
    paintFrame(dots, boxOf(item), at, subject.selection.has(item.key) ? lit : grey, 0.07);
  }
  paintLinks(dots, bulk, subject, at, boxOf);
  for (const item of bulk.notes) {
    const selected = subject.selection.has(item.key);
    fill(dots, boxOf(item), at, selected ? accent : subject.palette.noteLine);
  }
  return paintCards(dots, bulk, subject, at, zoom);
}

function paintCards(dots: Dots, bulk: Bulk, subject: Subject, at: Placement, zoom: number): number {
  const { palette, selection, moving, boxed } = subject;
  const { cards, places } = bulk;
  const selected = selectedCards(bulk, selection);
  const moves = cardsAmong(bulk, moving.ids);
  const bodies = new Map<Rgb, Rgb>();
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
    const colour = lit ? palette.colour.accent : body(cardColour(subject, item));
    dots.box(left, top, left + width, top + height, colour);
  }
  for (const [index, mark] of markedCards(bulk, subject.markOf)) {
    const by = moves[index] === 1 ? moving.by : NOWHERE;
    const x = ((places[2 * index] ?? 0) + by.x) * at.scale + at.x + width;
    const y = ((places[2 * index + 1] ?? 0) + by.y) * at.scale + at.y;
    const half = Math.max(SMALLEST_MARK, 18 * at.scale) / 2;
    dots.box(x - half, y - half, x + half, y + half, markColour(palette, mark));
  }
  return shown;

  function body(colour: Rgb): Rgb {
    let mixed = bodies.get(colour);
    if (mixed === undefined) bodies.set(colour, (mixed = bodyColour(palette, colour, zoom)));
    return mixed;
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
  const dragging = moving.ids.size > 0;
  for (const [index, { seen, source, target }] of bulk.ways.entries()) {
    const mark = marks.get(index) ?? null;
    const lit = selected[index] === 1;
    const colour = linkColour(palette, { selected: lit, mark });
    const alpha = lit || mark !== null ? 1 : FAINT;
    if (dragging && (follows(source) || follows(target))) {
      const corners = pointsBetween(seen, boxOf(source), boxOf(target)).flatMap(({ x, y }) => [
        x,
        y,
      ]);
      paintLine(dots, corners, 0, at, colour, alpha);
    } else paintLine(dots, bulk.points, 8 * index, at, colour, alpha);
  }

  function follows(item: SceneItem): boolean {
    return item.type === "frame" || moving.ids.has(holderOf(item));
  }
}

/** The three parts of a link; its corners begin at a place in a list of numbers. */
function paintLine(
  dots: Dots,
  corners: ArrayLike<number>,
  from: number,
  { scale, x, y }: Placement,
  colour: Rgb,
  alpha: number,
): void {
  for (let part = from; part < from + 6; part += 2)
    dots.line(
      (corners[part] ?? 0) * scale + x,
      (corners[part + 1] ?? 0) * scale + y,
      (corners[part + 2] ?? 0) * scale + x,
      (corners[part + 3] ?? 0) * scale + y,
      colour,
      alpha,
    );
}

function fill(dots: Dots, box: Box, at: Placement, colour: Rgb, alpha?: number): void {
  const x = box.x * at.scale + at.x;
  const y = box.y * at.scale + at.y;
  dots.box(x, y, x + box.width * at.scale, y + box.height * at.scale, colour, alpha);
}

function paintFrame(dots: Dots, box: Box, at: Placement, colour: Rgb, alpha: number): void {
  fill(dots, box, at, colour, alpha);
  const [left, top] = [box.x * at.scale + at.x, box.y * at.scale + at.y];
  const [right, bottom] = [left + box.width * at.scale, top + box.height * at.scale];
  dots.line(left, top, right, top, colour, 0.6);
  dots.line(left, bottom, right, bottom, colour, 0.6);
  dots.line(left, top, left, bottom, colour, 0.6);
  dots.line(right, top, right, bottom, colour, 0.6);
}
