import { linkLabels, type LinkLabel } from "../../canvas/link-labels.ts";
import { linkPath, linkPoints, middleOf, type LinkPoints } from "../../canvas/link-path.ts";
import type { Rgb } from "../../canvas/layer/palette.ts";
import type { ProblemMark } from "../../store/analysis.ts";
import { centre } from "../../canvas/geometry.ts";
import type { Scene, SceneLink } from "../../canvas/scene.ts";
import { elementKey } from "../../store/elements.ts";
import { badge } from "./draw-card.ts";
import type { Look } from "./look.ts";
import { boxOf, colour, element, type Svg } from "./svg.ts";
import { line } from "./text.ts";

const LABEL = { size: 11 } as const;

/** The corners of a link; null where one of its ends is not to be seen. */
export function pointsOf(scene: Scene, link: SceneLink): LinkPoints | null {
  const source = scene.items.get(link.source);
  const target = scene.items.get(link.target);
  if (source === undefined || target === undefined) return null;
  return linkPoints(centre(source.box), centre(target.box), link.index, link.total);
}

export function drawLink({ id }: SceneLink, points: LinkPoints, look: Look): Svg {
  const mark = look.mark(elementKey("link", id));
  return element("path", {
    d: linkPath(points),
    "stroke-width": 1.8,
    fill: "none",
    ...colour("stroke", lineColour(mark, look)),
  });
}

function lineColour(mark: ProblemMark | null, { palette }: Look): Rgb {
  if (mark?.severity === "error") return palette.colour.bad;
  return mark?.severity === "warning" ? palette.colour.warning : palette.colour.link;
}

/** What stands on a link; drawn after all links, so that none crosses it out. */
export function drawLabels({ id, link }: SceneLink, points: LinkPoints, look: Look): Svg {
  const mark = look.mark(elementKey("link", id));
  const middle = middleOf(points[1], points[2]);
  const place = { right: middle.x + 9, top: middle.y - 25 };
  return [
    ...(mark === null ? [] : [badge(mark, place, look)]),
    ...linkLabels(link, points, look.portLabels).map((label) => drawLabel(label, look)),
  ].join("");
}

/** How wide the pill around a label is. */
export function labelWidth(text: string, { measure }: Look): number {
  return measure(text, LABEL).width + 14;
}

function drawLabel({ text, x, y }: LinkLabel, look: Look): Svg {
  const { palette, measure } = look;
  const width = labelWidth(text, look);
  const box = { x: x - width / 2, y: y - 9, width, height: 18 };
  const { surface, line: border, "ink-soft": fill } = palette.colour;
  return (
    boxOf(box, { fill: surface, line: border, radius: 8 }) +
    line(text, { x: box.x + 7, top: box.y + 1, lineHeight: 16, font: LABEL, fill }, measure)
  );
}
