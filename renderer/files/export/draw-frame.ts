import type { Rgb } from "../../canvas/layer/palette.ts";
import type { FrameItem, NoteItem } from "../../canvas/scene.ts";
import type { Look } from "./look.ts";
import { placePicture } from "./place-picture.ts";
import { boxOf, element, type Svg } from "./svg.ts";
import { line, wrapped } from "./text.ts";

// The measures of GroupNode.module.css and NoteNode.module.css.
const HEAD = { left: 11, top: 7, height: 22, gap: 6 } as const;
const NAME = { size: 13, weight: 600 } as const;
const MEMBERS = { size: 11 } as const;
const NOTE = { size: 13 } as const;
const NOTE_PADDING = { x: 13, y: 11 } as const;
const LINE_HEIGHT = 1.55;
/** In a locked note's upper right corner. */
const LOCK = { size: 12, inset: 4 } as const;

/** A group: a frame around its members, or one card in their place; what a use shows has no arrow to collapse it. */
export function drawFrame(
  { box, group, collapsed, members }: FrameItem,
  look: Look,
  hasArrow = true,
): Svg {
  const { colour } = look.palette;
  const tint = hexColour(group.color) ?? colour.link;
  const body = collapsed
    ? boxOf(
        { ...box, x: box.x + 3, y: box.y + 3 },
        {
          fill: colour["surface-raised"],
          line: colour["line-strong"],
          radius: 10,
        },
      ) + boxOf(box, { fill: colour["surface-raised"], line: tint, lineAlpha: 0.7, radius: 10 })
    : boxOf(box, {
        fill: tint,
        fillAlpha: 0.07,
        line: tint,
        lineAlpha: 0.7,
        radius: 14,
        dash: "3 2",
      });
  const top = collapsed ? box.y + (box.height - HEAD.height) / 2 : box.y + HEAD.top;
  const { name } = group;
  return body + heading({ name, members, collapsed, hasArrow, tint }, { x: box.x, top }, look);
}

interface Heading {
  readonly name: string;
  readonly members: number;
  readonly collapsed: boolean;
  readonly hasArrow: boolean;
  readonly tint: Rgb;
}

function heading(
  { name, members, collapsed, hasArrow, tint }: Heading,
  { x, top }: { readonly x: number; readonly top: number },
  look: Look,
): Svg {
  const { measure, pictures, palette } = look;
  const { ink, "ink-soft": soft } = palette.colour;
  const arrow = collapsed ? pictures.collapsed : pictures.expanded;
  const arrowPlace = { x: x + HEAD.left + 4, y: top + 4, size: 14, tint: ink };
  const parts = hasArrow ? [placePicture(arrow, arrowPlace)] : [];
  let at = x + HEAD.left + HEAD.height + HEAD.gap;
  if (collapsed) {
    parts.push(placePicture(pictures.folder, { x: at, y: top + 2, size: 18, tint: soft }));
    at += 18 + HEAD.gap;
  }
  const place = { top, lineHeight: HEAD.height };
  parts.push(line(name, { ...place, x: at, font: NAME, fill: ink }, measure));
  at += measure(name, NAME).width + HEAD.gap;
  const count = String(members);
  const badge = { x: at, y: top + 2.5, width: measure(count, MEMBERS).width + 12, height: 17 };
  parts.push(
    boxOf(badge, { fill: tint, fillAlpha: 0.2, radius: 8 }),
    line(count, { x: at + 6, top: badge.y, lineHeight: 17, font: MEMBERS, fill: soft }, measure),
  );
  return parts.join("");
}

/** `#e8590c`; groups of foreign files may have colours by name, which are left to the usual one. */
function hexColour(text: string | undefined): Rgb | null {
  const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text ?? "") ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

/** A note with its text wrapped; what does not fit is not seen. */
export function drawNote({ box, note, id }: NoteItem, look: Look): Svg {
  const { palette, measure } = look;
  const { x, y, width, height } = box;
  const lineHeight = NOTE.size * LINE_HEIGHT;
  const clip = `clip-${id.replaceAll(/[^\w-]/g, "-")}`;
  const inner = {
    x: x + NOTE_PADDING.x,
    y: y + NOTE_PADDING.y,
    width: width - 2 * NOTE_PADDING.x,
    height: height - 2 * NOTE_PADDING.y,
  };
  const lines = wrapped(note.text, inner.width, NOTE, measure).map((text, index) =>
    line(
      text,
      {
        x: inner.x,
        top: inner.y + index * lineHeight,
        lineHeight,
        font: NOTE,
        fill: palette.colour.ink,
      },
      measure,
    ),
  );
  const { size, inset } = LOCK;
  const corner = { x: x + width - size - inset, y: y + inset, size, tint: palette.colour.ink };
  return (
    boxOf(box, { fill: palette.note, line: palette.noteLine, radius: 8 }) +
    (note.locked === true ? placePicture(look.pictures.lock, corner) : "") +
    element("clipPath", { id: clip }, element("rect", inner)) +
    element("g", { "clip-path": `url(#${clip})` }, lines.join(""))
  );
}
