import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import type { Design } from "../../../design/design.ts";
import { applyEdits, type DesignEdit } from "../../../design/edit.ts";
import { sketch } from "../../../design/sketch.ts";
import { lossLine } from "../../loss.ts";
import { containerlab } from "./containerlab.ts";

const catalogue = starterCatalogue();

function read(text: string, annotations?: string) {
  const beside = new Map(
    annotations === undefined ? [] : [["lab.clab.yml.annotations.json", annotations]],
  );
  const imported = containerlab.read!({ name: "lab.clab.yml", text, beside }, catalogue);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return { ...imported.value, lines: imported.value.report.map(lossLine) };
}
function write(design: Design) {
  const exported = containerlab.write!(design, catalogue);
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  const [topology, annotations] = exported.value.files;
  return {
    text: topology!.text,
    annotations: JSON.parse(annotations!.text) as Record<string, { id: string }[]>,
    lines: exported.value.report.map(lossLine),
  };
}
function changed(text: string, ...edits: DesignEdit[]): string {
  return write(applyEdits(read(text).design, edits)).text;
}

const LAB = `name: lab   # the name
topology:
  kinds:
    linux: {image: "debian:12"}
  nodes:
    # first
    a: {kind: linux, x-own: [1, 2]}
    # second
    b:
      kind: linux
      startup-delay: 5   # seconds
    c: {kind: linux}
  links:
    # one
    - endpoints: ["a:eth1", "b:eth1"]
    # two
    - endpoints: ["b:eth2", "c:eth1"]
      mtu: 1400
`;

describe("what a node inherits", () => {
  it("comes from defaults, its kind, its group and itself, the nearest first", () => {
    const { design } = read(`name: x
topology:
  defaults: {kind: linux, image: "alpine:3.23", cpu: 1}
  kinds: {linux: {image: "debian:12"}, nokia_srlinux: {type: ixrd3}}
  groups: {big: {image: "ubuntu:24.04", cpu: 4}, srl: {kind: nokia_srlinux}}
  nodes:
    plain:
    grouped: {group: big}
    own: {group: big, image: "debian:13"}
    routed: {group: srl}
`);
    const systems = Object.values(design.nodes).map(({ kind, properties }) => [
      kind,
      properties["operatingSystem"],
      properties["cores"],
    ]);
    expect(systems).toEqual([
      ["machine", "debian-12", 1],
      ["machine", "ubuntu-24.04", 4],
      ["machine", "debian-13", 4],
      ["router", "alpine-3.23", 1],
    ]);
  });

  it("may come by anchors and merge keys", () => {
    const { design } = read(
      'x: &x {kind: linux, image: "debian:12"}\nname: x\ntopology:\n  nodes:\n    a: {<<: *x}\n    b: *x\n',
    );
    for (const { properties } of Object.values(design.nodes))
      expect(properties["operatingSystem"]).toBe("debian-12");
  });
});

describe("writing what was read", () => {
  it("gives every byte back where nothing changed", () => {
    for (const text of [LAB, LAB.replaceAll("\n", "\r\n"), `\uFEFF${LAB}`])
      expect(write(read(text).design).text).toBe(text);
  });

  it("keeps comments and unknown keys where something did", () => {
    const text = changed(LAB, { type: "change-node", id: "c", change: { name: "renamed" } });
    const wanted = LAB.replace("c: {kind", "renamed: {kind").replace('"c:eth1"', '"renamed:eth1"');
    // Only the blanks before a comment behind something are not kept.
    expect(text).toBe(wanted.replaceAll(/(\S) {3}#/g, "$1 #"));
  });

  it("takes out what was removed, with its links, but not the comments above", () => {
    const text = changed(LAB, { type: "remove-node", id: "a" });
    expect(text).not.toContain("x-own");
    expect(text).not.toContain('"a:eth1"');
    for (const comment of ["# the name", "# first", "# second", "# one", "# two", "# seconds"])
      expect(text).toContain(comment);
  });

  it("adds what is new, each machine by itself, on free interfaces", () => {
    const added = sketch("x", {
      n: { kind: "machine", name: "new", count: 2, operatingSystem: "alpine-3.23" },
    }).nodes["n"]!;
    const text = changed(
      LAB,
      { type: "put-node", id: "n", node: added },
      {
        type: "put-link",
        id: "l",
        link: { from: { node: "n", port: "nic" }, to: { node: "b", port: "nic" } },
      },
    );
    expect(text).toContain("new-1:");
    expect(text).toContain("image: alpine:3.23");
    expect(text).toContain('- endpoints: ["new-1:eth1", "b:eth3"]');
    expect(text).toContain('- endpoints: ["new-2:eth1", "b:eth4"]');
    expect(Object.keys(read(text).design.nodes)).toHaveLength(5);
  });

  it("follows a new name wherever a node names another, and forgets who is gone", () => {
    const text = `name: staged
topology:
  defaults:
    stages:
      create: {wait-for: [{node: core, stage: healthy}]}
  nodes:
    core: {kind: linux}
    side: {kind: linux, network-mode: "container:core"} # shares
    edge:
      kind: linux
      network-mode: container:elsewhere
      exec: [ping core]
      stages:
        configure:
          wait-for:
            # the core first
            - node: core
              stage: create
            - {node: side, stage: healthy}
`;
    const { design } = read(text);
    const renamed = write(
      applyEdits(design, [{ type: "change-node", id: "core", change: { name: "spine" } }]),
    );
    const wanted = text
      .replaceAll("node: core", "node: spine")
      .replace("core: {", "spine: {")
      .replace("container:core", "container:spine");
    expect(renamed.text).toBe(wanted);
    expect(renamed.lines).toContain(
      "kept: exec that says core → The old name (at topology.nodes.edge)",
    );
    const removed = write(applyEdits(design, [{ type: "remove-node", id: "core" }]));
    expect(removed.text).not.toContain("node: core");
    expect(removed.text).not.toContain("container:core");
    expect(removed.text).toContain("{node: side, stage: healthy}");
    expect(removed.text).toContain("# the core first");
    expect(removed.lines).toContain("dropped: network of core (at network-mode)");
    expect(removed.lines).toContain("dropped: 2 × wait for core (first at stages)");
  });

  it("keeps links that no drawing shows, as long as their nodes are there", () => {
    const text = `name: odd
topology:
  nodes:
    a: {kind: linux}
    b: {kind: linux}
  links:
    - endpoints: ["a:eth1", "a:eth2"]
    - endpoints: ["b:eth1", "nobody:eth1"]
    - endpoints: ["a:eth3", "b:eth3"]
`;
    const { design, lines } = read(text);
    expect(Object.keys(design.links)).toHaveLength(1);
    expect(lines).toContain("kept: link of a node to itself (at topology.links[0])");
    expect(write(design).text).toBe(text);
    const renamed = changed(text, { type: "change-node", id: "a", change: { name: "z" } });
    expect(renamed).toContain('["z:eth1", "z:eth2"]');
    const without = changed(text, { type: "remove-node", id: "a" });
    expect(without.match(/endpoints.*/g)).toEqual(['endpoints: ["b:eth1", "nobody:eth1"]']);
  });

  it("gives cards that lay on each other their own places back", () => {
    const at = { x: 10, y: 10 };
    const annotations = JSON.stringify({
      nodeAnnotations: ["a", "b", "c"].map((id) => ({ id, position: at })),
    });
    const { design } = read(LAB, annotations);
    const places = Object.values(design.nodes).map(({ position }) => `${position.x} ${position.y}`);
    expect(new Set(places).size).toBe(3);
    expect(write(design).annotations["nodeAnnotations"]).toEqual(
      ["a", "b", "c"].map((id) => ({ id, position: at })),
    );
  });

  it("says of a template that it is one", () => {
    const text =
      "name: x\ntopology:\n  nodes:\n{{- range $i := seq 1 3 }}\n    n{{ $i }}: {}\n{{- end }}\n";
    expect(containerlab.read!({ name: "x.clab.gotmpl", text }, catalogue)).toMatchObject({
      ok: false,
      error: {
        code: "format-misfit",
        parameters: { detail: expect.stringContaining("template of Go") },
      },
    });
  });

  it("gives a node that was copied the settings of its model", () => {
    const { design } = read(LAB);
    const copy = { ...design.nodes["a"]!, name: "a-copy" };
    const text = changed(LAB, { type: "put-node", id: "z", node: copy });
    expect(text.match(/x-own/g)).toHaveLength(2);
  });

  it("writes another system where another was chosen", () => {
    const text = changed(LAB, {
      type: "set-property",
      id: "b",
      property: "operatingSystem",
      value: "ubuntu-24.04",
    });
    expect(text).toContain("image: ubuntu:24.04");
    expect(text).toContain("startup-delay: 5 # seconds");
  });

  it("moves only what was moved", () => {
    const annotations = JSON.stringify({
      nodeAnnotations: [
        { id: "a", position: { x: 10, y: 20 }, icon: "pe" },
        { id: "b", position: { x: 50, y: 20 } },
        { id: "gone", position: { x: 1, y: 1 } },
      ],
      viewerSettings: { grid: 1 },
    });
    const { design } = read(LAB, annotations);
    const moved = applyEdits(design, [
      { type: "change-node", id: "b", change: { position: { x: 4000, y: 800 } } },
    ]);
    const { nodeAnnotations, viewerSettings } = write(moved).annotations;
    expect(nodeAnnotations).toContainEqual({ id: "a", position: { x: 10, y: 20 }, icon: "pe" });
    expect(nodeAnnotations!.find(({ id }) => id === "b")).not.toEqual({
      id: "b",
      position: { x: 50, y: 20 },
    });
    expect(nodeAnnotations).toContainEqual({ id: "gone", position: { x: 1, y: 1 } });
    expect(viewerSettings).toEqual({ grid: 1 });
  });

  it("starts anew where what was kept is no topology", () => {
    const { design } = read(LAB);
    const { text } = write({ ...design, containerlab: { topology: "x: &x [*x]", scale: "?" } });
    expect(Object.keys(read(text).design.nodes)).toEqual(["a", "b", "c"]);
  });
});

describe("a design of our own", () => {
  const design = sketch(
    "Own lab",
    {
      a: { kind: "machine", operatingSystem: "debian-13" },
      b: { kind: "machine", operatingSystem: "windows-11" },
      r: { kind: "router" },
      lan: { kind: "subnet", cidr: "10.1.0.0/24" },
      far: { kind: "subnet", cidr: "10.2.0.0/24" },
      disk: { kind: "storage" },
      world: { kind: "internet" },
    },
    ["a:nic lan:net", "b:nic lan:net", "r:nic lan:net", "r:nic far:net", "r:nic world:net"],
  );

  it("becomes devices and cables; what has no word is named", () => {
    const { text, lines } = write(design);
    expect(text).toContain("name: own-lab");
    expect(lines).toContainEqual(expect.stringContaining("dropped: Storage"));
    expect(lines).toContainEqual(expect.stringContaining("missing: container image of windows-11"));
    expect(lines).toContainEqual(expect.stringContaining("dropped: address range 10.2.0.0/24"));
    expect(text).toContain("type: host");
  });

  it("comes back as what it was, by labels where kind and image cannot tell", () => {
    const back = read(write(design).text).design;
    const found = Object.values(back.nodes).map(({ name, kind }) => [name, kind]);
    expect(found).toEqual(
      expect.arrayContaining([
        ["a", "machine"],
        ["b", "machine"],
        ["r", "router"],
        ["lan", "subnet"],
      ]),
    );
    expect(back.nodes["b"]?.properties).toMatchObject({ operatingSystem: "windows-11" });
  });

  it("calls interfaces as Linux does, whatever they were called elsewhere, and says so", () => {
    const router = { kind: "router" };
    const { nodes, links } = sketch("Own", { a: router, b: router }, [
      "a:nic b:nic",
      "a:nic b:nic",
      "a:nic b:nic",
    ]);
    const called = [
      ["GigabitEthernet0/0", "0/0"],
      ["ens3", "eth0"],
      ["averylonginterface", "ens3"],
    ] as const;
    const named = Object.entries(links).map(([id, link], index) => {
      const [from, to] = called[index]!;
      return [
        id,
        { ...link, from: { ...link.from, interface: from }, to: { ...link.to, interface: to } },
      ];
    });
    const { text, lines } = write({
      ...sketch("Own", {}),
      nodes,
      links: Object.fromEntries(named) as Design["links"],
    });
    expect(text.match(/endpoints: .*/g)).toEqual([
      'endpoints: ["a:eth1", "b:eth1"]',
      'endpoints: ["a:ens3", "b:eth2"]',
      'endpoints: ["a:eth3", "b:ens3"]',
    ]);
    expect(lines).toContain("approximated: interface GigabitEthernet0/0 → eth1 (at a)");
    expect(lines).toContain("approximated: interface 0/0 → eth1 (at b)");
    expect(lines).toContain("approximated: interface eth0 → eth2 (at b)");
  });

  it("leaves the names of kinds that have their own", () => {
    const text = `name: x
topology:
  nodes:
    r: {kind: nokia_srlinux}
    c: {kind: linux}
`;
    const ends = {
      from: { node: "r", port: "nic", interface: "ethernet-1/1" },
      to: { node: "c", port: "nic" },
    };
    const linked = changed(text, { type: "put-link", id: "l", link: ends });
    expect(linked).toContain('["r:ethernet-1/1", "c:eth1"]');
  });

  it("is refused where it would be more than a file can hold", () => {
    const crowd = { kind: "machine", operatingSystem: "debian-13", count: 10_000 };
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`m${index}`, crowd]));
    expect(containerlab.write!(sketch("Crowd", many), catalogue)).toMatchObject({
      ok: false,
      error: { code: "export-too-many" },
    });
  });
});
