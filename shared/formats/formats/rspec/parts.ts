import { elementsNamed, type XmlElement } from "../../xml/element.ts";
import { idOf } from "./names.ts";

/** The element without the elements of these names, and without the white space that stood around them. */
export function rest(element: XmlElement, names: readonly string[]): XmlElement {
  const children = element.children.filter((child) =>
    child.type === "element" ? !names.includes(child.local) : child.type === "comment",
  );
  return { ...element, children };
}

/** The interfaces that a link joins, by their ids. */
export function referencesOf(link: XmlElement): readonly string[] {
  return elementsNamed(link, "interface_ref").flatMap((one) => idOf(one) ?? []);
}
