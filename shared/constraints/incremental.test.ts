import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import type { Design } from "../design/design.ts";
import { applyEdits, type DesignEdit } from "../design/edit.ts";
import { carrying, sketchComponent, useOf } from "../design/sketch-component.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import { checkDesign } from "./check.ts";
import { createChecker } from "./incremental.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";

/** 1,000 nodes: 20 subnets around a router, each with a switch and 48 machines that need one another. */
function campus(): Design {
  const nodes: Record<string, SketchNode> = { core: { kind: "router", interfaces: 20 } };
  const links: string[] = [];
  for (let cell = 1; cell <= 20; cell++) {
    nodes[`lan-${cell}`] = { kind: "subnet", cidr: `10.0.${cell}.0/24` };
    if (cell > 1) nodes[`switch-${cell}`] = { kind: "switch" };
    const hub = cell > 1 ? `switch-${cell}:port` : `lan-${cell}:net`;
    if (cell > 1) links.push(`switch-${cell}:port lan-${cell}:net`);
    links.push(`core:nic ${hub}`);
    for (let machine = 1; machine <= 48; machine++) {
      nodes[`m-${cell}-${machine}`] = {
        kind: "machine",
        machineType: "vm-medium",
        operatingSystem: "debian-13",
        applications: [machine % 2 === 0 ? "nginx" : "varnish"],
      };
      links.push(`m-${cell}-${machine}:nic ${hub}`);
    }
  }
  return sketch("Campus", nodes, links);
}

/** A checker that has seen the campus, and how often rules run for an edit of it. */
function watched(drawn: () => Design = campus) {
  const runs: string[] = [];
  const counted = (rule: Rule): Rule => ({
    ...rule,
    check: (context, id) => {
      runs.push(`${rule.code} ${id}`);
      return rule.check(context, id);
    },
  });
  const rules = RULES.map(counted);
  const checker = createChecker(starterCatalogue(), starterPriceBook(), rules);
  let design = drawn();
  checker.update(design);
  const first = runs.length;
  return {
    first,
    nodes: Object.keys(design.nodes).length,
    after: (...edits: DesignEdit[]): readonly string[] => {
      runs.length = 0;
      design = applyEdits(design, edits);
      const problems = checker.update(design);
      expect(problems).toEqual(checkDesign(design, starterCatalogue(), starterPriceBook()));
      return [...runs];
    },
  };
}

describe("what an edit of a 1,000 node design re-runs", () => {
  const { first, nodes, after } = watched();

  it("starts by running what looks at more than a node's content for each, all else for one of a content", () => {
    expect(nodes).toBe(1000);
    expect(first).toBeGreaterThan(15 * nodes);
    expect(first).toBeLessThan(20 * nodes);
  });

  it("nothing that looks at content alone for one more machine like others", () => {
    const like = campus().nodes["m-3-4"]!;
    const node = { ...like, name: "one-more", properties: { ...like.properties } };
    const runs = after({ type: "put-node", id: "one-more", node });
    expect(runs).toContain("machine-unconnected one-more");
    expect(runs).not.toContain("memory-short one-more");
    expect(after({ type: "remove-node", id: "one-more" }).length).toBeLessThan(5);
  });

  it("it again for a node that it found something in, until that is gone", () => {
    const set = (id: string, value: number | null) =>
      after({ type: "set-property", id, property: "memoryMiB", value });
    const fault = (id: string) => `memory-short ${id}`;
    expect(set("m-9-1", 64)).toContain(fault("m-9-1"));
    expect(set("m-9-3", 64)).toContain(fault("m-9-3"));
    expect(set("m-9-1", null)).toContain(fault("m-9-1"));
    expect(set("m-9-3", null)).toContain(fault("m-9-3"));
    expect(set("m-9-1", 8192)).toContain(fault("m-9-1"));
    expect(set("m-9-3", 8192)).not.toContain(fault("m-9-3"));
  });

  it("nothing for a move, a lock, a group or a label", () => {
    expect(
      after({ type: "change-node", id: "m-3-4", change: { position: { x: 7, y: 7 } } }),
    ).toEqual([]);
    expect(after({ type: "change-node", id: "m-3-4", change: { locked: true } })).toEqual([]);
    expect(after({ type: "put-group", id: "g", group: { name: "Group" } })).toEqual([]);
    expect(after({ type: "change-node", id: "m-3-4", change: { group: "g" } })).toEqual([]);
    expect(after({ type: "set-name", name: "Another" })).toEqual([]);
  });

  it("only what looks at names for a rename", () => {
    const runs = after({ type: "change-node", id: "m-3-4", change: { name: "search" } });
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.length).toBeLessThanOrEqual(5);
    expect(runs.every((run) => /^name-|^firewall-/.test(run))).toBe(true);
  });

  it("the node, its neighbours and what shares its subnet for a property", () => {
    const runs = after({ type: "set-property", id: "m-3-4", property: "memoryMiB", value: 64 });
    expect(runs.some((run) => run === "memory-short m-3-4")).toBe(true);
    expect(runs.length).toBeLessThan(80);
  });

  it("little more for a cable pulled and plugged", () => {
    const pulled = after({ type: "remove-link", id: "m-5-6-switch-5" });
    expect(pulled.some((run) => run === "machine-unconnected m-5-6")).toBe(true);
    expect(pulled.length).toBeLessThan(120);
    const link = campus().links["m-5-6-switch-5"]!;
    expect(after({ type: "put-link", id: "m-5-6-switch-5", link }).length).toBeLessThan(120);
  });

  it("little more for a node that goes and comes back", () => {
    const node = campus().nodes["m-7-9"]!;
    expect(after({ type: "remove-node", id: "m-7-9" }).length).toBeLessThan(120);
    expect(after({ type: "put-node", id: "m-7-9", node }).length).toBeLessThan(120);
  });

  it.each([
    ["cidr", "10.9.9.0/24"],
    ["gateway", "10.9.9.7"],
    ["vlan", 7],
  ])("the subnet and its cables for its %s, not its machines", (property, value) => {
    const runs = after({ type: "set-property", id: "lan-6", property, value });
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.filter((run) => / m-6-\d+$/.test(run))).toEqual([]);
    expect(runs.length).toBeLessThan(120);
  });

  it("nothing about a node's cables for what does not concern them", () => {
    const cables = Object.keys(campus().links);
    const about = (runs: readonly string[]) =>
      runs.filter((run) => cables.includes(run.split(" ")[1] ?? ""));
    const gateway = { type: "set-property", id: "lan-8", property: "gateway" } as const;
    expect(about(after({ ...gateway, value: "10.0.8.7" }))).toEqual([]);
    const hub = { type: "set-property", id: "switch-8" } as const;
    expect(about(after({ ...hub, property: "ports", value: 200 }))).toEqual([]);
    // Only who asks how fast the ports are is told that they are of another speed.
    const slower = about(after({ ...hub, property: "switchModel", value: "netgear-gs308" }));
    expect(slower.length).toBeGreaterThan(48);
    expect(slower.filter((run) => !run.startsWith("link-speed-mismatch "))).toEqual([]);
  });

  it("nothing that only asks about routers for machines that are in another network", () => {
    const link = { from: { node: "switch-8", port: "port" }, to: { node: "lan-7", port: "net" } };
    const runs = after({ type: "put-link", id: "both", link });
    expect(runs).toContain("vlan-ambiguous switch-8");
    expect(runs.filter((run) => run.startsWith("networks-not-joined m-8-")).length).toBeGreaterThan(
      0,
    );
    expect(runs.filter((run) => run.startsWith("router-joins-nothing m-"))).toEqual([]);
    // Of machines that ask nothing of a network, none is looked at again.
    expect(runs.filter((run) => run.includes(" m-8-")).length).toBeLessThan(60);
    after({ type: "remove-link", id: "both" });
  });

  it("no machine when two switches are joined, as none comes into another network", () => {
    const link = {
      from: { node: "switch-8", port: "port" },
      to: { node: "switch-7", port: "port" },
    };
    const runs = after({ type: "put-link", id: "trunk", link });
    expect(runs).toContain("trunk-unused trunk");
    expect(runs.filter((run) => run.includes(" m-"))).toEqual([]);
    expect(after({ type: "remove-link", id: "trunk" }).length).toBeLessThan(60);
  });

  it("few that need a service when one that offers it goes", () => {
    const runs = after({ type: "remove-node", id: "m-1-2" });
    expect(
      runs.filter((run) => /^(service|firewall|networks|not-on)-/.test(run)).length,
    ).toBeLessThan(60);
  });

  it("the half that is cut off when a network falls apart", () => {
    const runs = after({ type: "remove-link", id: "core-switch-9" });
    expect(runs.length).toBeLessThan(first / 20);
  });
});

describe("a checker", () => {
  it("runs every rule for a node that is of another kind", () => {
    const checker = createChecker(starterCatalogue(), starterPriceBook());
    const design = sketch(
      "One",
      { lan: { kind: "subnet" }, a: { kind: "machine", operatingSystem: "debian-13" } },
      ["a:nic lan:net"],
    );
    expect(checker.update(design)).toEqual([]);
    const put = { type: "change-node", id: "a" } as const;
    const router = applyEdits(design, [{ ...put, change: { kind: "router", properties: {} } }]);
    expect(checker.update(router).map(({ code }) => code)).toEqual(["router-joins-nothing"]);
    const without = applyEdits(router, [{ type: "remove-link", id: "a-lan" }]);
    expect(checker.update(without)).toEqual(
      checkDesign(without, starterCatalogue(), starterPriceBook()),
    );
  });

  it("gives the same array while no problem changes", () => {
    const checker = createChecker(starterCatalogue(), starterPriceBook());
    const design = sketch("One", { a: { kind: "machine" } });
    const before = checker.update(design);
    expect(before.map((problem) => problem.code)).toEqual([
      "system-missing",
      "machine-unconnected",
    ]);
    const moved = applyEdits(design, [
      { type: "change-node", id: "a", change: { position: { x: 9, y: 9 } } },
    ]);
    expect(checker.update(moved)).toBe(before);
  });

  it("does so where components are used, and reads a fix anew when its use changes", () => {
    const row = sketchComponent(
      "row",
      { web: { kind: "machine", operatingSystem: "debian-13" }, bare: { kind: "machine" } },
      [],
      { parameters: { os: { title: "OS", node: "bare", property: "operatingSystem" } } },
    );
    const drawn = sketch("Two", { a: { kind: "machine" }, row: useOf("row") });
    const checker = createChecker(starterCatalogue(), starterPriceBook());
    const design = carrying(drawn, row);
    const before = checker.update(design);
    const missing = before.find(
      ({ code, elements }) => code === "system-missing" && elements[0]?.id !== "a",
    );
    expect(missing?.fix?.edits[0]).toMatchObject({ id: "row", property: "parameters" });
    const position = { x: 9, y: 9 };
    const moved = applyEdits(design, [{ type: "change-node", id: "a", change: { position } }]);
    expect(checker.update(moved)).toBe(before);

    const twice = applyEdits(moved, [{ type: "change-node", id: "row", change: { count: 2 } }]);
    const after = checker.update(twice);
    expect(after).toEqual(checkDesign(twice, starterCatalogue(), starterPriceBook()));
    const again = applyEdits(twice, [{ type: "change-node", id: "row", change: { count: 1 } }]);
    expect(checker.update(again)).toEqual(before);
  });

  it("sees a machine leave a subnet when only the subnet's VLAN changes", () => {
    const checker = createChecker(starterCatalogue(), starterPriceBook());
    const server = { kind: "machine", operatingSystem: "debian-13" };
    const design = sketch(
      "One",
      { lan: { kind: "subnet", vlan: 10 }, s: { kind: "switch" }, a: server },
      ["s:port lan:net", "a:nic s:port vlan=10"],
    );
    expect(checker.update(design)).toEqual([]);
    const edit = { type: "set-property", id: "lan", property: "vlan", value: 11 } as const;
    const codes = checker.update(applyEdits(design, [edit])).map((problem) => problem.code);
    expect(codes).toContain("vlan-unknown");
  });

  it("puts what a fix adds beside the node where it is now, not where it was", () => {
    const checker = createChecker(starterCatalogue(), starterPriceBook());
    const desk = { kind: "machine", machineType: "desktop-office", operatingSystem: "windows-11" };
    const design = sketch("One", { a: desk });
    checker.update(design);
    const moved = applyEdits(design, [
      { type: "change-node", id: "a", change: { position: { x: 5000, y: 0 } } },
    ]);
    const licence = checker.update(moved).find((problem) => problem.code === "licence-missing");
    const added = licence?.fix?.edits[0];
    expect(added?.type === "put-node" && added.node.position.x).toBeGreaterThan(5000);
  });
});

/** Web caches in one network, and ten web servers in another that nothing joins to it. */
function apart(): Design {
  const machine = (application: string): SketchNode => ({
    kind: "machine",
    operatingSystem: "debian-13",
    applications: [application],
  });
  const caches = Array.from({ length: 6 }, (_, at) => `cache-${at + 1}`);
  const servers = Array.from({ length: 10 }, (_, at) => `web-${at + 1}`);
  const nodes: Record<string, SketchNode> = {
    lan: { kind: "subnet", cidr: "10.0.0.0/24" },
    far: { kind: "subnet", cidr: "10.1.0.0/24" },
  };
  for (const id of caches) nodes[id] = machine("varnish");
  for (const id of servers) nodes[id] = machine("nginx");
  return sketch("Apart", nodes, [
    ...caches.map((id) => `${id}:nic lan:net`),
    ...servers.map((id) => `${id}:nic far:net`),
  ]);
}

describe("what an edit re-runs where many have the same problem", () => {
  const { after } = watched(apart);
  const told = (runs: readonly string[]) =>
    runs.filter((run) => run.startsWith("networks-not-joined cache"));

  it("nothing for those that name a few of the servers, when another server goes", () => {
    expect(told(after({ type: "remove-node", id: "web-8" }))).toEqual([]);
  });

  it("all of them when one goes that they name", () => {
    expect(told(after({ type: "remove-node", id: "web-2" }))).toHaveLength(6);
  });
});
