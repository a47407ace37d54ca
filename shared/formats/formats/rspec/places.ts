import { attribute, elementsOf, type XmlElement } from "../../xml/element.ts";
import { newElement } from "../../xml/print.ts";
import { JFED } from "./names.ts";

/** Where a node or a network was drawn: jFed, Flack and their like add an element with both coordinates. */
export function placeOf(
  element: XmlElement,
): { readonly x: number; readonly y: number } | undefined {
  for (const child of elementsOf(element)) {
    const [x, y] = ["x", "y"].map((name) => Number.parseFloat(attribute(child, name) ?? ""));
    if (x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y))
      return { x, y };
  }
  return undefined;
}

/** Where it is drawn, in the element that had it, else in jFed's. */
export function withPlace(
  element: XmlElement,
  { x, y }: { readonly x: number; readonly y: number },
): XmlElement {
  const place = { x: String(Math.round(x)), y: String(Math.round(y)) };
  if (placeOf(element) === undefined) {
    const location = newElement("location", { xmlns: JFED, ...place });
    return { ...element, children: [...element.children, location] };
  }
  const children = element.children.map((child) =>
    child.type === "element" && placeOf({ ...element, children: [child] }) !== undefined
      ? moved(child, place)
      : child,
  );
  return { ...element, children };
}

function moved(element: XmlElement, place: { readonly x: string; readonly y: string }): XmlElement {
  const attributes = element.attributes.map((one) =>
    one.name === "x" || one.name === "y" ? { name: one.name, value: place[one.name] } : one,
  );
  return { ...element, attributes };
}
