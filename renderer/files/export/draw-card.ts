import { resolveNode, type ResolvedNode } from "../../../shared/kinds/resolve.ts";
import type { Rgb } from "../../canvas/layer/palette.ts";
import { markColour, toneColour } from "../../canvas/layer/picture.ts";
import { portOffset } from "../../canvas/flow.ts";
import type { Box } from "../../canvas/geometry.ts";
import type { CardItem } from "../../canvas/scene.ts";
import type { ProblemMark } from "../../store/analysis.ts";
import { elementKey } from "../../store/elements.ts";
import type { Look } from "./look.ts";
import { placePicture } from "./place-picture.ts";
import { boxOf, colour, element, type Svg } from "./svg.ts";
import { fitted, line } from "./text.ts";

// The measures of ComponentNode.module.css, from the card's upper left corner.
const TILE = { x: 13, y: 19, size: 34, radius: 8, picture: 20 } as const;
const TEXT = { x: 57, width: 138, name: 11, summary: 29, foot: 45 } as const;
const NAME = { size: 13, weight: 600 } as const;
const COUNT = { size: 11, weight: 700 } as const;
const SUMMARY = { size: 11.5 } as const;
const FOOT = { size: 11 } as const;
const STATE = { size: 11, weight: 600 } as const;
const GAP = 6;
const LOCK = 12;

/** One node as its card. */
export function drawCard(item: CardItem, look: Look): Svg {
  const { id, box, node } = item;
  const { palette, catalogue } = look;
  const resolved = resolveNode(id, node, catalogue);
  const mark = look.mark(elementKey("node", id));
  const parts = [
    // The soft shadow, as a shape that every program draws.
    boxOf({ ...box, y: box.y + 1 }, { fill: palette.colour.ink, fillAlpha: 0.05, radius: 10 }),
    boxOf(box, {
      fill: palette.colour["surface-raised"],
      line: palette.colour["line-strong"],
      radius: 10,
      ...(resolved.kind === undefined && { dash: "3 3" }),
    }),
  ];
  const inside = [...face(resolved, look), ...ports(resolved, box, look)];
  if (mark !== null) inside.push(badge(mark, { right: 216, top: -8 }, look));
  return (
    parts.join("") + element("g", { transform: `translate(${box.x} ${box.y})` }, inside.join(""))
  );
}

/** The colour of a node's category. */
export function categoryColour({ kind }: ResolvedNode, { palette }: Look): Rgb {
  const unknown = palette.category.get("unknown") ?? palette.colour["ink-soft"];
  return palette.category.get(kind?.category ?? "unknown") ?? unknown;
}

function face(resolved: ResolvedNode, look: Look): Svg[] {
  const { node, kind } = resolved;
  const { measure, palette } = look;
  const soft = palette.colour["ink-soft"];
  const summary = kind === undefined ? `Unknown kind “${node.kind}”` : resolved.summary;
  return [
    ...tile(resolved, TILE, look),
    ...head(resolved, look),
    line(
      fitted(summary, TEXT.width, SUMMARY, measure),
      { x: TEXT.x, top: TEXT.summary, lineHeight: 16, font: SUMMARY, fill: soft },
      measure,
    ),
    foot(resolved, look),
  ];
}

/** The picture of a node's kind on its tile: see KindIcon. */
export function tile(
  resolved: ResolvedNode,
  place: { readonly [Measure in keyof typeof TILE]: number },
  look: Look,
): Svg[] {
  const { node, kind } = resolved;
  const tint = categoryColour(resolved, look);
  const { x, y, size, radius } = place;
  const picture =
    look.kindPicture(node.kind) ?? (kind === undefined ? look.pictures.unknown : null);
  const inset = (size - place.picture) / 2;
  return [
    boxOf({ x, y, width: size, height: size }, { fill: tint, fillAlpha: 0.13, radius }),
    picture === null
      ? line(
          kind?.title.slice(0, 1) ?? "",
          { x: x + size / 2, top: y, lineHeight: size, font: NAME, fill: tint, anchor: "middle" },
          look.measure,
        )
      : placePicture(picture, { x: x + inset, y: y + inset, size: place.picture, tint }),
  ];
}

/** The name, how many it stands for, and whether it is locked. */
function head(resolved: ResolvedNode, look: Look): Svg[] {
  const { node } = resolved;
  const { measure, palette } = look;
  const count = node.count === 1 ? null : `×${node.count}`;
  const countWidth = count === null ? 0 : measure(count, COUNT).width + 10;
  const room =
    TEXT.width - (count === null ? 0 : countWidth + GAP) - (node.locked === true ? LOCK + GAP : 0);
  const whole = node.name === "" ? "Unnamed" : node.name;
  const name = fitted(whole, room, NAME, measure);
  // A name that is cut off leaves what it does not fill empty.
  let x = TEXT.x + Math.min(room, measure(whole, NAME).width) + GAP;
  const { ink } = palette.colour;
  const parts = [
    line(name, { x: TEXT.x, top: TEXT.name, lineHeight: 18, font: NAME, fill: ink }, measure),
  ];
  if (count !== null) {
    const tint = categoryColour(resolved, look);
    const place = { x, y: TEXT.name + 1, width: countWidth, height: 16 };
    const text = { x: x + 5, top: place.y, lineHeight: 16, font: COUNT, fill: tint };
    parts.push(
      boxOf(place, { fill: tint, fillAlpha: 0.15, radius: 8 }),
      line(count, text, measure),
    );
    x += countWidth + GAP;
  }
  if (node.locked === true)
    parts.push(placePicture(look.pictures.lock, { x, y: TEXT.name + 3, size: LOCK, tint: ink }));
  return parts;
}

/** The live state where there is one, and the price on the other side. */
function foot({ id }: ResolvedNode, look: Look): Svg {
  const { palette, measure } = look;
  const state = look.state(id);
  const price = look.price(id);
  const place = { top: TEXT.foot, lineHeight: 16 };
  const width = price === null ? 0 : measure(price, FOOT).width;
  const soft = palette.colour["ink-soft"];
  const right = { ...place, x: TEXT.x + TEXT.width - width, font: FOOT, fill: soft };
  const priced = price === null ? "" : line(price, right, measure);
  if (state === null) return priced;
  const fill = toneColour(palette, state);
  const picture = { x: TEXT.x, y: TEXT.foot + 1, size: 14, tint: fill };
  const room = TEXT.width - 18 - (price === null ? 0 : width + FOOT_GAP);
  const text = fitted(state.text, room, STATE, measure);
  return (
    placePicture(look.pictures[state.tone], picture) +
    line(text, { ...place, x: TEXT.x + 18, font: STATE, fill }, measure) +
    priced
  );
}

const FOOT_GAP = 8;

/** The dots to draw links from, along the lower edge. */
export function ports(
  { ports: groups }: ResolvedNode,
  { width, height }: Pick<Box, "width" | "height">,
  { palette }: Look,
): Svg[] {
  const { link, "surface-raised": ring } = palette.colour;
  return groups.map((port, index) => {
    const [cx, cy] = [1 + portOffset(index, groups.length, width), height - 1];
    if (port.medium !== "storage")
      return (
        element("circle", { cx, cy, r: 5.5, ...colour("fill", ring) }) +
        element("circle", { cx, cy, r: 3.5, ...colour("fill", link) })
      );
    const square = (size: number): { x: number; y: number; width: number; height: number } => ({
      x: cx - size / 2,
      y: cy - size / 2,
      width: size,
      height: size,
    });
    return (
      boxOf(square(11), { fill: ring, radius: 3 }) + boxOf(square(7), { fill: link, radius: 1 })
    );
  });
}

/** The worst of an element's problems, and how many there are. */
export function badge(
  mark: ProblemMark,
  { right, top }: { readonly right: number; readonly top: number },
  look: Look,
): Svg {
  const { palette, measure, pictures } = look;
  const tint = markColour(palette, mark);
  const count = mark.count > 1 ? String(mark.count) : null;
  const width = 18 + (count === null ? 0 : 2 + measure(count, COUNT).width + 5);
  const x = right - width;
  const place = { x: x + 19, top, lineHeight: 18, font: COUNT, fill: tint };
  return (
    boxOf(
      { x, y: top, width, height: 18 },
      { fill: palette.colour["surface-raised"], radius: 10 },
    ) +
    placePicture(pictures[mark.severity], { x: x + 1, y: top + 1, size: 16, tint }) +
    (count === null ? "" : line(count, place, measure))
  );
}
