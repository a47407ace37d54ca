import type { Design, DesignLink, DesignNode } from "../../../design/design.ts";
import { attribute, elementsOf, type XmlElement } from "../../xml/element.ts";
import { printXml } from "../../xml/print.ts";
import { readXml, type XmlDocument } from "../../xml/read.ts";
import { asText, listOf } from "../../values.ts";

/** The field of nodes, links and the design in which their XML is kept, so that nothing of it is lost. */
const FIELD = "rspec";

/** An element as text that stands for itself, wherever it is pasted: with the prefixes it uses. */
export function keep(element: XmlElement, root: XmlElement): Readonly<Record<string, string>> {
  return { [FIELD]: printXml(withPrefixes(element, root)) };
}

const AROUND = "rspec-around";

/** The comments before and after a file's only element. */
export function keepAround({ before, after }: XmlDocument): Readonly<Record<string, unknown>> {
  return before.length + after.length === 0 ? {} : { [AROUND]: { before, after } };
}

/** A text with the comments around it that were kept. */
export function withAround(text: string, design: Design): string {
  const comments = (side: string): string =>
    listOf(design[AROUND], side)
      .map(asText)
      // The design's file may have been changed by hand.
      .filter((one) => !one.includes("--") && !one.endsWith("-"))
      .map((one) => `<!--${one}-->\n`)
      .join("");
  return `${comments("before")}${text}${comments("after")}`;
}

/** What was kept, parsed; nothing where there is none, or it was damaged since. */
export function kept(holder: Design | DesignNode | DesignLink): XmlElement | undefined {
  const text = holder[FIELD];
  if (typeof text !== "string") return undefined;
  const read = readXml(text);
  return read.ok ? read.value : undefined;
}

const PREFIX = "xmlns:";

function withPrefixes(element: XmlElement, root: XmlElement): XmlElement {
  const used = new Set<string>();
  collectPrefixes(element, used);
  const own = new Set(element.attributes.map(({ name }) => name));
  const declared = root.attributes.filter(
    ({ name }) => name.startsWith(PREFIX) && used.has(name.slice(PREFIX.length)) && !own.has(name),
  );
  return { ...element, attributes: [...element.attributes, ...declared] };
}

function collectPrefixes(element: XmlElement, used: Set<string>): void {
  for (const name of [element.name, ...element.attributes.map((one) => one.name)])
    if (name.includes(":")) used.add(name.slice(0, name.indexOf(":")));
  for (const child of elementsOf(element)) collectPrefixes(child, used);
}

/** The element, and all in it, without declarations that the root makes as well. */
export function withoutRepeats(element: XmlElement, root: XmlElement): XmlElement {
  const attributes = element.attributes.filter(
    ({ name, value }) => !name.startsWith(PREFIX) || attribute(root, name) !== value,
  );
  const children = element.children.map((child) =>
    child.type === "element" ? withoutRepeats(child, root) : child,
  );
  return { ...element, attributes, children };
}
