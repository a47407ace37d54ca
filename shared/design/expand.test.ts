import { describe, expect, test } from "vitest";
import type { Design } from "./design.ts";
import { pathSteps } from "./element-path.ts";
import { expandDesign } from "./expand.ts";
import { printDesign } from "./print.ts";
import { readDesign } from "./read.ts";
import { sketch } from "./sketch.ts";
import { carrying, sketchComponent, useOf } from "./sketch-component.ts";
import { MAXIMUM_DEPTH } from "./use.ts";

const LAN = { kind: "subnet", cidr: "10.0.0.0/24" };
const WEB = sketchComponent(
  "web",
  { server: { kind: "machine", name: "Server", count: 2 }, disk: { kind: "storage" } },
  ["server:disk disk:attach"],
  {
    ports: { net: { title: "Network", node: "server", port: "nic" } },
    parameters: {
      servers: { title: "Servers", node: "server", property: null },
      cores: { title: "Cores", node: "server", property: "cores" },
    },
  },
);
const one = carrying(sketch("One", { lan: LAN, shop: useOf("web") }, ["shop:net lan:net"]), WEB);

describe("a design without uses", () => {
  const plain = sketch("Plain", { a: { kind: "machine" } });

  test("is returned as it is", () => {
    expect(expandDesign(plain)).toBe(plain);
    const unused = carrying(plain, WEB);
    expect(expandDesign(unused)).toBe(unused);
  });

  test("and so is an expansion, which is made once", () => {
    const expanded = expandDesign(one);
    expect(expandDesign(one)).toBe(expanded);
    expect(expandDesign(expanded)).toBe(expanded);
  });
});

test("a use gives way to what its component holds, linked where the component says", () => {
  const { nodes, links, components } = expandDesign(one);
  expect(components).toBeUndefined();
  expect(Object.keys(nodes).toSorted()).toEqual(["lan", "shop.1/disk", "shop.1/server"]);
  expect(nodes["lan"]).toBe(one.nodes["lan"]);
  expect(nodes["shop.1/server"]).toMatchObject({ kind: "machine", name: "shop-Server", count: 2 });
  expect(links["shop.1/server-disk"]).toMatchObject({
    from: { node: "shop.1/server", port: "disk" },
    to: { node: "shop.1/disk", port: "attach" },
  });
  expect(links["shop-lan"]).toEqual({
    from: { node: "shop.1/server", port: "nic" },
    to: { node: "lan", port: "net" },
  });
});

test("parameters set counts and properties; what is left out stays", () => {
  const set = carrying(
    sketch("Set", { shop: useOf("web", { parameters: { servers: 5, cores: 8 } }) }),
    WEB,
  );
  const server = expandDesign(set).nodes["shop.1/server"];
  expect(server?.count).toBe(5);
  expect(server?.properties).toEqual({ cores: 8 });
});

test("each copy of a use is reached by itself, and its nodes are numbered", () => {
  const three = carrying(
    sketch("Three", { lan: LAN, shop: useOf("web", { count: 3 }) }, ["shop:net lan:net"]),
    WEB,
  );
  const { nodes, links } = expandDesign(three);
  expect(nodes["shop.2/server"]?.name).toBe("shop-2-Server");
  const ends = ["shop-lan.1", "shop-lan.2", "shop-lan.3"].map((id) => links[id]?.from.node);
  expect(ends).toEqual(["shop.1/server", "shop.2/server", "shop.3/server"]);
});

test("equal counts pair off; otherwise the fewer are dealt out to the many", () => {
  const link = ["a:net b:net"];
  const pairs = (a: number, b: number): string[] => {
    const design = carrying(
      sketch("Pairs", { a: useOf("web", { count: a }), b: useOf("web", { count: b }) }, link),
      WEB,
    );
    return Object.entries(expandDesign(design).links)
      .filter(([id]) => id.startsWith("a-b"))
      .map(([, { from, to }]) => `${from.node} ${to.node}`.replaceAll("/server", ""));
  };
  expect(pairs(1, 1)).toEqual(["a.1 b.1"]);
  expect(pairs(2, 2)).toEqual(["a.1 b.1", "a.2 b.2"]);
  expect(pairs(3, 2)).toEqual(["a.1 b.1", "a.2 b.2", "a.3 b.1"]);
});

test("a component in a component: ports and parameters lead through", () => {
  const site = sketchComponent(
    "site",
    { front: useOf("web", { count: 2 }), own: LAN },
    ["front:net own:net"],
    {
      ports: { out: { title: "Out", node: "front", port: "net" } },
      parameters: { size: { title: "Size", node: "front", property: "servers" } },
    },
  );
  const design = carrying(
    sketch("Nested", { lan: LAN, s: useOf("site", { name: "Mail", parameters: { size: 7 } }) }, [
      "s:out lan:net",
    ]),
    WEB,
    site,
  );
  const { nodes, links } = expandDesign(design);
  expect(Object.keys(nodes).toSorted()).toEqual([
    "lan",
    "s.1/front.1/disk",
    "s.1/front.1/server",
    "s.1/front.2/disk",
    "s.1/front.2/server",
    "s.1/own",
  ]);
  expect(nodes["s.1/front.2/server"]).toMatchObject({ name: "Mail-front-2-Server", count: 7 });
  expect(links["s-lan.2"]?.from).toEqual({ node: "s.1/front.2/server", port: "nic" });
  expect(links["s.1/front-own.1"]?.to.node).toBe("s.1/own");
});

describe("what cannot be expanded stays as an empty node that says why", () => {
  const troubles = (design: Design, id: string): unknown =>
    expandDesign(design).nodes[id]?.properties["troubles"];

  test("a version that is missing", () => {
    const design = carrying(sketch("Gone", { a: useOf("other") }), WEB);
    expect(troubles(design, "a")).toEqual([{ reason: "missing" }]);
  });

  test("a component inside itself, however far down", () => {
    const a = sketchComponent("a", { in: useOf("b"), m: { kind: "machine" } });
    const b = sketchComponent("b", { back: useOf("a") });
    const design = carrying(sketch("Round", { a: useOf("a") }), a, b);
    expect(Object.keys(expandDesign(design).nodes).toSorted()).toEqual(["a.1/in.1/back", "a.1/m"]);
    expect(troubles(design, "a.1/in.1/back")).toEqual([{ reason: "in-itself" }]);
  });

  test("the component whose own drawing it stands in", () => {
    const own = sketchComponent("own", { m: { kind: "machine" } });
    const outer = sketchComponent("outer", { in: useOf("own") });
    const drawing = carrying(sketch("own", { a: useOf("outer"), b: useOf("own") }), own, outer);
    expect(Object.keys(expandDesign(drawing).nodes)).toEqual(["a.1/in.1/m", "b.1/m"]);
    const opened = { ...drawing, component: { id: "own", version: 1 } };
    expect(troubles(opened, "b")).toEqual([{ reason: "in-itself" }]);
    expect(troubles(opened, "a.1/in")).toEqual([{ reason: "in-itself" }]);
  });

  test("what lies deeper than is looked into, and nothing that lies less deep", () => {
    const levels = Array.from({ length: MAXIMUM_DEPTH + 1 }, (_, level) =>
      sketchComponent(
        `l${level + 1}`,
        level === 0 ? { m: { kind: "machine" } } : { in: useOf(`l${level}`) },
      ),
    );
    const nest = (depth: number): Design =>
      carrying(sketch("Deep", { a: useOf(`l${depth}`) }), ...levels);
    const [deepest = ""] = Object.keys(expandDesign(nest(MAXIMUM_DEPTH)).nodes);
    expect(pathSteps(deepest)).toHaveLength(MAXIMUM_DEPTH + 1);
    expect(pathSteps(deepest).at(-1)?.id).toBe("m");
    const [shell = ""] = Object.keys(expandDesign(nest(MAXIMUM_DEPTH + 1)).nodes);
    expect(troubles(nest(MAXIMUM_DEPTH + 1), shell)).toEqual([{ reason: "too-deep" }]);
  });

  test("more than can be held, in no time: a thousand times a thousand times a thousand", () => {
    const levels = ["l1", "l2", "l3", "l4"].map((name, index) =>
      sketchComponent(
        name,
        index === 0 ? { m: { kind: "machine" } } : { next: useOf(`l${index}`, { count: 1000 }) },
      ),
    );
    const design = carrying(sketch("Bomb", { a: useOf("l4"), b: useOf("l1") }), ...levels);
    expect(troubles(design, "a")).toEqual([{ reason: "too-large" }]);
    expect(Object.keys(expandDesign(design).nodes)).toEqual(["a", "b.1/m"]);
  });

  test("many uses that are too much together", () => {
    const big = sketchComponent("big", { m: { kind: "machine" }, n: { kind: "machine" } });
    const nodes = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`u${index}`, useOf("big", { count: 10_000 })]),
    );
    const expanded = expandDesign(carrying(sketch("Many", nodes), big));
    const shells = Object.values(expanded.nodes).filter(({ kind }) => kind === "component");
    expect(shells.length).toBe(5);
  });

  test("a parameter that is none; its contents are there nevertheless", () => {
    const design = carrying(
      sketch("Odd", { a: useOf("web", { parameters: { colour: "red" } }) }),
      WEB,
    );
    expect(troubles(design, "a")).toEqual([{ reason: "parameter-unknown", parameter: "colour" }]);
    expect(expandDesign(design).nodes["a.1/server"]).toBeDefined();
  });

  test("a link to a port that is gone ends at the use", () => {
    const design = carrying(sketch("Port", { lan: LAN, a: useOf("web") }, ["a:usb lan:net"]), WEB);
    const { nodes, links } = expandDesign(design);
    expect(links["a-lan"]?.from).toEqual({ node: "a", port: "usb" });
    expect(nodes["a"]?.kind).toBe("component");
  });
});

describe("what did not change stays the same objects", () => {
  const before = carrying(
    sketch("Same", { a: useOf("web"), b: useOf("web"), lan: LAN }, [
      "a:net lan:net",
      "b:net lan:net",
    ]),
    WEB,
  );

  test("when a neighbour changes", () => {
    const b = before.nodes["b"];
    if (b === undefined) throw new Error("b is there");
    const after = { ...before, nodes: { ...before.nodes, b: { ...b, count: 2 } } };
    const [old, fresh] = [expandDesign(before), expandDesign(after)];
    expect(fresh.nodes["a.1/server"]).toBe(old.nodes["a.1/server"]);
    expect(fresh.links["a.1/server-disk"]).toBe(old.links["a.1/server-disk"]);
    expect(fresh.links["a-lan"]).toBe(old.links["a-lan"]);
    expect(fresh.nodes["b.1/server"]).not.toBe(old.nodes["b.1/server"]);
  });

  test("but not when its version is another object", () => {
    const after = carrying(before, { ...WEB, nodes: {} });
    expect(Object.keys(expandDesign(after).nodes)).not.toContain("a.1/server");
  });
});

test("names fit a host name and stay apart when their middle is cut out", () => {
  const long = sketchComponent("long", {
    a: { kind: "machine", name: "the very first of all our front end servers" },
    b: { kind: "machine", name: "the very thirst of all our front end servers" },
  });
  const design = carrying(
    sketch("Long", { u: useOf("long", { name: "The whole web shop" }) }),
    long,
  );
  const names = Object.values(expandDesign(design).nodes).map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(52);
});

test("a firewall inside goes on naming its neighbours", () => {
  const rules = [
    { action: "allow", source: "web", destination: " lan " },
    { action: "deny", source: "any", destination: "10.0.0.0/8" },
  ];
  const guarded = sketchComponent("guarded", {
    web: { kind: "machine" },
    lan: LAN,
    wall: { kind: "firewall", rules },
  });
  const design = carrying(sketch("Wall", { u: useOf("guarded", { count: 2 }) }), guarded);
  expect(expandDesign(design).nodes["u.2/wall"]?.properties["rules"]).toEqual([
    { action: "allow", source: "u-2-web", destination: "u-2-lan" },
    rules[1],
  ]);
});

test("what changes nothing about a node keeps its properties object", () => {
  const properties = expandDesign(one).nodes["shop.1/server"]?.properties;
  expect(properties).toBe(WEB.nodes["server"]?.properties);
});

test("a file keeps its components", () => {
  const text = printDesign(one);
  const read = readDesign(text);
  expect(read.ok && printDesign(read.value)).toBe(text);
  expect(text.indexOf('"ports"')).toBeLessThan(text.lastIndexOf('"parameters"'));
});
