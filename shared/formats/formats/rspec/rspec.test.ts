import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import { checkDesign } from "../../../constraints/check.ts";
import type { Design } from "../../../design/design.ts";
import { applyEdits } from "../../../design/edit.ts";
import { sketch } from "../../../design/sketch.ts";
import { exportDesign, importFile } from "../../index.ts";
import type { Imported } from "../../format.ts";
import { lossLine } from "../../loss.ts";
import { attribute, elementNamed, elementsNamed, type XmlElement } from "../../xml/element.ts";
import { printXml } from "../../xml/print.ts";
import { readXml } from "../../xml/read.ts";

const catalogue = starterCatalogue();

const REQUEST = `<?xml version="1.0"?>
<!-- made by hand -->
<rspec xmlns="http://www.geni.net/resources/rspec/3" xmlns:em="http://www.protogeni.net/resources/rspec/ext/emulab/1"
    xmlns:own="urn:own" type="request" own:author="somebody">
  <own:purpose level="high">teaching &amp; more</own:purpose>
  <node client_id="web" exclusive="true" component_manager_id="urn:publicid:IDN+emulab.net+authority+cm" own:rack="7">
    <sliver_type name="emulab-xen">
      <disk_image name="urn:publicid:IDN+emulab.net+image+emulab-ops:UBUNTU24-64-STD"/>
      <em:xen cores="2" ram="2048" disk="16"/>
    </sliver_type>
    <interface client_id="web:if1" own:speed="fast"><ip address="10.5.0.7" netmask="255.255.255.0" type="ipv4"/></interface>
    <interface client_id="web:if2"/>
    <interface client_id="web:spare"/>
    <services><!-- why --><install url="http://a/b.tgz" install_path="/local"/><execute shell="sh" command="a &lt; b"/></services>
    <location xmlns="http://jfed.iminds.be/rspec/ext/jfed/1" x="400.5" y="30"/>
  </node>
  <node client_id="db" component_manager_id="urn:publicid:IDN+stanford.edu+authority+cm">
    <interface client_id="db:if1"><ip address="10.5.0.8" netmask="255.255.255.0"/></interface>
    <interface client_id="db:if2"/>
  </node>
  <node client_id="c"><interface client_id="c:if1"/></node>
  <link client_id="lan" own:color="red">
    <interface_ref client_id="web:if1"/><interface_ref client_id="db:if1"/><interface_ref client_id="nobody"/>
    <property source_id="web:if1" dest_id="db:if1" capacity="100000" latency="20"/>
    <link_type name="egre-tunnel"/>
  </link>
  <link client_id="cable"><interface_ref client_id="web:if2"/><interface_ref client_id="db:if2"/></link>
  <link client_id="lonely"><interface_ref client_id="c:if1"/></link>
</rspec>`;

function read(text: string): Imported {
  const imported = importFile({ name: "lab.rspec", text }, catalogue);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return imported.value;
}
function write(design: Design): { readonly root: XmlElement; readonly lines: readonly string[] } {
  const exported = exportDesign(design, "rspec", catalogue);
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  const [file] = exported.value.files;
  const root = readXml(file?.text ?? "");
  if (!root.ok) throw new Error(JSON.stringify(root.error));
  return { root: root.value, lines: exported.value.report.map(lossLine) };
}
function named(root: XmlElement, local: string, id: string): XmlElement {
  const found = elementsNamed(root, local).find((one) => attribute(one, "client_id") === id);
  if (found === undefined) throw new Error(`no ${local} ${id}`);
  return found;
}
/** One element as text, without what says nothing. */
function plain(element: XmlElement | undefined): string {
  return element === undefined ? "" : printXml(element).replaceAll(/>\s+/g, ">");
}

describe("reading", () => {
  const { design, report } = read(REQUEST);
  const lines = report.map(lossLine);

  it("makes machines with their system, size, place and addresses", () => {
    expect(design.nodes["web"]).toMatchObject({
      kind: "machine",
      name: "web",
      properties: {
        operatingSystem: "ubuntu-24.04",
        cores: 2,
        memoryMiB: 2048,
        addresses: ["10.5.0.7"],
      },
    });
    expect(design.nodes["web"]?.position.x).toBeGreaterThan(0);
  });

  it("makes subnets of what has addresses, cables of what has none", () => {
    expect(Object.values(design.nodes).find(({ name }) => name === "lan")).toMatchObject({
      kind: "subnet",
      properties: { cidr: "10.5.0.0/24" },
    });
    const cable = Object.values(design.links).find(({ label }) => label === "cable");
    expect([cable?.from.node, cable?.to.node]).toEqual(["web", "db"]);
    expect(Object.values(design.links).some((link) => link.bandwidthMbps === 100)).toBe(true);
  });

  it("groups the nodes of several sites", () => {
    expect(Object.values(design.groups).map(({ name }) => name)).toEqual([
      "emulab.net",
      "stanford.edu",
    ]);
  });

  it("says what became of each", () => {
    expect(lines).toEqual([
      "mapped: 2 × component manager → Group (first at emulab.net)",
      "mapped: node emulab-xen → Machine, Ubuntu 24.04 LTS (at node web, line 6)",
      "mapped: 2 × link → Network (first at link cable, line 27)",
      "approximated: 2 × node of any type → Machine, Debian 13 (first at node db, line 17)",
      "approximated: link of type egre-tunnel → Network (at link lan, line 22)",
      "approximated: network of switches without an address range → Subnet added (at link lonely)",
      "kept: host of its own (at node web, line 6)",
      "kept: latency (at link lan, line 22)",
      "kept: 2 × identifier or time of a testbed (first at line 4)",
      "kept: attribute own:author of rspec (at line 4)",
      "kept: element purpose (at line 5)",
      "kept: attribute own:rack of node (at line 6)",
      "kept: attribute own:speed of interface (at line 11)",
      "kept: archive to install (at line 14)",
      "kept: command to run (at line 14)",
      "kept: attribute own:color of link (at line 22)",
      "dropped: reference to an interface that is not there (at link lan, line 22: nobody)",
    ]);
  });

  it("leaves no problem behind", () => {
    expect(checkDesign(design, catalogue, undefined)).toEqual([]);
  });
});

describe("writing what was read", () => {
  const { design } = read(REQUEST);
  const { root } = write(design);
  const before = readXml(REQUEST);
  const source = before.ok ? before.value : root;

  it("keeps unknown attributes, elements and comments, wherever they stood", () => {
    expect(attribute(root, "own:author")).toBe("somebody");
    expect(plain(elementNamed(root, "purpose"))).toContain("teaching &amp; more");
    const web = named(root, "node", "web");
    expect(attribute(web, "own:rack")).toBe("7");
    expect(plain(elementNamed(web, "services"))).toBe(
      plain(elementNamed(named(source, "node", "web"), "services")),
    );
    expect(plain(web)).toContain('<interface client_id="web:spare"/>');
    expect(plain(web)).toContain('<interface client_id="web:if1" own:speed="fast">');
    const lan = named(root, "link", "lan");
    expect(attribute(lan, "own:color")).toBe("red");
    expect(plain(elementNamed(lan, "property"))).toContain('latency="20"');
  });

  it("keeps what a machine is, and each link's interfaces", () => {
    const sliver = (from: XmlElement) =>
      plain(elementNamed(named(from, "node", "web"), "sliver_type"));
    expect(sliver(root)).toBe(sliver(source));
    const references = (id: string) =>
      elementsNamed(named(root, "link", id), "interface_ref").map((one) =>
        attribute(one, "client_id"),
      );
    expect(new Set(references("lan"))).toEqual(new Set(["db:if1", "web:if1"]));
    expect(new Set(references("cable"))).toEqual(new Set(["db:if2", "web:if2"]));
  });

  it("reads the same again", () => {
    const file = exportDesign(design, "rspec", catalogue);
    const again = read(file.ok ? (file.value.files[0]?.text ?? "") : "").design;
    const shape = ({ nodes, links }: Design) => [
      Object.values(nodes)
        .map(({ name, kind }) => `${kind} ${name}`)
        .toSorted(),
      Object.values(links).length,
    ];
    expect(shape(again)).toEqual(shape(design));
    expect(again.nodes["web"]?.properties).toEqual(design.nodes["web"]?.properties);
  });

  it("writes what was changed since", () => {
    const changed = applyEdits(design, [
      { type: "change-node", id: "web", change: { name: "front", count: 2 } },
      { type: "set-property", id: "web", property: "operatingSystem", value: "debian-12" },
      { type: "remove-node", id: "db" },
    ]);
    const { root: after } = write(changed);
    expect(elementsNamed(after, "node").map((one) => attribute(one, "client_id"))).toEqual([
      "front-1",
      "c",
      "front-2",
    ]);
    expect(plain(named(after, "node", "front-1"))).toContain("emulab-ops:DEBIAN12-64-STD");
    expect(plain(named(after, "node", "front-2"))).toContain("10.5.0.");
    expect(plain(after)).not.toContain("db:if1");
  });
});

describe("writing a design of ours", () => {
  it("makes nodes, interfaces with addresses, and links", () => {
    const design = sketch(
      "Ours",
      {
        lan: { kind: "subnet", cidr: "10.1.0.0/28" },
        web: { kind: "machine", count: 2, operatingSystem: "ubuntu-24.04", at: [10, 20] },
        sw: { kind: "switch" },
        r: { kind: "router" },
        volume: { kind: "storage" },
        net: { kind: "internet" },
      },
      ["web:nic sw:port", "sw:port lan:net", "r:nic lan:net bandwidthMbps=10", "r:nic net:net"],
      { notes: { n: { text: "hello", position: { x: 0, y: 0 } } } },
    );
    const { root, lines } = write(design);
    expect(attribute(root, "type")).toBe("request");
    const web = named(root, "node", "web-1");
    expect(plain(web)).toContain("UBUNTU24-64-STD");
    expect(plain(web)).toContain('<ip address="10.1.0.2" netmask="255.255.255.240" type="ipv4"/>');
    expect(plain(web)).toContain('x="10" y="20"');
    expect(elementsNamed(named(root, "link", "lan"), "interface_ref")).toHaveLength(3);
    expect(lines).toEqual([
      "mapped: Machine → node for each (at web)",
      "mapped: network → link (at lan)",
      "approximated: Router → node (at r)",
      "dropped: Storage (at volume)",
      "dropped: Internet (at net)",
      "dropped: note (at hello)",
    ]);
    expect(printXml(root)).toContain("xmlns:emulab=");
  });
});

it.each([
  ['<rspec xmlns="x"', "file-not-xml"],
  ["<!DOCTYPE rspec><rspec/>", "format-unknown"],
  ["<rspec><!DOCTYPE a></rspec>", "file-not-xml"],
])("refuses %j", (text, code) => {
  const imported = importFile({ name: "x", text }, catalogue);
  expect(!imported.ok && imported.error.code).toBe(code);
});

it("reads the older names of ProtoGENI, and advertisements", () => {
  const old = read(`<rspec xmlns="http://www.protogeni.net/resources/rspec/0.2">
    <node virtual_id="a"><interface virtual_id="e0"/></node>
    <node component_id="urn:publicid:IDN+emulab.net+node+pc7"><interface virtual_id="e1"/></node>
    <link virtual_id="l"><interface_ref virtual_interface_id="e0"/><interface_ref virtual_interface_id="e1"/></link>
  </rspec>`).design;
  expect(Object.keys(old.nodes)).toEqual(["a", "pc7"]);
  expect(Object.values(old.links)).toHaveLength(1);
});

it("draws the sites of a file without places apart from each other", () => {
  const node = (
    id: string,
    site: string,
  ) => `<node client_id="${id}" component_manager_id="${site}">
    <interface client_id="${id}:0"/></node>`;
  const lan = (id: string, ...ends: readonly string[]) =>
    `<link client_id="${id}">${ends.map((end) => `<interface_ref client_id="${end}:0"/>`).join("")}</link>`;
  const { design } = read(`<rspec xmlns="http://www.geni.net/resources/rspec/3">
    ${["a", "b", "c"].map((id) => node(id, "urn:publicid:IDN+one.org+authority+cm")).join("")}
    ${["d", "e", "f"].map((id) => node(id, "urn:publicid:IDN+two.org+authority+cm")).join("")}
    ${lan("here", "a", "b", "c")}${lan("there", "d", "e", "f")}</rspec>`);
  const across = (group: string) => {
    const members = Object.values(design.nodes).filter((one) => one.group === group);
    const xs = members.map(({ position }) => position.x);
    return { left: Math.min(...xs), right: Math.max(...xs) + 208, count: members.length };
  };
  const [one, two] = Object.keys(design.groups).map(across);
  expect(one?.count).toBe(5);
  expect(two?.left).toBeGreaterThan(one?.right ?? Infinity);
});

describe("what is written again", () => {
  const CASUAL = `<?xml version="1.0" encoding="UTF-8"?>
<!-- ours -->
<rspec xmlns="http://www.geni.net/resources/rspec/3" type="request">
  <!-- the last first -->
  <node client_id="z">
    <services/>
    <interface client_id="z:9"/>
    <!-- between -->
    <interface client_id="z:1"/>
    <location xmlns="http://jfed.iminds.be/rspec/ext/jfed/1" x="0" y="0"/>
  </node>
  <link client_id="second" vlantag="7"/>
  <node client_id="a">
    <interface client_id="a:1"/>
    <interface client_id="a:0"/>
    <location xmlns="http://jfed.iminds.be/rspec/ext/jfed/1" x="600" y="0"/>
  </node>
  <link client_id="first">
    <link_type name="lan"/>
    <interface_ref client_id="a:1"/>
    <interface_ref client_id="z:9"/>
  </link>
  <link client_id="other">
    <interface_ref client_id="z:1"/>
    <interface_ref client_id="a:0"/>
  </link>
</rspec>
<!-- the end -->
`;

  function rewritten(design: Design): string {
    const exported = exportDesign(design, "rspec", catalogue);
    return exported.ok ? (exported.value.files[0]?.text ?? "") : "";
  }

  it("stands in its order, with all comments, and with networks that nothing is in", () => {
    const { design } = read(CASUAL);
    // Only such a network has a place that the file did not tell.
    const text = rewritten(design).replace(/(<link client_id="second"[^>]*)>[^]*?<\/link>/, "$1/>");
    expect(text).toBe(CASUAL);
  });

  it("is found again where an interface is one only together with its node", () => {
    const node = (id: string) =>
      `<node virtual_id="${id}" virtualization_type="raw"><interface virtual_id="if0"/><interface virtual_id="if1"/></node>`;
    const ref = (id: string, port: string) =>
      `<interface_ref virtual_node_id="${id}" virtual_interface_id="${port}"/>`;
    const { design } = read(
      `<rspec xmlns="http://www.protogeni.net/resources/rspec/0.2" type="request">${["a", "b", "c"].map(node).join("")}<link virtual_id="ab">${ref("a", "if0")}${ref("b", "if1")}</link><link virtual_id="bc">${ref("b", "if0")}${ref("c", "if0")}</link></rspec>`,
    );
    const joins = (one: Design) =>
      Object.values(one.links).map(({ from, to }) => [from.node, to.node]);
    expect(joins(design)).toEqual([
      ["a", "b"],
      ["b", "c"],
    ]);
    expect(joins(read(rewritten(design)).design)).toEqual(joins(design));
  });
});
