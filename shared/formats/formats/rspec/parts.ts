import { attribute, elementsNamed, type XmlElement, type XmlNode } from "../../xml/element.ts";
import { newElement } from "../../xml/print.ts";
import { idOf } from "./names.ts";

/** What an empty element stands for that keeps the place of another. */
const STUB = "stands-for";

/** The element with an empty one of the same id where each of these stood: order is told by them. */
export function withStubs(
  element: XmlElement,
  isTaken: (child: XmlElement) => boolean,
): XmlElement {
  const children = element.children.flatMap((child): XmlNode[] => {
    if (child.type === "comment") return [child];
    if (child.type === "text") return [];
    const id = isTaken(child) ? idOf(child) : undefined;
    if (!isTaken(child)) return [child];
    return id === undefined ? [] : [newElement(child.name, { [STUB]: id })];
  });
  return { ...element, children };
}

/** What was made, in the places of the stubs of its names; what is new behind the last of its kind, or in front. */
export function inPlaces(
  children: readonly XmlNode[],
  local: string,
  made: ReadonlyMap<string, XmlElement>,
  atEnd: boolean,
): readonly XmlNode[] {
  const left = new Map(made);
  const placed = children.flatMap((child): XmlNode[] => {
    if (child.type !== "element" || child.local !== local) return [child];
    const stub = attribute(child, STUB);
    const id = stub ?? idOf(child) ?? "";
    const own = left.get(id);
    left.delete(id);
    if (own !== undefined) return [own];
    return stub === undefined ? [child] : [];
  });
  const last = placed.findLastIndex((child) => child.type === "element" && child.local === local);
  const at = last === -1 && atEnd ? placed.length : last + 1;
  return placed.toSpliced(at, 0, ...left.values());
}

/** Which interface a link joins; in old files its id means something only together with its node's. */
export interface Reference {
  readonly node: string | undefined;
  readonly id: string;
}

export function referencesOf(link: XmlElement): readonly Reference[] {
  return elementsNamed(link, "interface_ref").flatMap((one) => {
    const id = idOf(one);
    return id === undefined ? [] : [{ node: attribute(one, "virtual_node_id") || undefined, id }];
  });
}

/** By which an interface is found: by its own id, or by its node's as well. */
export function referenceKey({ node, id }: Reference): string {
  return JSON.stringify(node === undefined ? [id] : [node, id]);
}

/** A new identifier comes first, as everywhere in these files; one that is there stays where it stands. */
export function withClientId(element: XmlElement, value: string): XmlElement {
  const name = "client_id";
  const has = element.attributes.some((one) => one.name === name);
  const attributes = has
    ? element.attributes.map((one) => (one.name === name ? { name, value } : one))
    : [{ name, value }, ...element.attributes];
  return { ...element, attributes };
}
