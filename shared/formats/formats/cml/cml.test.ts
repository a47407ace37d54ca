import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import type { Design } from "../../../design/design.ts";
import { exportDesign, importFile } from "../../index.ts";
import { lossLine } from "../../loss.ts";

const catalogue = starterCatalogue();

function read(text: string): { readonly design: Design; readonly lines: readonly string[] } {
  const imported = importFile({ name: "lab.yaml", text }, catalogue);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return { design: imported.value.design, lines: imported.value.report.map(lossLine) };
}

function write(design: Design): string {
  const exported = exportDesign(design, "cml", catalogue);
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  return exported.value.files[0]?.text ?? "";
}

const LAB = `# Ours, do not touch
lab: {title: Branch, notes: "", version: 0.3.0, future: [1, 2]}   # by hand
nodes:
  # the way in
  - id: n0
    label: gate # the gate
    node_definition: iosv
    x: -400.0
    y: 0
    configuration:
      - name: ios_config.txt
        content: |-
          hostname gate # not a comment
          end
    interfaces:
      - {id: i0, slot: 0, label: GigabitEthernet0/0, type: physical}
  # inside
  - id: n1
    label: desk
    node_definition: ubuntu
    x: 400.0
    y: 0
    interfaces:
      - {id: i0, slot: 0, label: ens2, type: physical}
links:
  - {id: l7, n1: n0, i1: i0, n2: n1, i2: i0, label: the cable, conditioning: {bandwidth: 1000, latency: 5}}
somebody: {knows: this}
`;

describe("a lab with comments", () => {
  test("is written as it was, sign by sign, as long as nothing changes", () => {
    for (const text of [LAB, LAB.replaceAll("\n", "\r\n"), `\uFEFF${LAB}`])
      expect(write(read(text).design)).toBe(text);
  });

  test("keeps them, its order, its signs and its line ends when something changes", () => {
    const { design } = read(LAB.replaceAll("\n", "\r\n"));
    const { desk, gate } = design.nodes;
    const changed = { ...design, nodes: { desk: { ...desk!, name: "table" }, gate: gate! } };
    const expected = LAB.replace("label: desk", "label: table")
      .replace("   # by hand", " # by hand")
      .replaceAll("\n", "\r\n");
    expect(write(changed)).toBe(expected);
  });

  test("loses the comments of what is gone to what follows, and gains what is new at the end", () => {
    const { design } = read(LAB);
    const { gate, desk } = design.nodes;
    const { cml: _, ...plain } = desk!;
    const text = write({
      ...design,
      nodes: { desk: desk!, fresh: { ...plain, name: "new" } },
      links: {},
    });
    expect(gate?.name).toBe("gate");
    expect(text).toContain("nodes:\n  # the way in\n  # inside\n  - id: n1\n    label: desk\n");
    expect(text).toMatch(/label: new\n[^]*links: \[\]\nsomebody: \{knows: this\}\n$/);
  });

  test("no longer says a bandwidth that was taken away", () => {
    const { design } = read(LAB);
    const [[id, { bandwidthMbps, ...link }] = expect.fail("no link")] = Object.entries(
      design.links,
    );
    expect(bandwidthMbps).toBe(1);
    expect(write({ ...design, links: { [id]: link } })).toContain("conditioning: {latency: 5}");
  });

  test("is written without them where aliases would change their meaning", () => {
    const text = `lab: {title: x} # c\nnodes:\n  - &n {id: n0, label: a, node_definition: alpine, x: 0, y: 0, interfaces: []}\n  - {<<: *n, id: n1, x: 900}\nlinks: []\n`;
    const { design } = read(text);
    const written = write({ ...design, name: "y" });
    expect(Object.keys(read(written).design.nodes)).toHaveLength(2);
  });
});

test("two nodes of one id are both there, and told", () => {
  const node = "{id: n0, label: a, node_definition: alpine, x: 0, y: 0, interfaces: []}";
  const text = `lab: {title: x}\nnodes: [${node}, ${node.replace("a,", "b,")}]\nlinks: []\n`;
  const { design, lines } = read(text);
  expect(Object.keys(design.nodes)).toEqual(["a", "b"]);
  expect(lines).toContain("approximated: second node n0 → Node of its own (at nodes[1])");
  expect(Object.keys(read(write(design)).design.nodes)).toEqual(["a", "b"]);
});

test("a lab without nodes is one", () => {
  const empty = read("lab: {title: nothing yet}\nnodes: []\nlinks: []\n").design;
  expect(read(write(empty)).design).toMatchObject({ name: "nothing yet", nodes: {} });
});

test("links that no drawing shows, and places under each other, are there again", () => {
  const text = `# kept
lab: {title: x}
nodes:
  - {id: n0, label: a, node_definition: iosv, x: 5, y: 5, interfaces: [{id: i0, slot: 0, label: e0, type: physical}, {id: i1, slot: 1, label: e1, type: physical}]}
  - {id: n1, label: b, node_definition: iosv, x: 5, y: 5, interfaces: [{id: i0, slot: 0, label: e0, type: physical}]}
links:
  - {id: l0, n1: n0, n2: n0, i1: i0, i2: i1}
  - {id: l1, n1: n1, n2: n9, i1: i0, i2: i0}
`;
  const { design, lines } = read(text);
  expect(design.nodes["a"]?.position).not.toEqual(design.nodes["b"]?.position);
  expect(lines).toContain("kept: link of a node to itself (at links[0])");
  expect(write(design)).toBe(text);
  // What is new takes no interface that such a link has.
  const ends = { from: { node: "a", port: "nic" }, to: { node: "b", port: "nic" } };
  const linked = write({ ...design, links: { new: ends } });
  expect(linked).toContain("{id: l0, n1: n0, n2: n0, i1: i0, i2: i1}");
  expect(linked).toMatch(/i1: i2\s+i2: i1/);
  const { a: _gone, ...left } = design.nodes;
  expect(write({ ...design, nodes: left })).not.toContain("l0");
});
