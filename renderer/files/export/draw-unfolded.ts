import { resolveNode } from "../../../shared/kinds/resolve.ts";
import type { UnfoldedItem } from "../../canvas/scene.ts";
import { FRAME } from "../../canvas/unfolded/layout.ts";
import type { Look } from "./look.ts";
import { placePicture } from "./place-picture.ts";
import { boxOf, type Svg } from "./svg.ts";
import { line } from "./text.ts";

// The measures of UnfoldedNode.module.css.
const NAME = { size: 13, weight: 600 } as const;
const FOOT = { size: 11 } as const;
const LEFT = 40;
const RIGHT = 14;

/** The frame of a use that is shown with what it holds. */
export function drawUnfolded({ id, node, box, layout }: UnfoldedItem, look: Look): Svg {
  const { palette, catalogue, measure, pictures } = look;
  const { kind } = resolveNode(id, node, catalogue);
  const { ink, "ink-soft": soft, surface, link } = palette.colour;
  const tint = palette.category.get(kind?.category ?? "unknown") ?? link;
  const place = { top: box.y, lineHeight: FRAME.head };
  const copy = node.count > 1 ? ` (${layout.copy} of ${node.count})` : "";
  const price = look.price(id) ?? "";
  const right = box.x + box.width - RIGHT - measure(price, FOOT).width;
  return [
    boxOf(box, { fill: surface, line: tint, radius: 12 }),
    placePicture(pictures.expanded, { x: box.x + 14, y: box.y + 13, size: 14, tint: soft }),
    line(`${node.name}${copy}`, { ...place, x: box.x + LEFT, font: NAME, fill: ink }, measure),
    line(price, { ...place, x: right, font: FOOT, fill: soft }, measure),
  ].join("");
}
