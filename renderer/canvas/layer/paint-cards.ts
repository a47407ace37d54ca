import { resolveNode } from "../../../shared/kinds/resolve.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { portOffset } from "../flow.ts";
import type { Box } from "../geometry.ts";
import type { CardItem } from "../scene.ts";
import { LIGHT_BELOW } from "../zoom-level.ts";
import { css, mixed, type Rgb } from "./palette.ts";
import {
  bodyColour,
  cardColour,
  markColour,
  toneColour,
  type Seen,
  type Subject,
} from "./picture.ts";
import type { Placement, Stamps } from "./stamps.ts";
import { tintedPicture } from "./tinted-picture.ts";

type Context = CanvasRenderingContext2D;

/** Problems are to be seen from afar: no mark's radius is smaller than this, in pixels. */
const SMALLEST_MARK = 2.5;
/** Names of light cards fade in between these. */
const [NAMES_FROM, NAMES_FULL] = [0.22, 0.28];

/** What painting cards needs besides the subject. */
export interface CardPainting {
  readonly subject: Subject;
  readonly catalogue: Catalogue;
  readonly zoom: number;
  readonly at: Placement;
  readonly stamps: Stamps;
  /** Called when a picture that was still missing has been loaded. */
  readonly onLoaded: () => void;
}

/** Paints a card as ComponentNode shows it, apart from what only matters to the pointer. */
export function paintCard(context: Context, seen: Seen<CardItem>, painting: CardPainting): void {
  const { subject, zoom } = painting;
  const light = zoom < LIGHT_BELOW;
  const colour = cardColour(subject, seen.item);
  body(context, seen, colour, painting);
  if (light) lightFace(context, seen, painting);
  else face(context, seen, painting);
  const { mark, box } = seen;
  if (mark === null) return;
  const { palette } = subject;
  const radius = Math.max(9, SMALLEST_MARK / zoom);
  disc(context, box, radius, css(palette.colour["surface-raised"]));
  disc(context, box, radius * 0.83, css(markColour(palette, mark)));
}

function disc(context: Context, { x, y, width }: Box, radius: number, colour: string): void {
  context.beginPath();
  context.arc(x + width, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function body(
  context: Context,
  { box, selected }: Seen<CardItem>,
  colour: Rgb,
  painting: CardPainting,
): void {
  const { zoom, at, stamps } = painting;
  // Near enough to be elements of the page, cards must lie exactly where those do.
  if (zoom >= LIGHT_BELOW) return outline(context, box, selected, colour, painting);
  const corner = { ...box, x: 0, y: 0 };
  const card = { at: box, size: box, room: ringOf(zoom) + 1 };
  stamps.put(context, `${css(colour)} ${selected}`, card, at, (stamp) => {
    outline(stamp, corner, selected, colour, painting);
  });
}

function ringOf(zoom: number): number {
  return Math.max(2, 2 / zoom);
}

function outline(
  context: Context,
  box: Box,
  selected: boolean,
  colour: Rgb,
  { subject: { palette }, zoom }: CardPainting,
): void {
  const { accent, "line-strong": line } = palette.colour;
  const { x, y, width, height } = box;
  if (selected) {
    const ring = ringOf(zoom);
    context.beginPath();
    context.roundRect(x - ring, y - ring, width + 2 * ring, height + 2 * ring, 10 + ring);
    context.fillStyle = css(accent, 0.45);
    context.fill();
  }
  context.beginPath();
  context.roundRect(x, y, width, height, 10);
  context.fillStyle = css(bodyColour(palette, colour, zoom));
  context.fill();
  if (zoom < LIGHT_BELOW) stripe(context, box, colour);
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, 9.5);
  context.lineWidth = Math.max(1, 0.5 / zoom);
  context.strokeStyle = css(selected ? accent : mixed(line, colour, zoom < 0.2 ? 0.5 : 0));
  context.stroke();
}

function stripe(context: Context, { x, y, height }: Box, colour: Rgb): void {
  context.beginPath();
  context.roundRect(x, y, 8, height, [10, 0, 0, 10]);
  context.fillStyle = css(colour);
  context.fill();
}

function lightFace(
  context: Context,
  { item, box }: Seen<CardItem>,
  { subject: { palette }, zoom }: CardPainting,
): void {
  const strength = Math.min(1, (zoom - NAMES_FROM) / (NAMES_FULL - NAMES_FROM));
  if (strength <= 0) return;
  context.font = `600 22px ${palette.font}`;
  context.fillStyle = css(palette.colour.ink, strength);
  words(context, item.node.name, box.x + 20, box.y + box.height / 2, box.width - 32);
}

function face(
  context: Context,
  { item, box }: Seen<CardItem>,
  { subject, catalogue, onLoaded }: CardPainting,
): void {
  const { palette, overlay } = subject;
  const { ink, "ink-soft": soft } = palette.colour;
  const resolved = resolveNode(item.id, item.node, catalogue);
  const category = palette.category.get(resolved.kind?.category ?? "unknown") ?? soft;
  const { x, y, height } = box;
  context.beginPath();
  context.roundRect(x + 13, y + (height - 34) / 2, 34, 34, 8);
  context.fillStyle = css(category, 0.13);
  context.fill();
  const picture = tintedPicture(item.node.kind, css(category), onLoaded);
  if (picture !== null) context.drawImage(picture, x + 20, y + (height - 20) / 2, 20, 20);
  const [left, room] = [x + 57, box.width - 70];
  context.font = `600 13px ${palette.font}`;
  context.fillStyle = css(ink);
  const count = item.node.count === 1 ? "" : ` ×${item.node.count}`;
  words(context, `${item.node.name}${count}`, left, y + 20, room);
  context.font = `11.5px ${palette.font}`;
  context.fillStyle = css(soft);
  const unknown = `Unknown kind “${item.node.kind}”`;
  words(context, resolved.kind === undefined ? unknown : resolved.summary, left, y + 37, room);
  const live = overlay(item.id);
  if (live !== null) {
    context.font = `600 11px ${palette.font}`;
    context.fillStyle = css(toneColour(palette, live));
    words(context, live.text, left, y + 53, room);
  }
  for (const index of resolved.ports.keys())
    port(context, x + portOffset(index, resolved.ports.length), y + height, subject);
}

function port(context: Context, x: number, y: number, { palette: { colour } }: Subject): void {
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.fillStyle = css(colour["surface-raised"]);
  context.fill();
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fillStyle = css(colour.link);
  context.fill();
}

/** Text around a middle line, cut off with an ellipsis where it has no room. */
export function words(context: Context, text: string, x: number, y: number, room: number): void {
  context.fillText(fitted(context, text, room), x, y);
}

const cut = new Map<string, string>();
/** More texts than any view shows; past it, the oldest half goes. */
const MOST_CUT = 20_000;

function fitted(context: Context, text: string, room: number): string {
  const key = `${context.font} ${room} ${text}`;
  const known = cut.get(key);
  if (known !== undefined) return known;
  if (cut.size >= MOST_CUT)
    for (const old of [...cut.keys()].slice(0, MOST_CUT / 2)) cut.delete(old);
  const result = shortened(context, text, room);
  cut.set(key, result);
  return result;
}

function shortened(context: Context, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits)}…`;
}
