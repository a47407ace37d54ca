import type { Rgb } from "../../canvas/layer/palette.ts";
import type { Box } from "../../canvas/geometry.ts";

/** A piece of SVG. */
export type Svg = string;

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; text content must be escaped already. */
export function element(name: string, attributes: Attributes, content: Svg = ""): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${escaped(typeof value === "number" ? round(value) : String(value))}"`,
    )
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A number as it is written: thousandths are enough. */
export function round(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** Text of a design as XML. What XML cannot hold (control characters, halves of a pair) is left out. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\P{C}\t\n\r]|\p{Surrogate}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

interface BoxStyle {
  readonly fill?: Rgb;
  readonly fillAlpha?: number;
  readonly radius: number;
  readonly line?: Rgb;
  readonly lineAlpha?: number;
  readonly dash?: string;
}

/** A box with a border of one pixel inside of it, as style sheets draw one. */
export function boxOf({ x, y, width, height }: Box, style: BoxStyle): Svg {
  const { fill, fillAlpha, radius, line, lineAlpha, dash } = style;
  const inset = line === undefined ? 0 : 0.5;
  return element("rect", {
    x: x + inset,
    y: y + inset,
    width: width - 2 * inset,
    height: height - 2 * inset,
    rx: Math.min(radius, height / 2) - inset,
    ...colour("fill", fill, fillAlpha),
    ...(line !== undefined && colour("stroke", line, lineAlpha)),
    "stroke-dasharray": dash,
  });
}

/** A colour and how opaque it is, as two attributes: not every program reads colours with alpha. */
export function colour(name: "fill" | "stroke", value: Rgb | undefined, alpha = 1): Attributes {
  if (value === undefined) return { [name]: "none" };
  const [red, green, blue] = value.map(Math.round);
  const hex = [red, green, blue].map((part) => (part ?? 0).toString(16).padStart(2, "0")).join("");
  return { [name]: `#${hex}`, ...(alpha < 1 && { [`${name}-opacity`]: alpha }) };
}
