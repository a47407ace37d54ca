import { resolveNode } from "../../../shared/kinds/resolve.ts";
import { toneColour } from "../../canvas/layer/picture.ts";
import type { UnfoldedItem } from "../../canvas/scene.ts";
import { FRAME } from "../../canvas/unfolded/layout.ts";
import { elementKey } from "../../store/elements.ts";
import { badge, categoryColour, ports, tile } from "./draw-card.ts";
import type { Look } from "./look.ts";
import { placePicture } from "./place-picture.ts";
import { boxOf, element, type Svg } from "./svg.ts";
import { line } from "./text.ts";

// The measures of UnfoldedNode.module.css, from the frame's upper left corner: its border, the padding of its
// head, a button of 22 and a tile of 13 × 1.7 with gaps of 6 between them.
const TOP = 1;
const ARROWS = { x: 15, y: TOP + (FRAME.head - 14) / 2, size: 14 } as const;
const TILE = {
  x: 39,
  y: TOP + (FRAME.head - 22.1) / 2,
  size: 22.1,
  radius: 8,
  picture: 13,
} as const;
const NAME_AT = 67;
const NAME = { size: 13, weight: 600 } as const;
const SMALL = { size: 11 } as const;
const STATE = { size: 11, weight: 600 } as const;
const BUTTON = 22;
const GAP = 6;
const RIGHT = 11;

/** The frame of a use that is shown with what it holds. */
export function drawUnfolded(item: UnfoldedItem, look: Look): Svg {
  const { id, node, box } = item;
  const { palette, catalogue, pictures } = look;
  const resolved = resolveNode(id, node, catalogue);
  const mark = look.mark(elementKey("node", id));
  const inside = [
    placePicture(pictures.collapse, { ...ARROWS, tint: palette.colour.ink }),
    ...tile(resolved, TILE, look),
    ...head(item, look),
    end(item, look),
    ...ports(resolved, box, look),
  ];
  if (mark !== null) inside.push(badge(mark, { right: box.width + 8, top: -8 }, look));
  return (
    boxOf(box, { fill: palette.colour.surface, line: categoryColour(resolved, look), radius: 12 }) +
    element("g", { transform: `translate(${box.x} ${box.y})` }, inside.join(""))
  );
}

const IN_HEAD = { top: TOP, lineHeight: FRAME.head } as const;

/** The name, and which of several copies is shown. */
function head({ node, layout }: UnfoldedItem, look: Look): Svg[] {
  const { palette, measure, pictures } = look;
  const { ink, "ink-soft": tint } = palette.colour;
  const name = node.name === "" ? "Unnamed" : node.name;
  const parts = [line(name, { ...IN_HEAD, x: NAME_AT, font: NAME, fill: ink }, measure)];
  if (node.count <= 1) return parts;
  const previous = NAME_AT + measure(name, NAME).width + GAP;
  const words = `${layout.copy} of ${node.count}`;
  const next = previous + BUTTON + measure(words, SMALL).width;
  const arrow = (picture: Svg, x: number, isEnd: boolean): Svg =>
    placePicture(picture, {
      x: x + (BUTTON - ARROWS.size) / 2,
      y: ARROWS.y,
      size: ARROWS.size,
      tint: isEnd ? tint : ink,
    });
  parts.push(
    arrow(pictures.previous, previous, layout.copy <= 1),
    line(words, { ...IN_HEAD, x: previous + BUTTON, font: SMALL, fill: tint }, measure),
    arrow(pictures.collapsed, next, layout.copy >= node.count),
  );
  return parts;
}

/** The live state where there is one, and the price after it. */
function end({ id, box }: UnfoldedItem, look: Look): Svg {
  const { palette, measure, pictures } = look;
  const state = look.state(id);
  const price = look.price(id) ?? "";
  const from = box.width - RIGHT - measure(price, SMALL).width;
  const soft = palette.colour["ink-soft"];
  const priced = line(price, { ...IN_HEAD, x: from, font: SMALL, fill: soft }, measure);
  if (state === null) return priced;
  const fill = toneColour(palette, state);
  const x = from - (price === "" ? 0 : PRICE_GAP) - measure(state.text, STATE).width;
  return (
    priced +
    placePicture(pictures[state.tone], { x: x - 18, y: ARROWS.y, size: 14, tint: fill }) +
    line(state.text, { ...IN_HEAD, x, font: STATE, fill }, measure)
  );
}

/** Between a state and a price. */
const PRICE_GAP = 8;
