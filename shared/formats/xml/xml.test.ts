import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attribute, elementNamed, elementsNamed, textOf, type XmlElement } from "./element.ts";
import { firstElement } from "./first-element.ts";
import { indented, newElement, printXml } from "./print.ts";
import { readXml } from "./read.ts";

function read(text: string): XmlElement {
  const result = readXml(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
function refusal(text: string): unknown {
  const result = readXml(text);
  return result.ok ? null : [result.error.code, result.error.where];
}

describe("reading XML", () => {
  it("gives names with and without prefix, namespaces, attributes, text and lines", () => {
    const root = read(
      '<a xmlns="urn:a" xmlns:b="urn:b">\n <b:c d="1 &amp; 2">x<![CDATA[<y>]]></b:c></a>',
    );
    const inner = elementNamed(root, "c");
    expect(inner).toMatchObject({ name: "b:c", uri: "urn:b", line: 2 });
    expect(inner && attribute(inner, "d")).toBe("1 & 2");
    expect(inner && textOf(inner)).toBe("x<y>");
    expect(elementsNamed(root, "a")).toEqual([]);
  });

  it.each([
    ["", ["file-not-xml", "line 1"]],
    ["nothing", ["file-not-xml", "line 1"]],
    ["<a>\n<b></a>", ["file-not-xml", "line 2"]],
    ["<a>&what;</a>", ["file-not-xml", "line 1"]],
    ["<b:a/>", ["file-not-xml", "line 1"]],
    ['<!DOCTYPE a [<!ENTITY b "bb">]>\n<a>&b;</a>', ["xml-refused", "line 1"]],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', ["xml-refused", "line 1"]],
    [`${"<a>".repeat(65)}${"</a>".repeat(65)}`, ["xml-refused", "line 1"]],
    [
      `<a ${Array.from({ length: 129 }, (_, index) => `a${index}=""`).join(" ")}/>`,
      ["xml-refused", "line 1"],
    ],
  ])("refuses %j", (text, expected) => {
    expect(refusal(text)).toEqual(expected);
  });
});

describe("printing XML", () => {
  it("gives back what was read", () => {
    const text =
      '<a xmlns="urn:a"><!-- why --><b:c xmlns:b="urn:b" d="&quot;&#10;"> x &lt; y </b:c><d/></a>';
    expect(printXml(read(text))).toBe(text);
  });

  it("escapes any text so that it is read again", () => {
    // XML has no way to write most control characters.
    const word = fc.string({
      unit: fc.constantFrom("a", " ", "<", ">", "&", '"', "'", "\n", "\t", "]"),
    });
    fc.assert(
      fc.property(word, word, (value, text) => {
        const element = newElement("a", { b: value }, [{ type: "text", text }]);
        const again = read(printXml(element));
        expect(attribute(again, "b")).toBe(value);
        expect(
          again.children.map((child) => (child.type === "text" ? child.text : "")).join(""),
        ).toBe(text);
      }),
    );
  });

  it("indents, but nothing within words", () => {
    const mixed = "<a><b>some <i>words</i><!-- why --></b></a>";
    expect(printXml(indented(read(mixed)))).toBe(
      "<a>\n  <b>some <i>words</i><!-- why --></b>\n</a>",
    );
    expect(printXml(indented(read("<a><b><c>x</c></b> <d/><!--e--></a>")))).toBe(
      "<a>\n  <b>\n    <c>x</c>\n  </b>\n  <d/>\n  <!--e-->\n</a>",
    );
  });
});

describe("the first element", () => {
  it.each([
    ['\uFEFF<?xml version="1.0"?>\n<!-- a --> <!-- <b> -->\n<c:rspec>', "c:rspec"],
    ["<a/>", "a"],
    ["text <a/>", undefined],
    ["<!-- never closed <a/>", undefined],
    [`${"<!-- x -->".repeat(500)}no element`, undefined],
    ["", undefined],
  ])("of %j", (text, name) => {
    expect(firstElement(text)).toBe(name);
  });
});
