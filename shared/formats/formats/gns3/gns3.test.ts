import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import { checkDesign } from "../../../constraints/check.ts";
import type { Design } from "../../../design/design.ts";
import type { Imported, LossReport } from "../../format.ts";
import { lossLine } from "../../loss.ts";
import { gns3 } from "./gns3.ts";

const catalogue = starterCatalogue();

type Json = Readonly<Record<string, unknown>>;

function node(id: string, node_type: string, x: number, more: Json = {}): Json {
  return { node_id: id, node_type, name: id, x, y: 0, width: 60, height: 60, symbol: "", ...more };
}
function link(from: string, to: string, more: Json = {}): Json {
  const ends = [from, to].map((end) => {
    const [node_id, port = "0"] = end.split(":");
    return { node_id, adapter_number: 0, port_number: Number(port) };
  });
  return { link_id: `${from}-${to}`, nodes: ends, filters: {}, ...more };
}
function ports(...vlans: readonly (number | "trunk")[]): Json {
  const ports_mapping = vlans.map((vlan, port_number) =>
    vlan === "trunk"
      ? { port_number, type: "dot1q", vlan: 1 }
      : { port_number, type: "access", vlan },
  );
  return { properties: { ports_mapping } };
}
function read(topology: Json, more: Json = {}): Imported {
  const file = { name: "lab", project_id: "1", revision: 9, type: "topology", topology, ...more };
  const imported = gns3.read!({ name: "lab.gns3", text: JSON.stringify(file) }, catalogue);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return imported.value;
}
function lines(report: LossReport): readonly string[] {
  return report.map(lossLine);
}
function kinds(design: Design): Record<string, string> {
  return Object.fromEntries(Object.entries(design.nodes).map(([id, { kind }]) => [id, kind]));
}

describe("devices", () => {
  it("are told by type, image and symbol", () => {
    const { design, report } = read({
      nodes: [
        node("pc", "vpcs", 0),
        node("sw", "ethernet_switch", 100, ports(1, 1)),
        node("hub", "ethernet_hub", 200),
        node("out", "nat", 300),
        node("edge", "dynamips", 400, { properties: { image: "c7200.bin", ram: 512 } }),
        node("esw", "dynamips", 500, { properties: { image: "c3725.bin", slot1: "NM-16ESW" } }),
        node("fw", "qemu", 600, { properties: { hda_disk_image: "asav9-8.qcow2" } }),
        node("web", "docker", 700, { properties: { image: "library/debian:12" } }),
        node("by symbol", "qemu", 800, { symbol: ":/symbols/classic/multilayer_switch.svg" }),
        node("drawn as cloud", "qemu", 900, { symbol: ":/symbols/cloud.svg" }),
      ],
      links: [],
      drawings: [],
    });
    expect(kinds(design)).toEqual({
      pc: "machine",
      sw: "switch",
      hub: "switch",
      out: "internet",
      edge: "router",
      esw: "switch",
      fw: "firewall",
      web: "machine",
      "by-symbol": "switch",
      "drawn-as-cloud": "machine",
    });
    expect(design.nodes["pc"]?.properties).toMatchObject({ role: "client" });
    expect(design.nodes["web"]?.properties).toMatchObject({ operatingSystem: "debian-12" });
    expect(lines(report)).toContain("mapped: node type docker → Machine, Debian 12 (at web)");
    expect(lines(report)).toContain(
      "missing: image c7200.bin → Router, Debian 13 in its place (at edge)",
    );
  });

  it("of one name stay apart", () => {
    const { design } = read({
      nodes: [node("a", "vpcs", 0), node("b", "vpcs", 100, { name: "a" })],
      links: [link("a", "b")],
    });
    expect(Object.values(design.nodes).map(({ name }) => name)).toEqual(["a", "a-2"]);
    expect(Object.values(design.links)).toHaveLength(1);
  });
});

describe("networks", () => {
  it("of switches get one subnet, and the design has no problem", () => {
    const { design } = read({
      nodes: [
        node("a", "vpcs", 0),
        node("b", "vpcs", 100),
        node("s", "ethernet_switch", 200, ports(1, 1, 1)),
        node("t", "ethernet_switch", 300, ports(1, 1, 1)),
      ],
      links: [link("a", "s:0"), link("b", "t:1"), link("s:2", "t:2")],
    });
    expect(Object.values(kinds(design)).filter((kind) => kind === "subnet")).toHaveLength(1);
    expect(checkDesign(design, catalogue, undefined)).toEqual([]);
  });

  it("of several VLANs get a subnet each, and routers on trunks a link into each", () => {
    const { design, report } = read({
      nodes: [
        node("a", "vpcs", 0),
        node("b", "vpcs", 100),
        node("r", "dynamips", 200),
        node("s", "ethernet_switch", 300, ports(10, 20, "trunk")),
        node("t", "ethernet_switch", 400, ports(10, 30)),
        node("c", "vpcs", 500),
        node("d", "vpcs", 600),
      ],
      links: [
        link("a", "s:0"),
        link("b", "s:1"),
        link("r", "s:2"),
        link("c", "t:0"),
        link("d", "t:1"),
      ],
    });
    const vlans = Object.values(design.nodes).flatMap(({ properties }) => properties["vlan"] ?? []);
    expect(vlans).toEqual([10, 20, 110, 30]);
    const ofRouter = Object.values(design.links).filter(({ from }) => from.node === "r");
    expect(ofRouter.map(({ vlan }) => vlan)).toEqual([10, 20]);
    expect(lines(report)).toContain("approximated: VLAN 10 once more → VLAN 110 (at t)");
    expect(checkDesign(design, catalogue, undefined)).toEqual([]);
  });

  it("say which links are not whole, and what disturbs them", () => {
    const { report } = read({
      nodes: [node("a", "vpcs", 0), node("b", "vpcs", 100)],
      links: [
        link("a", "b", { filters: { delay: [10] }, suspend: true, link_type: "serial" }),
        link("a", "gone"),
      ],
    });
    expect(lines(report).filter((line) => line.includes("link"))).toEqual([
      "approximated: serial link → Link (at topology.links[0])",
      "dropped: link that does not join two devices (at topology.links[1])",
      "dropped: link filter delay (at topology.links[0])",
      "dropped: suspension of a link (at topology.links[0])",
    ]);
  });
});

describe("what has no place here", () => {
  it("is told, each by its name, and what only GNS3 uses together", () => {
    const adapters = [{ adapter_number: 0, port_name: "Uplink" }];
    const { report } = read(
      {
        nodes: [
          node("a", "qemu", 0, {
            console: 5000,
            compute_id: "local",
            custom_adapters: adapters,
            properties: { options: "-nographic", usage: "root, no password", slot1: null },
          }),
        ],
        links: [],
        drawings: [],
        unheard: { of: 1 },
      },
      { variables: [{ name: "SITE" }], supplier: { logo: "x.png" }, scene_width: 2000 },
    );
    expect(lines(report).filter((line) => line.startsWith("dropped"))).toEqual([
      "dropped: console of a device (at topology.nodes[0])",
      "dropped: server that runs a part (at topology.nodes[0])",
      "dropped: device setting custom_adapters (at topology.nodes[0])",
      "dropped: device setting options (at topology.nodes[0].properties)",
      "dropped: device setting usage (at topology.nodes[0].properties)",
      "dropped: project setting topology.unheard (at topology)",
      "dropped: project setting variables (at variables)",
      "dropped: project setting supplier (at supplier)",
      "dropped: setting of the window of GNS3 (at scene_width)",
    ]);
  });

  it("is not the name of a port, which its link has", () => {
    const cable = link("a", "b");
    const [first, second] = cable["nodes"] as readonly Json[];
    const named = [
      { ...first, label: { text: "Gi0/1" } },
      { ...second, label: { text: "10.0.0.1/24" } },
    ];
    const { design, report } = read({
      nodes: [node("a", "dynamips", 0), node("b", "dynamips", 300)],
      links: [{ ...cable, nodes: named }],
    });
    const [{ from, to }] = Object.values(design.links) as [Design["links"][string]];
    expect([from["interface"], to["interface"]]).toEqual(["Gi0/1", "0/0"]);
    expect(lines(report)).toContain(
      "dropped: cable end setting label.text (at topology.links[0].nodes[1].label)",
    );
  });
});

describe("drawings", () => {
  const svg = (inner: string, size = 'width="300" height="200"') => `<svg ${size}>${inner}</svg>`;

  it("become groups in each other, named by their words, and notes", () => {
    const { design, report } = read({
      nodes: [node("a", "vpcs", 20), node("b", "vpcs", 400)],
      links: [],
      drawings: [
        { x: -50, y: -50, svg: svg('<rect fill="#f6ffd7"/>', 'width="900" height="500"') },
        { x: 0, y: -30, svg: svg('<ellipse fill="#ffffff"/>') },
        { x: 10, y: -25, svg: svg("<text>Branch office</text>", 'width="90" height="20"') },
        { x: 10, y: 100, svg: svg("<text>10.0.0.0/24 &lt;lan&gt;</text>") },
        { x: 5000, y: 0, svg: svg("<rect/>") },
        { x: 0, y: 0, svg: svg('<line x1="1"/>') },
        { x: 0, y: 0, svg: "<svg><image xlink:href='x'/></svg>" },
      ],
    });
    const outer = Object.entries(design.groups).find(([, { name }]) => name === "Area 1");
    const inner = Object.entries(design.groups).find(([, { name }]) => name === "Branch office");
    expect(outer?.[1]).toEqual({ name: "Area 1", color: "#d9a514" });
    expect(inner?.[1].parent).toBe(outer?.[0]);
    expect(design.nodes["a"]?.group).toBe(inner?.[0]);
    expect(design.nodes["b"]?.group).toBe(outer?.[0]);
    expect(Object.values(design.notes).map(({ text }) => text)).toEqual(["10.0.0.0/24 <lan>"]);
    expect(lines(report).filter((line) => line.startsWith("dropped"))).toEqual([
      "dropped: drawn line (at topology.drawings[5])",
      "dropped: drawing that is not SVG (at topology.drawings[6])",
      "dropped: drawn area that holds no device (at topology.drawings[4])",
    ]);
  });
});

describe("files", () => {
  it("of GNS3 1.x are read as well", () => {
    const { design } = read({
      nodes: [
        {
          id: 1,
          type: "VPCSDevice",
          x: 0,
          y: 0,
          properties: { name: "PC1" },
          ports: [{ id: 11, name: "Ethernet0", port_number: 0 }],
        },
        {
          id: 2,
          type: "C3725",
          x: 100,
          y: 0,
          properties: { name: "R1", image: "c3725.image" },
          ports: [{ id: 21, adapter_number: 0, port_number: 1 }],
        },
      ],
      links: [
        { source_node_id: 1, source_port_id: 11, destination_node_id: 2, destination_port_id: 21 },
      ],
      notes: [{ text: "core & <edge>", x: 10, y: 90 }],
    });
    expect(kinds(design)).toEqual({ pc1: "machine", r1: "router" });
    expect(Object.values(design.links)).toHaveLength(1);
    expect(Object.values(design.notes)[0]?.text).toBe("core & <edge>");
  });

  it.each([
    ["{", "file-not-json"],
    ['{"name":"a"}', "format-misfit"],
    ['{"topology":{}}', "format-misfit"],
    ['{"topology":{"nodes":[]},"project_id":"1"}', "format-misfit"],
  ])("%j are refused", (text, code) => {
    const imported = gns3.read!({ name: "x", text }, catalogue);
    expect(!imported.ok && imported.error.code).toBe(code);
  });

  it("whose values make no sense are read all the same", () => {
    const { design } = read({
      nodes: [
        null,
        7,
        { node_id: "x", x: "far", y: null, properties: { ports_mapping: [null, { vlan: -1 }] } },
        node("s", "ethernet_switch", 0, { properties: { ports_mapping: "no" } }),
      ],
      links: [null, { nodes: 1 }, link("x", "s")],
      drawings: [null, { svg: 1 }],
    });
    expect(Object.keys(design.nodes).length).toBeGreaterThanOrEqual(4);
  });

  it("are recognised by what is in them", () => {
    expect(gns3.recognise!('{"topology":{},"project_id":"1"}')).toBe("yes");
    expect(gns3.recognise!('{"nodes":{}}')).toBe("no");
    expect(gns3.recognise!("topology:\n  nodes:")).toBe("no");
  });
});
