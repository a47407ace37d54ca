import { deflateSync, strToU8 } from "fflate";
import { expect, it } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import type { Imported } from "../../format.ts";
import { lossLine } from "../../loss.ts";
import { drawio } from "./drawio.ts";
import { unpackDiagram } from "./inflate.ts";

const catalogue = starterCatalogue();

const MODEL = `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
  <mxCell id="site" value="Branch &lt;b&gt;one&lt;/b&gt;" style="rounded=1;fillColor=#dae8fc" vertex="1" parent="1"><mxGeometry x="100" y="100" width="600" height="400" as="geometry"/></mxCell>
  <mxCell id="r" value="Edge&lt;br&gt;10.0.0.1" style="shape=mxgraph.cisco.routers.router;html=1" vertex="1" parent="site"><mxGeometry x="50" y="40" width="78" height="53" as="geometry"/></mxCell>
  <mxCell id="s" value="Core" style="points=[];shape=mxgraph.cisco19.rect;prIcon=l2_switch" vertex="1" parent="site"><mxGeometry x="50" y="240" width="50" height="50" as="geometry"/></mxCell>
  <object label="Web" id="w" owner="ops"><mxCell style="shape=mxgraph.networks.web_server" vertex="1" parent="site"><mxGeometry x="350" y="240" width="90" height="100" as="geometry"/></mxCell></object>
  <mxCell id="c" value="Internet" style="ellipse;shape=cloud" vertex="1" parent="1"><mxGeometry x="900" y="100" width="120" height="80" as="geometry"/></mxCell>
  <mxCell id="n" value="Call us" style="text;html=1" vertex="1" parent="1"><mxGeometry x="100" y="560" width="80" height="30" as="geometry"/></mxCell>
  <mxCell id="p" value="Printer" style="rounded=0" vertex="1" parent="1"><mxGeometry x="800" y="400" width="80" height="40" as="geometry"/></mxCell>
  <mxCell id="o" value="" style="rounded=0" vertex="1" parent="1"><mxGeometry width="8" height="4" as="geometry"/></mxCell>
  <mxCell id="e1" value="1G" edge="1" parent="1" source="r" target="s"/><mxCell id="e2" edge="1" parent="1" source="s" target="w"/>
  <mxCell id="e3" edge="1" parent="1" source="r" target="c"/><mxCell id="e4" edge="1" parent="1" source="s" target="p"/>
  <mxCell id="e5" edge="1" parent="1" source="r"/>
</root></mxGraphModel>`;

function read(text: string): Imported {
  const imported = drawio.read!({ name: "office.drawio", text }, catalogue);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return imported.value;
}
function packed(text: string): string {
  return base64(deflateSync(strToU8(encodeURIComponent(text))));
}
/** Filled up to whole groups of three bytes; deflate ignores what comes after its end. */
function base64(bytes: Uint8Array): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0]) text += alphabet.charAt((group >> shift) & 63);
  }
  return text;
}

it("makes devices of network shapes, links of lines, groups of areas, notes of texts", () => {
  const { design, report } = read(`<mxfile><diagram name="Page-1">${MODEL}</diagram></mxfile>`);
  const kinds = Object.fromEntries(
    Object.values(design.nodes).map(({ name, kind }) => [name, kind]),
  );
  expect(kinds).toMatchObject({
    Edge: "router",
    Core: "switch",
    Web: "machine",
    Internet: "internet",
    Printer: "machine",
  });
  expect(Object.values(design.groups)).toEqual([{ name: "Branch one", color: "#4c6ef5" }]);
  expect(design.nodes["web"]?.group).toBeDefined();
  expect(Object.values(design.notes).map(({ text }) => text)).toEqual(["Call us"]);
  expect(Object.values(design.links).map(({ label }) => label)).toContain("1G");
  expect(report.map(lossLine)).toEqual(
    expect.arrayContaining([
      "mapped: 4 × line → Link (first at line 10)",
      "approximated: plain shape with links → Machine, Debian 13 (at Printer, line 8)",
      "dropped: line that does not join two devices (at line 12)",
      "dropped: shape without a meaning (at line 9)",
    ]),
  );
});

it("reads packed pages, and the first of several", () => {
  const file = `<mxfile><diagram name="Floor 1">${packed(MODEL)}</diagram><diagram name="Floor 2"/></mxfile>`;
  const { design, report } = read(file);
  expect(design.name).toBe("Floor 1");
  expect(Object.keys(design.nodes)).toHaveLength(6);
  expect(report.map(lossLine)).toContain("dropped: further page (at Floor 2)");
});

it.each([
  ["<mxfile/>", "format-misfit"],
  ["<mxfile><diagram>%%%</diagram></mxfile>", "format-misfit"],
  ["<mxfile><diagram>AAAA</diagram></mxfile>", "format-misfit"],
  ["<mxfile><diagram><mxGraphModel/></diagram></mxfile>", "format-misfit"],
  ["<mxfile>", "file-not-xml"],
])("refuses %j", (text, code) => {
  const imported = drawio.read!({ name: "x", text }, catalogue);
  expect(!imported.ok && imported.error.code).toBe(code);
});

it("stops unpacking what grows beyond any file", () => {
  const bomb = base64(deflateSync(new Uint8Array(64 * 1024 * 1024).fill(65)));
  const unpacked = unpackDiagram(bomb);
  expect(!unpacked.ok && unpacked.error.code).toBe("source-too-large");
});

const CELL = (id: string, value: string, style: string, parent: string, more = "") =>
  `<mxCell id="${id}" value="${value}" style="${style}" vertex="1" parent="${parent}"><mxGeometry x="10" y="10" width="80" height="80" as="geometry"/>${more}</mxCell>`;
const EDGE = (id: string, source: string, target: string) =>
  `<mxCell id="${id}" edge="1" parent="1" source="${source}" target="${target}"/>`;
const WORD = (id: string, value: string, parent: string, x: number) =>
  `<mxCell id="${id}" value="${value}" style="edgeLabel" vertex="1" connectable="0" parent="${parent}"><mxGeometry x="${x}" relative="1" as="geometry"/></mxCell>`;
const PAGE = (...cells: readonly string[]) =>
  `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells.join("")}</root></mxGraphModel>`;

it("keeps an area that a line ends at as a group, and joins what passes on in it", () => {
  const { design, report } = read(
    PAGE(
      CELL("area", "Site", "swimlane", "1"),
      CELL("sw", "Core", "shape=mxgraph.networks.switch", "area"),
      CELL("a", "A", "shape=mxgraph.networks.server", "area"),
      CELL("crowd", "Floor", "swimlane", "1"),
      CELL("b", "B", "shape=mxgraph.networks.server", "crowd"),
      CELL("c", "C", "shape=mxgraph.networks.server", "crowd"),
      CELL("r", "R", "shape=mxgraph.cisco.routers.router", "1"),
      EDGE("e1", "r", "area"),
      EDGE("e2", "r", "crowd"),
    ),
  );
  expect(Object.values(design.groups).map(({ name }) => name)).toEqual(["Site", "Floor"]);
  expect(["a", "b", "c"].map((id) => design.nodes[id]?.group)).toEqual(["site", "floor", "floor"]);
  expect(Object.keys(design.nodes).toSorted()).toEqual(["a", "b", "c", "core", "core-lan", "r"]);
  const lines = report.map(lossLine);
  expect(lines).toContainEqual(
    expect.stringContaining("approximated: line to an area → Link into"),
  );
  expect(lines).toContainEqual(expect.stringContaining("dropped: line to an area (at"));
});

it("makes a bus a subnet, with the range that it is labelled with", () => {
  const { design } = read(
    PAGE(
      CELL("bus", "Office 10.9.0.0/24", "shape=mxgraph.networks.bus", "1"),
      CELL("a", "A", "shape=mxgraph.networks.server", "1"),
      EDGE("e", "a", "bus"),
    ),
  );
  expect(
    Object.values(design.nodes).map(({ kind, properties }) => [kind, properties["cidr"]]),
  ).toEqual([
    ["subnet", "10.9.0.0/24"],
    ["machine", undefined],
  ]);
});

it("takes what is written along a line for its label and its interfaces", () => {
  const { design } = read(
    PAGE(
      CELL("a", "A", "shape=mxgraph.cisco.routers.router", "1"),
      CELL("b", "B", "shape=mxgraph.cisco.routers.router", "1"),
      EDGE("e", "a", "b"),
      WORD("w1", "Gi0/1", "e", -0.8),
      WORD("w2", "ge-0/0/2", "e", 0.8),
      WORD("w3", "10 Gbit/s", "e", 0),
      WORD("w4", "leased", "e", 0.9),
    ),
  );
  expect(design.notes).toEqual({});
  const [link] = Object.values(design.links);
  expect([link?.from["interface"], link?.to["interface"], link?.label]).toEqual([
    "Gi0/1",
    "ge-0/0/2",
    "10 Gbit/s · leased",
  ]);
});

it("tells what has no place, data and courses of lines among it", () => {
  const { report } = read(
    `<mxfile host="x" zz="1"><diagram name="P">${PAGE(
      `<object id="o" label="Web" ip="10.0.0.5">${CELL("", "", "shape=mxgraph.networks.server;fontColor=#f00", "1")}</object>`,
      `<mxCell id="e" edge="1" parent="1" source="o" target="o"><mxGeometry as="geometry"><Array as="points"><mxPoint x="1"/></Array></mxGeometry></mxCell>`,
    )}</diagram></mxfile>`,
  );
  const dropped = report.filter(({ outcome }) => outcome === "dropped").map(({ source }) => source);
  expect(dropped).toEqual([
    "look of a shape or line",
    "link of a node to itself",
    "attribute ip of object",
    "course of a line",
    "setting of draw.io itself",
    "attribute zz of mxfile",
  ]);
});
