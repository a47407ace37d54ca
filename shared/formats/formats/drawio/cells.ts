import { attribute, elementNamed, elementsOf, type XmlElement } from "../../xml/element.ts";

/** A shape or a line of a page. */
export interface Cell {
  readonly id: string;
  readonly parent: string;
  /** Its text, without the HTML that draw.io writes it in. */
  readonly label: string;
  /** `shape=mxgraph.cisco.routers.router;html=1` by key; a key without a value is its own. */
  readonly style: ReadonlyMap<string, string>;
  readonly type: "vertex" | "edge" | "layer";
  readonly source: string | undefined;
  readonly target: string | undefined;
  /** In the measures of the parent. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly where: string;
}

/** The cells of one page, in order of drawing. */
export function cellsOf(model: XmlElement): readonly Cell[] {
  const root = elementNamed(model, "root");
  return root === undefined ? [] : elementsOf(root).flatMap(readCell);
}

/** An `object` or `UserObject` wraps a cell, and has its id and label. */
function readCell(element: XmlElement): readonly Cell[] {
  const cell = element.local === "mxCell" ? element : elementNamed(element, "mxCell");
  if (cell === undefined) return [];
  const label = attribute(element, "label") ?? attribute(cell, "value") ?? "";
  const geometry = elementNamed(cell, "mxGeometry");
  const number = (name: string): number => {
    const found = Number(geometry && attribute(geometry, name));
    return Number.isFinite(found) ? found : 0;
  };
  return [
    {
      id: attribute(element, "id") ?? attribute(cell, "id") ?? "",
      parent: attribute(cell, "parent") ?? "",
      label: plainText(label),
      style: styleOf(attribute(cell, "style") ?? ""),
      type:
        attribute(cell, "edge") === "1"
          ? "edge"
          : attribute(cell, "vertex") === "1"
            ? "vertex"
            : "layer",
      source: attribute(cell, "source"),
      target: attribute(cell, "target"),
      x: number("x"),
      y: number("y"),
      width: number("width"),
      height: number("height"),
      where: `line ${element.line}`,
    },
  ];
}

function styleOf(style: string): Cell["style"] {
  return new Map(
    style.split(";").flatMap((part) => {
      const [key = "", value = key] = part.split("=", 2);
      return key === "" ? [] : [[key, value] as const];
    }),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&nbsp;": " ",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&amp;": "&",
};

/** The words of a label, which draw.io writes as HTML. */
function plainText(html: string): string {
  return html
    .slice(0, 10_000)
    .replaceAll(/<(?:br|\/div|\/p|\/li)\b[^<>]*>/gi, "\n")
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll(/&(?:nbsp|lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\n{2,}/g, "\n")
    .trim();
}
