import { around, overlap, type Box } from "../../canvas/geometry.ts";
import { DOTS } from "../../canvas/grid-dots.ts";
import { linkLabels } from "../../canvas/link-labels.ts";
import type { LinkPoints } from "../../canvas/link-path.ts";
import { holderOf, type Scene, type SceneItem, type SceneLink } from "../../canvas/scene.ts";
import { drawCard } from "./draw-card.ts";
import { drawFrame, drawNote } from "./draw-frame.ts";
import { drawLabels, drawLink, labelWidth, pointsOf } from "./draw-link.ts";
import { drawUnfolded } from "./draw-unfolded.ts";
import type { Look } from "./look.ts";
import type { PixelSize } from "./pixel-size.ts";
import { boxOf, colour, element, round, type Svg } from "./svg.ts";

/** Room around what is drawn, for badges and port dots too. */
const MARGIN = 24;
/** The middle of the canvas's first dot is half a gap before the origin. */
const FIRST_DOT = -DOTS.gap / 2 - DOTS.radius;

export interface DrawingOptions {
  /** What of the drawing, in its own coordinates. */
  readonly area: Box;
  /** Only these items, and the links between them; null: everything. */
  readonly only: ReadonlySet<string> | null;
  readonly background: boolean;
  readonly dots: boolean;
}

/** The box around everything, or around some of it; null where there is nothing. */
export function areaOf(scene: Scene, only: ReadonlySet<string> | null): Box | null {
  const items = [...scene.items.values()].filter(({ id }) => only === null || only.has(id));
  const box = around(items.map((item) => item.box));
  if (box === null) return null;
  return {
    x: Math.floor(box.x - MARGIN),
    y: Math.floor(box.y - MARGIN),
    width: Math.ceil(box.width + 2 * MARGIN),
    height: Math.ceil(box.height + 2 * MARGIN),
  };
}

/** Something of the drawing, and where in it; null: wherever one looks. */
export interface Part {
  readonly svg: Svg;
  readonly box: Box | null;
}

/** A design as it looks on the canvas at 100 %, part by part in the order in which they lie on each other. */
export function* drawParts(scene: Scene, look: Look, options: DrawingOptions): Generator<Part> {
  const { area, only } = options;
  const seen = (item: SceneItem): boolean =>
    (only === null || only.has(item.id)) && overlap(grown(item.box), area);
  const items = [...scene.items.values()].filter(seen);
  const links = [...scene.links.values()].flatMap((link) => {
    const whole = only === null || (only.has(link.source) && only.has(link.target));
    const points = whole ? pointsOf(scene, link) : null;
    return points === null ? [] : [{ link, points }];
  });
  for (const svg of ground(area, options, look)) yield { svg, box: null };
  yield* drawItems(items, (item) =>
    item.type === "frame" && !item.collapsed ? drawFrame(item, look) : "",
  );
  yield* drawLinks(
    links.filter(({ link }) => link.depth === undefined),
    look,
  );
  yield* drawItems(items, (item) => (item.type === "note" ? drawNote(item, look) : ""));
  yield* drawItems(items, (item) => (isUnfoldedPart(item) ? "" : drawOnTop(item, look)));
  yield* drawLevels(items, links, look);
}

/** What of the drawing a sheet shows, and how many pixels large. */
export interface Sheet extends PixelSize {
  readonly area: Box;
}

/** An SVG file of those parts that are seen in it. */
export function sheetOf(parts: readonly Part[], { area, width, height }: Sheet, look: Look): Svg {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: [area.x, area.y, area.width, area.height].map(round).join(" "),
      "font-family": look.palette.font.replaceAll('"', "'"),
    },
    parts
      .filter(({ box }) => box === null || overlap(box, area))
      .map(({ svg }) => svg)
      .join("\n"),
  );
}

function* drawItems(items: readonly SceneItem[], draw: (item: SceneItem) => Svg): Generator<Part> {
  for (const item of items) {
    const svg = draw(item);
    if (svg !== "") yield { svg, box: grown(item.box) };
  }
}

function isUnfoldedPart(item: SceneItem): boolean {
  return item.type === "unfolded" || holderOf(item) !== item.id;
}

interface PlacedLink {
  readonly link: SceneLink;
  readonly points: LinkPoints;
}

function* drawLinks(links: readonly PlacedLink[], look: Look): Generator<Part> {
  for (const { link, points } of links)
    yield { svg: drawLink(link, points, look), box: linkBox(points) };
  for (const { link, points } of links) {
    const svg = drawLabels(link, points, look);
    if (svg !== "") yield { svg, box: labelsBox(link, points, look) };
  }
}

function linkBox(points: LinkPoints): Box {
  const boxes = points.map((point) => ({ ...point, width: 0, height: 0 }));
  return grown(around(boxes) ?? { x: 0, y: 0, width: 0, height: 0 }, 2 * MARGIN);
}

/** Words may be longer than their link. */
function labelsBox({ link }: SceneLink, points: LinkPoints, look: Look): Box {
  const { x, width, ...rest } = linkBox(points);
  const widest = Math.max(
    0,
    ...linkLabels(link, points, look.portLabels).map(({ text }) => labelWidth(text, look)),
  );
  return { ...rest, x: x - widest / 2, width: width + widest };
}

/** Unfolded uses: the frames of each level on those before, with the links and cards that lie on them. */
function* drawLevels(
  items: readonly SceneItem[],
  links: readonly PlacedLink[],
  look: Look,
): Generator<Part> {
  for (let level = 1; ; level++) {
    const frames = items.filter(
      (item) => item.type === "unfolded" && 1 + (item.inside?.depth ?? 0) === level,
    );
    if (frames.length === 0) return;
    const cards = items.filter((item) => item.type === "component" && item.inside?.depth === level);
    const drawn = links.filter(({ link }) => link.depth === level);
    const scenery = items.filter((item) => item.type === "scenery" && item.inside.depth === level);
    const onTop = (item: SceneItem): Svg => drawOnTop(item, look);
    yield* drawItems([...frames, ...scenery], onTop);
    yield* drawLinks(drawn, look);
    yield* drawItems(cards, onTop);
  }
}

function drawOnTop(item: SceneItem, look: Look): Svg {
  if (item.type === "component") return drawCard(item, look);
  if (item.type === "unfolded") return drawUnfolded(item, look);
  if (item.type === "scenery")
    return item.of.type === "note" ? drawNote(item.of, look) : drawFrame(item.of, look, false);
  return item.type === "frame" && item.collapsed ? drawFrame(item, look) : "";
}

function grown({ x, y, width, height }: Box, by = MARGIN): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function ground(area: Box, { background, dots }: DrawingOptions, { palette }: Look): Svg[] {
  const { canvas, "line-strong": dotColour } = palette.colour;
  const { gap, radius } = DOTS;
  const dot = element("circle", {
    cx: radius,
    cy: radius,
    r: radius,
    ...colour("fill", dotColour),
  });
  const pattern = {
    id: "dots",
    x: FIRST_DOT,
    y: FIRST_DOT,
    width: gap,
    height: gap,
    patternUnits: "userSpaceOnUse",
  };
  return [
    ...(background ? [boxOf(area, { fill: canvas, radius: 0 })] : []),
    ...(dots
      ? [element("pattern", pattern, dot), element("rect", { ...area, fill: "url(#dots)" })]
      : []),
  ];
}
