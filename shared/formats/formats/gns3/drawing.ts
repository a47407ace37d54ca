import { nearestColor } from "../../colors.ts";
import { attribute, elementsOf, textOf, type XmlElement } from "../../xml/element.ts";
import { readXml } from "../../xml/read.ts";
import type { Gns3Drawing } from "./project.ts";

/** What a drawing of GNS3 is for us: words, an area that may hold devices, or a mere ornament. */
export type Shape =
  | {
      readonly type: "text";
      readonly text: string;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly type: "area";
      readonly round: boolean;
      readonly width: number;
      readonly height: number;
      readonly color: string | undefined;
    }
  | { readonly type: "ornament"; readonly what: string };

/** Looks into the SVG that GNS3 keeps for each drawing: one shape, sized like the whole. */
export function shapeOf(drawing: Gns3Drawing): Shape {
  const read = readXml(drawing.svg);
  if (!read.ok) return { type: "ornament", what: "drawing that is not SVG" };
  const svg = read.value;
  const inner = elementsOf(svg)[0];
  if (inner === undefined) return { type: "ornament", what: "empty drawing" };
  switch (inner.local) {
    case "text":
      return { type: "text", text: linesOf(inner), ...sizeOf(svg) };
    case "rect":
    case "ellipse":
    case "circle": {
      const round = inner.local !== "rect";
      return { type: "area", round, ...sizeOf(svg), color: colorOf(inner) };
    }
    default:
      return { type: "ornament", what: `drawn ${inner.local}` };
  }
}

/** The text with that of the `tspan` elements in it, each on its line. */
function linesOf(element: XmlElement): string {
  return [textOf(element), ...elementsOf(element).map(linesOf)]
    .filter((line) => line !== "")
    .join("\n");
}

function sizeOf(svg: XmlElement): { readonly width: number; readonly height: number } {
  return { width: lengthOf(svg, "width"), height: lengthOf(svg, "height") };
}

function lengthOf(element: XmlElement, name: string): number {
  const length = Number.parseFloat(attribute(element, name) ?? "");
  return Number.isFinite(length) && length > 0 ? length : 100;
}

/** Only what has a hue: white and grey are what is filled with when nobody chose a colour. */
function colorOf(element: XmlElement): string | undefined {
  return nearestColor(attribute(element, "fill") ?? "");
}
