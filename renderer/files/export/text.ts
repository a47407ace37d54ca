import type { Rgb } from "../../canvas/layer/palette.ts";
import { colour, element, escaped, type Svg } from "./svg.ts";

/** How wide a text is, and how high its font stands above and below the baseline, in pixels. */
export interface TextSize {
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
}

export interface Font {
  readonly size: number;
  readonly weight?: 400 | 600 | 700;
}

export type Measure = (text: string, font: Font) => TextSize;

/** Measures by a canvas, as the browser lays text out; what a drawing repeats thousands of times, once. */
export function canvasMeasure(family: string): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map<string, TextSize>();
  return (text, { size, weight = 400 }) => {
    if (context === null)
      return { width: text.length * size * 0.6, ascent: size, descent: size / 4 };
    const font = `${weight} ${size}px ${family}`;
    const key = `${font} ${text}`;
    let measured = known.get(key);
    if (measured === undefined) known.set(key, (measured = measuredBy(context, font, text)));
    return measured;
  };
}

function measuredBy(context: CanvasRenderingContext2D, font: string, text: string): TextSize {
  context.font = font;
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText(text);
  return { width, ascent: fontBoundingBoxAscent, descent: fontBoundingBoxDescent };
}

interface Line {
  readonly x: number;
  /** Of the line box, which is `lineHeight` high. */
  readonly top: number;
  readonly lineHeight: number;
  readonly font: Font;
  readonly fill: Rgb;
  readonly alpha?: number;
  readonly anchor?: "start" | "middle" | "end";
}

/** A line of text where a browser would put it. */
export function line(text: string, place: Line, measure: Measure): Svg {
  const { x, top, lineHeight, font, fill, alpha, anchor } = place;
  const { ascent, descent } = measure(text, font);
  // Browsers round both, and what is left of the line to share above and below.
  const [above, below] = [Math.round(ascent), Math.round(descent)];
  const baseline = top + Math.floor((lineHeight - above - below) / 2) + above;
  return element(
    "text",
    {
      x,
      y: baseline,
      "font-size": font.size,
      "font-weight": font.weight,
      "text-anchor": anchor,
      "xml:space": "preserve",
      ...colour("fill", fill, alpha),
    },
    escaped(text),
  );
}

/** The text, cut off with an ellipsis where it does not fit. */
export function fitted(text: string, width: number, font: Font, measure: Measure): string {
  if (measure(text, font).width <= width) return text;
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  let [least, most] = [0, letters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    const fits = measure(`${letters.slice(0, middle).join("")}…`, font).width <= width;
    if (fits) least = middle;
    else most = middle - 1;
  }
  return `${letters.slice(0, least).join("")}…`;
}

/** The lines of a text that is wrapped at words, and inside of words that are too long. */
export function wrapped(text: string, width: number, font: Font, measure: Measure): string[] {
  const fits = (candidate: string): boolean => measure(candidate, font).width <= width;
  return text.split("\n").flatMap((paragraph) => wrappedParagraph(paragraph, fits));
}

function wrappedParagraph(text: string, fits: (candidate: string) => boolean): string[] {
  const lines: string[] = [];
  let current = "";
  for (const part of text.split(/(?<=[ -])/u)) {
    if (fits((current + part).trimEnd())) {
      current += part;
      continue;
    }
    if (current !== "") lines.push(current.trimEnd());
    current = part;
    while (current.length > 1 && !fits(current.trimEnd())) {
      const kept = longest(current, fits);
      lines.push(current.slice(0, kept));
      current = current.slice(kept);
    }
  }
  lines.push(current.trimEnd());
  return lines;
}

/** How many letters fit, at least one. */
function longest(text: string, fits: (candidate: string) => boolean): number {
  let length = 1;
  while (length < text.length && fits(text.slice(0, length + 1))) length += 1;
  return length;
}
