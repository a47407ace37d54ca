import { linkLabels } from "../link-labels.ts";
import { cornerRadius, type LinkPoints } from "../link-path.ts";
import { LABELS_FROM } from "../zoom-level.ts";
import { css, type Palette } from "./palette.ts";
import { linkColour, type Picture, type SeenLink, type Subject } from "./picture.ts";

/** As thick as LinkEdge.module.css has it, and never too thin to be seen. */
const THICKNESS = { usual: 1.8, selected: 3, leastPixels: 0.8 } as const;
/** From here on the rounding of corners can be seen. */
const ROUNDED_FROM = 0.25;

/** Paints links, and from a zoom on what stands on them. */
export function paintLines(
  context: CanvasRenderingContext2D,
  { links }: Pick<Picture, "links">,
  { palette, portLabels }: Pick<Subject, "palette" | "portLabels">,
  zoom: number,
): void {
  // One stroke for all of one colour; what matters most comes last, on top.
  const byColour = Map.groupBy(links, (link) => linkColour(palette, link));
  const { link, warning, bad, accent } = palette.colour;
  for (const colour of [link, warning, bad, accent]) {
    const drawn = byColour.get(colour) ?? [];
    if (drawn.length === 0) continue;
    context.beginPath();
    for (const { points } of drawn) trace(context, points, zoom >= ROUNDED_FROM);
    const thickness = colour === accent ? THICKNESS.selected : THICKNESS.usual;
    context.lineWidth = Math.max(thickness, THICKNESS.leastPixels / zoom);
    context.strokeStyle = css(colour);
    context.stroke();
  }
  if (zoom >= LABELS_FROM)
    for (const seen of links) paintLabels(context, seen, portLabels, palette);
}

function trace(
  context: CanvasRenderingContext2D,
  [start, first, second, end]: LinkPoints,
  rounded: boolean,
): void {
  context.moveTo(start.x, start.y);
  if (rounded) {
    context.arcTo(first.x, first.y, second.x, second.y, cornerRadius(start, first, second));
    context.arcTo(second.x, second.y, end.x, end.y, cornerRadius(first, second, end));
  } else {
    context.lineTo(first.x, first.y);
    context.lineTo(second.x, second.y);
  }
  context.lineTo(end.x, end.y);
}

function paintLabels(
  context: CanvasRenderingContext2D,
  { seen, points, selected }: SeenLink,
  portLabels: boolean,
  { colour, font }: Palette,
): void {
  context.font = `11px ${font}`;
  context.textAlign = "center";
  for (const { text, x, y } of linkLabels(seen.link, points, selected || portLabels)) {
    const width = context.measureText(text).width + 14;
    context.beginPath();
    context.roundRect(x - width / 2, y - 9, width, 18, 8);
    context.fillStyle = css(colour.surface);
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = css(colour.line);
    context.stroke();
    context.fillStyle = css(colour["ink-soft"]);
    context.fillText(text, x, y + 0.5);
  }
  context.textAlign = "left";
}
