import type { Rgb } from "../../canvas/layer/palette.ts";
import { colour, element, type Svg } from "./svg.ts";

interface Place {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly tint: Rgb;
}

/** Puts a little picture somewhere in one colour: an `<svg>` of our own files or of the icon library. */
export function placePicture(picture: Svg, { x, y, size, tint }: Place): Svg {
  const [, attributes = "", content = ""] =
    /^[^<]*<svg([^>]*)>(.*)<\/svg>\s*$/su.exec(picture) ?? [];
  const kept = (name: string): string | undefined =>
    new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
  const painted = (name: "fill" | "stroke"): object =>
    kept(name) === "currentColor" ? colour(name, tint) : { [name]: kept(name) };
  const scale = size / 24;
  return element(
    "g",
    {
      transform: `translate(${x} ${y}) scale(${scale})`,
      "stroke-width": kept("stroke-width"),
      "stroke-linecap": kept("stroke-linecap"),
      "stroke-linejoin": kept("stroke-linejoin"),
      ...painted("fill"),
      ...painted("stroke"),
    },
    content.replaceAll(/\s*\n\s*/gu, ""),
  );
}
