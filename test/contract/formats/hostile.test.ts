import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { allFormats, importFile, recogniseFormat } from "../../../shared/formats/index.ts";
import { importFixtures } from "../../support/import-fixtures.ts";

// Files that somebody made to do harm, or that are no such files at all: each is refused with a reason or
// read for what it is, without growing beyond all bounds. What ran away would meet the test's time limit.

const catalogue = starterCatalogue();
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

const CLAB = "name: x\ntopology:\n  nodes:\n    a: {kind: linux}\n";
const LETTERS = "abcdefghijklmnop".split("");

/** A thousand million million values by sixteen lines of aliases. */
const BOMB = LETTERS.map((name, index) =>
  index === 0
    ? `x-a: &a [${Array.from({ length: 10 }, () => "lol").join(",")}]`
    : `x-${name}: &${name} [${Array.from({ length: 10 }, () => `*${LETTERS[index - 1]}`).join(",")}]`,
).join("\n");

const REFUSED: readonly (readonly [what: string, text: string, code: string])[] = [
  ["nothing", "", "format-unknown"],
  ["blanks", " \n\t\n", "format-unknown"],
  ["plain text", "Dear all,\nplease find attached.", "format-unknown"],
  ["a NUL byte", `${CLAB}x: "\0"`, "yaml-refused"],
  ["a binary file", "\u007FELF\u0002\u0001\u0001\0\0\0", "format-unknown"],
  ["bytes that are no text", "\uFFFD\uFFFD\uFFFDPNG", "format-unknown"],
  ["a YAML bomb", `${CLAB}${BOMB}`, "yaml-refused"],
  [
    "a bomb of merge keys",
    `${CLAB}x-0: &m0 {a: 1}\n${many(3000, (i) => `x-${i + 1}: &m${i + 1}\n  <<: [*m${i}, *m${i}]\n  k${i}: 1`)}`,
    "yaml-refused",
  ],
  [
    "a long text by many aliases",
    `${CLAB}x-t: &t "${"y".repeat(1_000_000)}"\nx-l: [${many(5000, () => "*t,")}]`,
    "yaml-refused",
  ],
  ["an anchor in itself", `${CLAB}x: &x [*x]`, "yaml-refused"],
  ["a mapping in itself", `${CLAB}x: &x\n  inner: *x`, "yaml-refused"],
  ["deep flow nesting", `${CLAB}x: ${"[".repeat(100_000)}`, "yaml-refused"],
  ["deep block nesting", `${CLAB}${many(2000, (i) => `${" ".repeat(i)}x:`)}`, "yaml-refused"],
  ["YAML that is broken", `${CLAB}x: [1, 2`, "file-not-yaml"],
  ["YAML of a program's own types", `${CLAB}x: !!js/function "() => 1"`, "file-not-yaml"],
  ["two documents", `${CLAB}---\nb: 2`, "file-not-yaml"],
  ["a key twice", `${CLAB}name: y`, "file-not-yaml"],
  ["no topology below topology", "name: x\ntopology: 3\nother:\n  nodes: 1", "format-misfit"],
  ["nodes that are no nodes", "name: x\ntopology:\n  nodes: [a, b]", "format-misfit"],
  [
    "a lab of Cisco's without nodes",
    "lab: {title: x}\nnodes: node_definition\nlinks: []\nnode_definition: x",
    "format-misfit",
  ],
  ["a table with an open quote", 'record,id,name,kind,from,to\nnode,"a', "format-misfit"],
  ["a table without rows", "name,kind,from,to\n", "format-misfit"],
  ["a design of the future", '{"format":"labwright-design","version":99}', "file-from-future"],
  [
    "more nodes than can be drawn",
    `name: x\ntopology:\n  nodes:\n${many(60_000, (i) => `    n${i}:`)}`,
    "source-too-many",
  ],
  ["9 MiB", `${CLAB}# ${"x".repeat(9 * 1024 * 1024)}`, "source-too-large"],
  ["100 MB", `${CLAB}${"# x\n".repeat(25_000_000)}`, "source-too-large"],
  ["100 MB of nothing known", "x".repeat(100_000_000), "source-too-large"],
  [
    "100 MB of our own",
    `{"format":"labwright-design","version":1,"x":"${"x".repeat(100_000_000)}"}`,
    "file-too-large",
  ],
];

describe("refused with its reason", () => {
  test.each(REFUSED)("%s", (_, text, code) => {
    const read = importFile({ name: "evil", text }, catalogue);
    expect(read).toMatchObject({ ok: false, error: { code } });
    if (!read.ok) expect(read.error.where).toContain("evil");
  });
});

const XML = '<rspec xmlns="http://www.geni.net/resources/rspec/3" type="request">';
const REFUSED_XML: readonly (readonly [what: string, text: string])[] = [
  ["entities that grow", `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${XML}&b;</rspec>`],
  [
    "an entity from a file",
    `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${XML}&a;</rspec>`,
  ],
  ["a document type elsewhere", `<!DOCTYPE rspec SYSTEM "http://127.0.0.1:9/x.dtd">${XML}</rspec>`],
  ["deep nesting", `${XML}${"<a>".repeat(100_000)}`],
  ["an end too early", `${XML}<node`],
];

describe("XML is refused with its reason", () => {
  test.each(REFUSED_XML)("%s", (_, text) => {
    expect(importFile({ name: "evil.xml", text }, catalogue).ok).toBe(false);
  });
});

describe("read for what it is", () => {
  test("names that programs obey are names", () => {
    const text =
      "name: x\ntopology:\n  nodes:\n    __proto__: {kind: linux}\n    constructor: {kind: linux}\n    toString: {kind: linux}\n  links:\n    - endpoints: [constructor:eth1, toString:eth1]";
    const read = importFile({ name: "x.clab.yml", text }, catalogue);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(Object.keys(read.value.design.nodes).toSorted()).toEqual(["constructor", "tostring"]);
    expect(Object.keys(read.value.design.links)).toHaveLength(1);
    expect(({} as { kind?: string }).kind).toBeUndefined();
  });

  test("thousands of nodes in one place stand apart", () => {
    const nodes = many(3000, (i) => `  - {id: n${i}, label: r, node_definition: iosv, x: 5, y: 5}`);
    const read = importFile(
      { name: "x.yaml", text: `lab: {title: x}\nnodes:\n${nodes}\nlinks: []` },
      catalogue,
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const all = Object.values(read.value.design.nodes);
    expect(new Set(all.map(({ position }) => `${position.x} ${position.y}`)).size).toBe(3000);
    expect(new Set(all.map(({ name }) => name)).size).toBe(3000);
  });

  test("values of wrong types are as if they were not there", () => {
    const text =
      "name: [1]\ntopology:\n  defaults: 7\n  kinds: [x]\n  groups: yes\n  nodes:\n    a: 5\n    b: [1]\n    c: {kind: {x: 1}, image: 3, labels: 9, memory: {}, cpu: many}\n  links:\n    - 5\n    - endpoints: 3\n    - endpoints: [{node: a}, [b]]\n    - {type: 8, endpoint: 9}\n    - null\n";
    const read = importFile({ name: "x.clab.yml", text }, catalogue);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(Object.keys(read.value.design.nodes)).toEqual(["a", "b", "c"]);
  });

  test("places beyond all measure", () => {
    const text =
      "lab: {title: x}\nnodes:\n  - {id: a, label: a, node_definition: iosv, x: 1.0e+300, y: -1.0e+300}\n  - {id: b, label: b, node_definition: iosv, x: .nan, y: .inf}\nlinks: []";
    const read = importFile({ name: "x.yaml", text }, catalogue);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    for (const { position } of Object.values(read.value.design.nodes))
      expect(Number.isFinite(position.x) && Number.isFinite(position.y)).toBe(true);
  });
});

describe("whatever the file", () => {
  const texts = importFixtures().map(({ source }) => source.text);

  test("asking for the format never fails", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
        expect(typeof recogniseFormat(text).ok).toBe("boolean");
      }),
    );
  });

  test("a file that was cut, stirred or spliced is read or refused, never fallen over", () => {
    const mangled = fc
      .tuple(fc.constantFrom(...texts), fc.constantFrom(...texts), fc.nat(), fc.nat(), fc.string())
      .map(([one, other, at, to, noise]) => {
        const cut = at % (one.length + 1);
        return one.slice(0, cut) + noise + other.slice(to % (other.length + 1));
      });
    fc.assert(
      fc.property(mangled, (text) => {
        for (const { read } of allFormats()) read?.({ name: "x", text }, catalogue);
      }),
      { numRuns: 150 },
    );
  });
});
