import { around, overlap, type Box } from "../../canvas/geometry.ts";
import { DOTS } from "../../canvas/grid-dots.ts";
import type { LinkPoints } from "../../canvas/link-path.ts";
import { holderOf, type Scene, type SceneItem, type SceneLink } from "../../canvas/scene.ts";
import { drawCard } from "./draw-card.ts";
import { drawFrame, drawNote } from "./draw-frame.ts";
import { drawLabels, drawLink, pointsOf } from "./draw-link.ts";
import { drawUnfolded } from "./draw-unfolded.ts";
import type { Look } from "./look.ts";
import { boxOf, colour, element, type Svg } from "./svg.ts";

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
  /** Pixels for each of the drawing's. */
  readonly scale: number;
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

/** A design as an SVG file that looks as the canvas does at 100 %. */
export function drawDesign(scene: Scene, look: Look, options: DrawingOptions): Svg {
  const { area, only, scale } = options;
  const seen = (item: SceneItem): boolean =>
    (only === null || only.has(item.id)) && overlap(grown(item.box), area);
  const items = [...scene.items.values()].filter(seen);
  const links = [...scene.links.values()].flatMap((link) => {
    const whole = only === null || (only.has(link.source) && only.has(link.target));
    const points = whole ? pointsOf(scene, link) : null;
    return points === null ? [] : [{ link, points }];
  });
  const parts = [
    ...ground(area, options, look),
    ...items.map((item) => (item.type === "frame" && !item.collapsed ? drawFrame(item, look) : "")),
    ...drawLinks(
      links.filter(({ link }) => link.depth === undefined),
      look,
    ),
    ...items.map((item) => (item.type === "note" ? drawNote(item, look) : "")),
    ...items.map((item) => (isUnfoldedPart(item) ? "" : drawOnTop(item, look))),
    ...levelsOf(items, links, look),
  ];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: area.width * scale,
      height: area.height * scale,
      viewBox: `${area.x} ${area.y} ${area.width} ${area.height}`,
      "font-family": look.palette.font.replaceAll('"', "'"),
    },
    parts.join("\n"),
  );
}

function isUnfoldedPart(item: SceneItem): boolean {
  return item.type === "unfolded" || holderOf(item) !== item.id;
}

interface PlacedLink {
  readonly link: SceneLink;
  readonly points: LinkPoints;
}

function drawLinks(links: readonly PlacedLink[], look: Look): Svg[] {
  return [
    ...links.map(({ link, points }) => drawLink(link, points, look)),
    ...links.map(({ link, points }) => drawLabels(link, points, look)),
  ];
}

/** Unfolded uses: the frames of each level on those before, with the links and cards that lie on them. */
function levelsOf(items: readonly SceneItem[], links: readonly PlacedLink[], look: Look): Svg[] {
  const parts: Svg[] = [];
  for (let level = 1; ; level++) {
    const frames = items.filter(
      (item) => item.type === "unfolded" && 1 + (item.inside?.depth ?? 0) === level,
    );
    if (frames.length === 0) return parts;
    const cards = items.filter((item) => item.type === "component" && item.inside?.depth === level);
    const drawn = links.filter(({ link }) => link.depth === level);
    const scenery = items.filter((item) => item.type === "scenery" && item.inside.depth === level);
    parts.push(...[...frames, ...scenery].map((item) => drawOnTop(item, look)));
    parts.push(...drawLinks(drawn, look), ...cards.map((item) => drawOnTop(item, look)));
  }
}

function drawOnTop(item: SceneItem, look: Look): Svg {
  if (item.type === "component") return drawCard(item, look);
  if (item.type === "unfolded") return drawUnfolded(item, look);
  if (item.type === "scenery")
    return item.of.type === "note" ? drawNote(item.of, look) : drawFrame(item.of, look, false);
  return item.type === "frame" && item.collapsed ? drawFrame(item, look) : "";
}

function grown({ x, y, width, height }: Box): Box {
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
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
