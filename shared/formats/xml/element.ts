import { noteAsked } from "../unread.ts";

/** What is noted of elements and attributes that a reader asked for. */
export const ASKED = "asked";
/** What is noted of an element whose text was. */
export const ASKED_TEXT = "text";

/** An attribute as it was written, prefix and all. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

/** One element with everything in it, comments and white space too, so that it can be written again. */
export interface XmlElement {
  readonly type: "element";
  /** With its prefix, as written. */
  readonly name: string;
  readonly local: string;
  /** The namespace its prefix stands for; empty for none. */
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** From 1. */
  readonly line: number;
}

export type XmlNode =
  | XmlElement
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "comment"; readonly text: string };

/** The value of an attribute by the name it was written with. */
export function attribute(element: XmlElement, name: string): string | undefined {
  const found = element.attributes.find((one) => one.name === name);
  if (found !== undefined) noteAsked(found, ASKED);
  return found?.value;
}

export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => child.type === "element");
}

/** The elements right inside of one, by local name, of whatever namespace. */
export function elementsNamed(element: XmlElement, local: string): readonly XmlElement[] {
  const found = elementsOf(element).filter((child) => child.local === local);
  for (const child of found) noteAsked(child, ASKED);
  return found;
}

export function elementNamed(element: XmlElement, local: string): XmlElement | undefined {
  return elementsNamed(element, local)[0];
}

/** Its text without that of the elements in it. */
export function textOf(element: XmlElement): string {
  noteAsked(element, ASKED_TEXT);
  return element.children
    .map((child) => (child.type === "text" ? child.text : ""))
    .join("")
    .trim();
}
