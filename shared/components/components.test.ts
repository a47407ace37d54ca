import { describe, expect, test } from "vitest";
import { starterCatalogue, starterTerms } from "../catalogue/starter.ts";
import { checkDesign } from "../constraints/check.ts";
import type { ComponentVersion } from "../design/component.ts";
import { componentKey } from "../design/component.ts";
import type { Design } from "../design/design.ts";
import { applyEdits } from "../design/edit.ts";
import { expandDesign } from "../design/expand.ts";
import { sketch } from "../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../design/sketch-component.ts";
import { compareUpdate } from "./compare-update.ts";
import { detach } from "./detach.ts";
import { drawingOf, nextVersion } from "./drawing.ts";
import { parametersWithExposed, portsWithExposed } from "./exposed.ts";
import {
  exposeParameters,
  parameterTarget,
  possibleParameters,
  possiblePorts,
  suggestPorts,
} from "./exposing.ts";
import { versionsNeeded } from "./needed.ts";
import { overviewOf } from "./overview.ts";
import { placeUse, replaceByUse } from "./place-use.ts";
import { allOf, sameVersion, saveAsComponent, type ComponentRequest } from "./save.ts";
import { libraryOf, newestVersions, updateUses, usesToUpdate } from "./update-uses.ts";

const catalogue = starterCatalogue();
const terms = starterTerms();
const SERVER = { kind: "machine", machineType: "vm-medium", operatingSystem: "debian-13" };
const LAN = { kind: "subnet", cidr: "10.0.0.0/24" };

const shop = sketch(
  "Shop",
  {
    web: { ...SERVER, count: 2, at: [400, 300], group: "front" },
    disk: { kind: "storage", at: [700, 340], group: "front" },
    lan: { ...LAN, at: [400, 700] },
    r: { kind: "router", at: [0, 0] },
  },
  ["web:nic lan:net", "web:disk disk:attach", "r:nic lan:net"],
  { groups: { front: { name: "Front" } } },
);
const FRONT = { nodes: new Set(["web", "disk"]), notes: new Set<string>() };

function request(extras: Partial<ComponentRequest> = {}): ComponentRequest {
  return {
    component: "front",
    version: 1,
    name: "Front end",
    tags: [],
    contents: FRONT,
    ports: { net: { title: "Network", node: "web", port: "nic" } },
    parameters: { servers: { title: "Servers", node: "web", property: null } },
    ...extras,
  };
}

function saved(design: Design = shop, extras: Partial<ComponentRequest> = {}): ComponentVersion {
  const version = saveAsComponent(design, request(extras));
  if (!version.ok) throw new Error(version.error.code);
  return version.value;
}

/** Counts up, so that a test can say what comes out. */
function ids(): (prefix: string) => string {
  let next = 0;
  return (prefix) => `${prefix}${(next += 1)}`;
}

describe("saving a part of a design as a component", () => {
  test("takes nodes, inner links and whole groups, and moves them to the origin", () => {
    const version = saved();
    expect(Object.keys(version.nodes)).toEqual(["web", "disk"]);
    expect(Object.keys(version.links)).toEqual(["web-disk"]);
    expect(version.groups).toEqual({ front: { name: "Front" } });
    expect(version.nodes["web"]?.position).toEqual({ x: 0, y: 0 });
    expect(version.nodes["disk"]?.position).toEqual({ x: 300, y: 40 });
  });

  test("leaves a group behind that holds others too", () => {
    const version = saved(shop, { contents: { ...FRONT, nodes: new Set(["web"]) } });
    expect(version.groups).toEqual({});
    expect(version.nodes["web"]).not.toHaveProperty("group");
  });

  test("exposes nothing that is not inside", () => {
    const ports = { net: { title: "Net", node: "lan", port: "net" } };
    expect(saved(shop, { ports }).ports).toEqual({});
  });

  test("refuses nothing at all, and a component inside itself", () => {
    const empty = saveAsComponent(shop, request({ contents: { ...FRONT, nodes: new Set() } }));
    expect(!empty.ok && empty.error.code).toBe("component-empty");
    const outer = carrying(sketch("Outer", { f: useOf("front") }), saved());
    const round = saveAsComponent(outer, request({ contents: allOf(outer) }));
    expect(!round.ok && round.error.code).toBe("component-in-itself");
  });

  test("saving the same again is seen to add nothing", () => {
    expect(sameVersion(saved(), saved(shop, { version: 2 }))).toBe(true);
    expect(sameVersion(saved(), saved(shop, { name: "Other" }))).toBe(false);
  });
});

describe("what can be exposed", () => {
  test("ports at which links leave, with those links", () => {
    expect(suggestPorts(shop, FRONT.nodes, catalogue)).toEqual([
      {
        id: "web-nic",
        title: "web: network interface",
        node: "web",
        port: "nic",
        links: ["web-lan"],
      },
    ]);
  });

  test("every port, the linked ones first known", () => {
    const ports = possiblePorts(shop, FRONT.nodes, catalogue).map(({ id }) => id);
    expect(ports).toContain("web-nic");
    expect(ports).toContain("disk-attach");
    expect(new Set(ports).size).toBe(ports.length);
  });

  test("counts, sizes, systems and address ranges, the usual ones suggested", () => {
    const found = possibleParameters(shop, new Set(["web", "lan"]));
    const suggested = found.filter((one) => one.suggested).map(({ id }) => id);
    expect(suggested).toEqual(["web-count", "web-machinetype", "web-operatingsystem", "lan-cidr"]);
    expect(found.find(({ id }) => id === "lan-cidr")?.value).toBe("10.0.0.0/24");
    expect(found.map(({ id }) => id)).toContain("web-cores");
  });

  test("of a use inside, the parameters of its component", () => {
    const outer = carrying(sketch("Outer", { f: useOf("front") }), saved());
    expect(
      possibleParameters(outer, new Set(["f"])).map(({ title, value }) => [title, value]),
    ).toEqual([
      ["f: count", 1],
      ["f: servers", 2],
    ]);
  });
});

test("a use in the place of what it was made of checks and costs the same", () => {
  const version = saved();
  const edits = replaceByUse(shop, FRONT, version, "u", catalogue);
  const replaced = applyEdits(shop, edits);
  expect(Object.keys(replaced.nodes).toSorted()).toEqual(["lan", "r", "u"]);
  expect(replaced.groups).toEqual({});
  expect(replaced.links["web-lan"]?.from).toEqual({ node: "u", port: "net" });
  const codes = (design: Design) =>
    checkDesign(design, catalogue, terms.book).map(({ code }) => code);
  expect(codes(replaced)).toEqual(codes(shop));
});

test("a firewall that names what becomes part of a use goes on naming it, and back when it is detached", () => {
  const rule = (destination: string) => ({ action: "allow", destination });
  const guarded = sketch("Guarded", {
    web: SERVER,
    disk: { kind: "storage" },
    gate: { kind: "firewall", rules: [rule("web"), rule("10.0.0.0/8")] },
  });
  const targets = ({ nodes }: Design): unknown =>
    (nodes["gate"]!.properties["rules"] as { destination: string }[]).map(
      ({ destination }) => destination,
    );
  const version = saved(guarded, { ports: {}, parameters: {} });
  const replaced = applyEdits(guarded, replaceByUse(guarded, FRONT, version, "u", catalogue));
  expect(targets(replaced)).toEqual(["Front end-web", "10.0.0.0/8"]);
  const names = Object.values(expandDesign(replaced).nodes).map(({ name }) => name);
  expect(names).toContain("Front end-web");
  const detached = detach(replaced, "u", ids());
  expect(targets(applyEdits(replaced, detached?.edits ?? []))).toEqual(["web", "10.0.0.0/8"]);
});

describe("placing a component", () => {
  const inner = saved();
  const site = sketchComponent("site", { f: useOf("front") });
  const place = { id: "u", position: { x: 8, y: 16 } };

  test("brings every version it needs, and a name of its own", () => {
    const edits = placeUse(sketch("D", { site: SERVER }), site, libraryOf([inner]), place);
    const placed = edits.ok ? applyEdits(sketch("D", { site: SERVER }), edits.value) : undefined;
    expect(Object.keys(placed?.components ?? {})).toEqual(["front-v1", "site-v1"]);
    expect(placed?.nodes["u"]).toMatchObject({
      name: "site-2",
      count: 1,
      position: place.position,
    });
    expect(versionsNeeded(placed?.nodes ?? {}, placed?.components)).toEqual([inner, site]);
  });

  test("is refused inside itself, also through another one", () => {
    const drawing = drawingOf(inner, {});
    const own = placeUse(drawing, inner, {}, place);
    const through = placeUse(drawing, site, libraryOf([inner]), place);
    for (const refused of [own, through])
      expect(!refused.ok && refused.error.code).toBe("component-in-itself");
  });
});

test("a component opened as a drawing and saved again is the same with the next number", () => {
  const version = saved();
  const again = nextVersion(drawingOf(version, {}), { component: "front", version: 2 });
  expect(again).toEqual({ ok: true, value: { ...version, version: 2 } });
});

test("what is exposed already keeps the id and the title by which uses are linked and set", () => {
  const drawing = drawingOf(saved(), {});
  const nodes = new Set(Object.keys(drawing.nodes));
  const { ports, parameters } = drawing.component?.exposed ?? { ports: {}, parameters: {} };
  const offeredPorts = portsWithExposed(possiblePorts(drawing, nodes, catalogue), {
    ...ports,
    // Another thing's wished id is taken.
    "web-disk": { title: "Shelf", node: "disk", port: "attach" },
  });
  expect(offeredPorts.map(({ id, title }) => [id, title])).toEqual([
    ["net", "Network"],
    ["web-disk-2", "web: attached volume"],
    ["web-disk", "Shelf"],
  ]);
  const offered = parametersWithExposed(possibleParameters(drawing, nodes), parameters);
  expect(offered[0]).toMatchObject({ id: "servers", title: "Servers", node: "web", value: 2 });
  expect(new Set(offered.map(({ id }) => id)).size).toBe(offered.length);
  expect(exposeParameters(offered.filter(({ id }) => id === "servers"))).toMatchObject(parameters);
});

describe("detaching a use", () => {
  const version = saved();
  const design = carrying(
    sketch(
      "D",
      { lan: LAN, web: SERVER, f: useOf("front", { count: 2, parameters: { servers: 3 } }) },
      ["f:net lan:net", "web:nic lan:net"],
    ),
    version,
  );

  test("puts its copies beside each other, names counted up, links kept", () => {
    const detached = detach(design, "f", ids());
    const after = applyEdits(design, detached?.edits ?? []);
    const names = Object.values(after.nodes).map(({ name }) => name);
    expect(names).toEqual(["lan", "web", "web-2", "disk", "web-3", "disk-2"]);
    expect(after.components).toBeUndefined();
    const web = after.nodes[detached?.ids.get("f.2/web") ?? ""];
    expect(web).toMatchObject({ name: "web-3", count: 3 });
    const ends = Object.values(after.links).filter(({ to }) => to.node === "lan");
    expect(ends.length).toBe(3);
    expect(detached?.widened).toEqual([]);
    expect(Object.keys(after.groups).length).toBe(2);
  });

  test("gives what its expansion was, but for ids, names and places", () => {
    const detached = detach(design, "f", ids());
    const after = applyEdits(design, detached?.edits ?? []);
    const expanded = expandDesign(design);
    expect(Object.keys(expanded.nodes).length).toBe(Object.keys(after.nodes).length);
    for (const [path, id] of detached?.ids ?? [])
      expect(after.nodes[id]?.properties).toEqual(expanded.nodes[path]?.properties);
    const codes = (of: Design) => checkDesign(of, catalogue, terms.book).map(({ code }) => code);
    expect(codes(after)).toEqual(codes(design));
  });

  test("does nothing for what is no use, or of a version that is missing", () => {
    expect(detach(design, "lan", ids())).toBeUndefined();
    expect(detach({ ...design, components: {} }, "f", ids())).toBeUndefined();
  });

  test("says which links reach further: those to another use with a count", () => {
    const two = carrying(
      sketch("Two", { a: useOf("front", { count: 2 }), b: useOf("front", { count: 2 }) }, [
        "a:net b:net",
      ]),
      version,
    );
    expect(detach(two, "a", ids())?.widened).toEqual(["a-b"]);
  });
});

describe("bringing uses to another version", () => {
  const one = saved();
  const two = {
    ...saved(shop, { version: 2, parameters: {}, ports: {} }),
    nodes: {
      ...one.nodes,
      spare: { ...SERVER, name: "spare", count: 1, position: { x: 0, y: 200 }, properties: {} },
    },
  } as ComponentVersion;
  const design = carrying(
    sketch("D", { lan: LAN, f: useOf("front", { parameters: { servers: 4 } }) }, ["f:net lan:net"]),
    one,
  );

  test("says what is lost, and drops the old version when nobody needs it", () => {
    expect(usesToUpdate(design, two)).toEqual(["f"]);
    const updated = updateUses(design, two, {});
    expect(updated.lostParameters).toEqual([{ use: "f", parameter: "servers" }]);
    expect(updated.lostLinks).toEqual(["f-lan"]);
    const after = applyEdits(design, updated.edits);
    expect(Object.keys(after.components ?? {})).toEqual([componentKey("front", 2)]);
    expect(after.nodes["f"]?.properties).toMatchObject({ version: 2, parameters: {} });
    expect(usesToUpdate(after, two)).toEqual([]);
  });

  test("shows what comes, what goes, what is wrong then and what it costs", () => {
    const after = applyEdits(design, updateUses(design, two, {}).edits);
    const difference = compareUpdate(design, after, {
      catalogue,
      terms,
      at: "2026-11-02T12:00:00Z",
    });
    const changes = difference.elements.map(({ id, change }) => `${change} ${id}`);
    expect(changes).toContain("added f.1/spare");
    expect(changes).toContain("changed f.1/web");
    // Its port is gone: the link is another one, the use that it ends at is none that comes.
    expect(changes).toContain("changed f-lan");
    expect(changes).not.toContain("added f");
    expect(difference.newProblems.map(({ code }) => code)).toContain("port-unknown");
    expect(Number(difference.price.after.hour)).not.toBe(Number(difference.price.before.hour));
  });

  test("the newest of each component is found", () => {
    expect(newestVersions(libraryOf([two, one])).get("front")).toBe(two);
  });
});

test("an overview tells what is inside, what it needs and what it costs", () => {
  const office = sketchComponent("office", {
    desk: { ...SERVER, operatingSystem: "windows-11", count: 5 },
    seats: { kind: "licence", product: "windows-11-pro", seats: 3 },
  });
  const wrapped = sketchComponent("floor", { o: useOf("office", { count: 2 }) });
  const overview = overviewOf(wrapped, libraryOf([office]), {
    catalogue,
    terms,
    at: "2026-11-02T12:00:00Z",
  });
  expect(overview.instances.get("machine")).toBe(10);
  expect(overview.licences.every(({ needed, held }) => needed === 10 && held === 6)).toBe(true);
  expect(Number(overview.price.hour)).toBeGreaterThan(0);
  expect(overview.problems.length).toBeGreaterThan(0);
});

test("finds the versions of a nest of any depth, the innermost first", () => {
  const levels = Array.from({ length: 20_000 }, (_, level) =>
    sketchComponent(
      `l${level}`,
      level === 0 ? { m: { kind: "machine" } } : { in: useOf(`l${level - 1}`) },
    ),
  );
  const design = carrying(sketch("Deep", { a: useOf("l19999") }), ...levels);
  const needed = versionsNeeded(design.nodes, design.components);
  expect(needed).toHaveLength(20_000);
  expect([needed[0]?.component, needed.at(-1)?.component]).toEqual(["l0", "l19999"]);
});

test("a parameter that a use inside hands on is what it sets in the end", () => {
  const inner = sketchComponent("inner", { m: { kind: "machine", cores: 4 } }, [], {
    parameters: {
      size: { title: "Cores", node: "m", property: "cores" },
      many: { title: "Machines", node: "m", property: null },
    },
  });
  const outer = sketchComponent("outer", { in: useOf("inner") }, [], {
    parameters: {
      size: { title: "Cores", node: "in", property: "size" },
      many: { title: "Machines", node: "in", property: "many" },
      uses: { title: "Uses", node: "in", property: null },
    },
  });
  const { components } = carrying(sketch("One", { a: useOf("outer") }), inner, outer);
  const targets = Object.values(outer.parameters).map((one) =>
    parameterTarget(outer, one, components),
  );
  expect(targets).toEqual([
    { kind: "machine", property: "cores", value: 4 },
    { kind: "machine", property: null, value: 1 },
    { kind: "component", property: null, value: 1 },
  ]);
});
