import type { XmlAttribute, XmlElement, XmlNode } from "./element.ts";

const TEXT: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const VALUE: Readonly<Record<string, string>> = {
  ...TEXT,
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Writes one element with everything in it, as it stands: nothing is indented or trimmed. */
export function printXml(element: XmlElement): string {
  const { name, attributes, children } = element;
  const head = `<${name}${attributes.map(printAttribute).join("")}`;
  return children.length === 0
    ? `${head}/>`
    : `${head}>${children.map(printNode).join("")}</${name}>`;
}

function printNode(node: XmlNode): string {
  switch (node.type) {
    case "element":
      return printXml(node);
    case "text":
      return node.text.replaceAll(/[&<>]/g, (sign) => TEXT[sign] ?? sign);
    case "comment":
      return `<!--${node.text}-->`;
  }
}

function printAttribute({ name, value }: XmlAttribute): string {
  return ` ${name}="${value.replaceAll(/[&<>"\t\n\r]/g, (sign) => VALUE[sign] ?? sign)}"`;
}

/** A new element of no namespace of its own: it takes that of where it is put. */
export function newElement(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly XmlNode[] = [],
): XmlElement {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ name: key, value }],
  );
  const local = name.slice(name.indexOf(":") + 1);
  return { type: "element", name, local, uri: "", attributes: given, children, line: 0 };
}

/** The element with what is in it on lines of their own; one that holds text stays as it is. */
export function indented(element: XmlElement, depth = 0): XmlElement {
  const parts = element.children.filter((child) => child.type !== "text" || child.text.trim());
  if (parts.length === 0) return { ...element, children: [] };
  // Between words white space is a part of the text.
  if (parts.some((child) => child.type === "text")) return element;
  const inner = `\n${"  ".repeat(depth + 1)}`;
  const children = parts.flatMap((child): XmlNode[] => [
    { type: "text", text: inner },
    child.type === "element" ? indented(child, depth + 1) : child,
  ]);
  return {
    ...element,
    children: [...children, { type: "text", text: `\n${"  ".repeat(depth)}` }],
  };
}
