import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { findKind } from "../../../shared/kinds/index.ts";
import { FRAME } from "../unfolded/layout.ts";
import type { Box } from "../geometry.ts";
import {
  boxesDuring,
  type FrameItem,
  type NoteItem,
  type SceneryItem,
  type UnfoldedItem,
} from "../scene.ts";
import { bulkOf } from "./bulk.ts";
import { Dots } from "./dots.ts";
import { css, type Palette } from "./palette.ts";
import type { Stamps } from "./stamps.ts";
import { paintCard, words, type CardPainting } from "./paint-cards.ts";
import { paintDots } from "./paint-dots.ts";
import { paintLines } from "./paint-lines.ts";
import {
  boxOfView,
  pictureOf,
  type Picture,
  type Seen,
  type Subject,
  type View,
} from "./picture.ts";

/** Below this zoom a card is a few pixels of its colour. */
const DOTS_BELOW = 0.15;
/** How far beyond the view is painted, in pixels, so that not every move of it needs another painting. */
export const MARGIN = 128;
/** A frame narrower than this on the screen has no room for its name. */
const NAMED_FROM = 56;

/** The canvas and what is kept from one painting to the next. */
export interface Easel {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  dots: Dots | null;
  readonly stamps: Stamps;
}

/** Paints what a view shows, in device pixels; gives how many nodes that were. */
export function paint(
  easel: Easel,
  subject: Subject,
  view: View,
  catalogue: Catalogue,
  onLoaded: () => void,
): number {
  const ratio = window.devicePixelRatio;
  sizeTo(easel, view, ratio);
  const { context } = easel;
  const { zoom } = view;
  const scale = zoom * ratio;
  const at = { scale, x: (view.x + MARGIN) * ratio, y: (view.y + MARGIN) * ratio };
  if (zoom < DOTS_BELOW) {
    const dots = dotsFor(easel);
    const shown = paintDots(dots, subject, at, zoom);
    context.putImageData(dots.image, 0, 0);
    context.setTransform(scale, 0, 0, scale, at.x, at.y);
    paintNames(context, bulkOf(subject.scene).frames, subject, zoom);
    return shown;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, easel.canvas.width, easel.canvas.height);
  context.setTransform(scale, 0, 0, scale, at.x, at.y);
  const picture = pictureOf(subject, boxOfView(view, MARGIN));
  easel.stamps.begin(scale, subject.palette);
  const { stamps } = easel;
  paintShapes(context, picture, { subject, catalogue, zoom, at, stamps, onLoaded });
  const frames = picture.frames.map(({ item }) => item);
  paintNames(context, frames, subject, zoom);
  return picture.cards.length;
}

function sizeTo({ canvas }: Easel, view: View, ratio: number): void {
  const width = Math.ceil((view.width + 2 * MARGIN) * ratio);
  const height = Math.ceil((view.height + 2 * MARGIN) * ratio);
  // Setting a size, even the same one, empties a canvas and allocates it anew.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Empty, and as large as the canvas. To empty what was just made would take as long as all of the rest. */
function dotsFor(easel: Easel): Dots {
  const { width, height } = easel.canvas;
  if (easel.dots?.image.width === width && easel.dots.image.height === height) easel.dots.clear();
  else easel.dots = new Dots(width, height);
  return easel.dots;
}

function paintShapes(
  context: CanvasRenderingContext2D,
  picture: Picture,
  painting: CardPainting,
): void {
  const { subject, zoom } = painting;
  context.textBaseline = "middle";
  for (const seen of picture.frames)
    // A frame that is an element of the page shines through; painted too, it would look twice as strong.
    if (!subject.mounted.has(seen.item.id)) paintFrame(context, seen, subject.palette, zoom);
  paintLines(context, picture, subject, zoom);
  for (const seen of picture.notes) paintNote(context, seen, subject.palette, zoom);
  for (const seen of picture.cards) paintCard(context, seen, painting);
  for (const level of picture.levels) {
    for (const seen of level.frames) paintUnfolded(context, seen, subject, zoom);
    for (const seen of level.scenery) paintScenery(context, seen, subject, zoom);
    paintLines(context, level, subject, zoom);
    for (const seen of level.cards) paintCard(context, seen, painting);
  }
}

/** The frame of an unfolded use. It hides what it lies on; as an element of the page it lets this one be seen. */
function paintUnfolded(
  context: CanvasRenderingContext2D,
  { item, box, selected }: Seen<UnfoldedItem>,
  { palette, mounted }: Subject,
  zoom: number,
): void {
  const { colour, category, font } = palette;
  const { x, y, width, height } = box;
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, 12);
  context.fillStyle = css(colour.surface);
  context.fill();
  context.lineWidth = Math.max(1, 0.7 / zoom);
  const kind = findKind(item.node.kind)?.category ?? "unknown";
  context.strokeStyle = css(selected ? colour.accent : (category.get(kind) ?? colour.link));
  context.stroke();
  if (mounted.has(item.id)) return;
  context.font = `600 13px ${font}`;
  context.fillStyle = css(colour.ink);
  words(context, item.node.name, x + 40, y + FRAME.head / 2, width - 56);
}

/** A group or a note that an unfolded use shows. */
function paintScenery(
  context: CanvasRenderingContext2D,
  seen: Seen<SceneryItem>,
  { palette, mounted }: Subject,
  zoom: number,
): void {
  const { of } = seen.item;
  if (of.type === "note") return paintNote(context, { ...seen, item: of }, palette, zoom);
  if (mounted.has(of.id)) return;
  paintFrame(context, { ...seen, item: of }, palette, zoom);
  paintName(context, of, seen.box, palette, zoom);
}

function paintFrame(
  context: CanvasRenderingContext2D,
  { item, box, selected }: Seen<FrameItem>,
  { colour }: Palette,
  zoom: number,
): void {
  const { x, y, width, height } = box;
  const tint = item.group.color ?? css(colour.link);
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, item.collapsed ? 10 : 14);
  if (item.collapsed) {
    context.fillStyle = css(colour["surface-raised"]);
    context.fill();
  }
  context.globalAlpha = item.collapsed ? 0.2 : 0.07;
  context.fillStyle = tint;
  context.fill();
  context.globalAlpha = 0.7;
  context.lineWidth = Math.max(1, 0.7 / zoom);
  context.setLineDash(item.collapsed || zoom < 0.3 ? [] : [3, 3]);
  context.strokeStyle = selected ? css(colour.accent) : tint;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintNote(
  context: CanvasRenderingContext2D,
  { item, box, selected }: Seen<NoteItem>,
  palette: Palette,
  zoom: number,
): void {
  const { x, y, width, height } = box;
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, 8);
  context.fillStyle = css(palette.note);
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = css(selected ? palette.colour.accent : palette.noteLine);
  context.stroke();
  if (zoom < 0.3) return;
  context.font = `13px ${palette.font}`;
  context.fillStyle = css(palette.colour.ink);
  const rows = item.note.text.split("\n").slice(0, Math.max(1, Math.floor((height - 20) / 20)));
  for (const [index, row] of rows.entries())
    words(context, row, x + 12, y + 20 + index * 20, width - 24);
}

/** Names of frames, readable at every zoom: in the frame's head, or above it where that is too small. */
function paintNames(
  context: CanvasRenderingContext2D,
  frames: readonly FrameItem[],
  { scene, moving, palette, mounted }: Subject,
  zoom: number,
): void {
  const boxOf = boxesDuring(scene, moving);
  for (const item of frames)
    if (!mounted.has(item.id)) paintName(context, item, boxOf(item), palette, zoom);
}

function paintName(
  context: CanvasRenderingContext2D,
  { group, collapsed }: FrameItem,
  box: Box,
  palette: Palette,
  zoom: number,
): void {
  if (box.width * zoom < NAMED_FROM) return;
  const size = Math.max(13, 10 / zoom);
  context.font = `600 ${size}px ${palette.font}`;
  context.fillStyle = css(palette.colour.ink);
  context.textBaseline = "middle";
  const inHead = size === 13;
  const top = inHead ? box.y + (collapsed ? box.height / 2 : 18) : box.y - size * 0.6;
  words(context, group.name, box.x + (inHead ? 38 : 0), top, box.width);
}
