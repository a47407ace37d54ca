import type { Box } from "../geometry.ts";
import type { LinkPoints } from "../link-path.ts";
import type { Dots } from "./dots.ts";
import type { Rgb } from "./palette.ts";
import {
  bodyColour,
  cardColour,
  linkColour,
  markColour,
  type Picture,
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

/** Paints a picture whose cards are too small to hold a word. */
export function paintDots(
  dots: Dots,
  { frames, links, notes, cards }: Picture,
  subject: Subject,
  at: Placement,
  zoom: number,
): void {
  const { palette } = subject;
  const { accent, link: grey } = palette.colour;
  dots.clear();
  for (const { item, box, selected } of frames)
    paintFrame(dots, box, at, selected ? accent : grey, item.collapsed ? 0.6 : 0.07);
  for (const link of links) {
    const striking = link.selected || link.mark !== null;
    paintLine(dots, link.points, at, linkColour(palette, link), striking ? 1 : FAINT);
  }
  for (const { box, selected } of notes) fill(dots, box, at, selected ? accent : palette.noteLine);
  const bodies = new Map<Rgb, Rgb>();
  for (const { item, box, selected, mark } of cards) {
    const colour = cardColour(subject, item);
    let body = bodies.get(colour);
    if (body === undefined) bodies.set(colour, (body = bodyColour(palette, colour, zoom)));
    fill(dots, box, at, selected ? accent : body);
    if (mark !== null) paintMark(dots, box, at, markColour(palette, mark));
  }
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

function paintLine(
  dots: Dots,
  [a, b, c, d]: LinkPoints,
  { scale, x, y }: Placement,
  colour: Rgb,
  alpha: number,
): void {
  const [bx, by] = [b.x * scale + x, b.y * scale + y];
  const [cx, cy] = [c.x * scale + x, c.y * scale + y];
  dots.line(a.x * scale + x, a.y * scale + y, bx, by, colour, alpha);
  dots.line(bx, by, cx, cy, colour, alpha);
  dots.line(cx, cy, d.x * scale + x, d.y * scale + y, colour, alpha);
}

function paintMark(dots: Dots, box: Box, at: Placement, colour: Rgb): void {
  const half = Math.max(SMALLEST_MARK, 18 * at.scale) / 2;
  const x = (box.x + box.width) * at.scale + at.x;
  const y = box.y * at.scale + at.y;
  dots.box(x - half, y - half, x + half, y + half, colour);
}
