import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import { poolResourcesSchema, type Pool } from "../pool/pool.ts";
import { place } from "./place.ts";
import { refusalText } from "./refusals/refusal-text.ts";
import type { Holding, Placement } from "./placement.ts";

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 21, hour)).toISOString();
const catalogue = starterCatalogue();

function poolOf(resources: object): Pool {
  return {
    id: "lab",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: at(0),
    conditions: [],
    resources: poolResourcesSchema.parse({ hosts: [], ...resources }),
  };
}

const host = (id: string, cores: number, more: object = {}) => {
  const size = { cores, memoryMiB: 65_536, diskGiB: 500, uplinkMbps: 1000 };
  return { id, name: id, architecture: "amd64", ...size, ...more };
};

function placed(
  pool: Pool,
  nodes: Readonly<Record<string, SketchNode>>,
  links: readonly string[] = [],
  held: readonly Holding[] = [],
): Placement | null {
  const window = { start: at(8), end: at(12) };
  const outcome = place({ design: sketch("Test", nodes, links), catalogue, pool, window, held });
  return outcome.ok ? outcome.value : null;
}

const machine = (cores: number, count = 1) => {
  return { kind: "machine", count, cores, memoryMiB: 512, diskGiB: 1 };
};
const lan = { kind: "subnet" };

describe("room", () => {
  test("the only way is found where putting the largest first misses it", () => {
    const pool = poolOf({ hosts: [host("h1", 10), host("h2", 10)] });
    // Best fit puts both fours together, and the last three finds two gaps of two and one.
    expect(placed(pool, { four: machine(4, 2), three: machine(3, 4) })).not.toBeNull();
    expect(placed(pool, { four: machine(4, 2), three: machine(3, 5) })).toBeNull();
  });

  test("what others hold before or after one another leaves room for what fits between", () => {
    const pool = poolOf({ hosts: [host("h1", 8)] });
    const held = (start: number, end: number): Holding => {
      const window = { start: at(start), end: at(end) };
      return { resource: "lab/host/h1/cores", quantity: 5, window };
    };
    expect(placed(pool, { a: machine(3) }, [], [held(8, 10), held(10, 12)])).not.toBeNull();
    expect(placed(pool, { a: machine(3) }, [], [held(8, 11), held(10, 12)])).toBeNull();
  });

  test("of two labs that are described by the same object each keeps its own holdings", () => {
    const first = poolOf({ hosts: [host("h1", 8)] });
    const second = { ...first, id: "other" };
    const held = (pool: string): Holding => {
      const window = { start: at(8), end: at(12) };
      return { resource: `${pool}/host/h1/cores`, quantity: 5, window };
    };
    for (const pool of [first, second]) {
      expect(placed(pool, { a: machine(4) }, [], [held(pool.id)])).toBeNull();
      expect(placed(pool, { a: machine(3) }, [], [held(pool.id)])).not.toBeNull();
    }
  });

  test("a bare-metal machine takes a host nobody else has any of, and all of it", () => {
    const pool = poolOf({ hosts: [host("h1", 32), host("h2", 32)] });
    const metal = catalogue.data.machineTypes.find((type) => type.bareMetal);
    const nodes = { m: { ...machine(1), machineType: metal?.id ?? "" }, v: machine(1, 3) };
    const held = [
      { resource: "lab/host/h1/memoryMiB", quantity: 1, window: { start: at(11), end: at(20) } },
    ];
    const found = placed(pool, nodes, [], held);
    expect(found?.hosts["m.1"]).toBe("h2");
    expect(Object.values(found?.hosts ?? {}).filter((id) => id === "h2")).toHaveLength(1);
    expect(found?.claims).toContainEqual({ resource: "lab/host/h2/cores", quantity: 32 });
    expect(placed(poolOf({ hosts: [host("h1", 32)] }), nodes)).toBeNull();
  });
});

describe("networks", () => {
  const racks = ["r1", "r2"].flatMap((rack) =>
    [1, 2].map((index) => host(`${rack}-${index}`, 8, { switch: rack, uplinkMbps: 10_000 })),
  );
  const switches = ["r1", "r2"].map((id) => ({ id, name: id, ports: 0, speedMbps: 1000 }));
  const lab = (bandwidthMbps: number): Pool =>
    poolOf({
      hosts: racks,
      switches,
      trunks: [{ id: "t", from: "r1", to: "r2", bandwidthMbps }],
      vlans: [{ first: 100, last: 110 }],
    });

  test("are kept under one switch", () => {
    const nodes = {
      a: lan,
      b: { kind: "subnet", cidr: "10.9.0.0/24" },
      x: machine(3, 4),
      y: machine(3, 4),
    };
    const found = placed(lab(0), nodes, ["x:nic a:net", "y:nic b:net"]);
    const switchesOf = (node: string): Set<string | undefined> =>
      new Set([1, 2, 3, 4].map((ordinal) => found?.hosts[`${node}.${ordinal}`]?.split("-")[0]));
    expect([switchesOf("x").size, switchesOf("y").size]).toEqual([1, 1]);
  });

  test("that do not fit under one load the trunk with what the weaker side may send", () => {
    const links = ["x:nic a:net bandwidthMbps=100"];
    // Six machines fill three of the four hosts, so at least two of them stand apart from the rest.
    const nodes = { a: lan, x: machine(4, 6) };
    const trunk = placed(lab(200), nodes, links)?.claims.find(({ resource }) =>
      resource.includes("trunk"),
    );
    expect(trunk).toEqual({ resource: "lab/trunk/t/bandwidthMbps", quantity: 200 });
    expect(placed(lab(199), nodes, links)).toBeNull();
  });

  test("get the VLAN they wish for where it is free, and another where it is not", () => {
    const nodes = { a: { ...lan, vlan: 105 }, b: { kind: "subnet", cidr: "10.9.0.0/24", vlan: 9 } };
    expect(placed(lab(0), nodes)?.vlans).toEqual({ a: 105, b: 100 });
    const window = { start: at(8), end: at(9) };
    const held = [{ resource: "lab/vlan/105", quantity: 1, window }];
    expect(placed(lab(0), nodes, [], held)?.vlans).toEqual({ a: 100, b: 101 });
  });
});

describe("what is there already", () => {
  const toldOf = (outcome: ReturnType<typeof place>): readonly string[] =>
    outcome.ok ? [] : outcome.error.map(refusalText);
  const request = (pool: Pool, nodes: Readonly<Record<string, SketchNode>>, kept?: Placement) => ({
    design: sketch("Test", nodes, []),
    catalogue,
    pool,
    window: { start: at(8), end: at(12) },
    held: [],
    ...(kept && { kept }),
  });
  const hosts = [host("h1", 10), host("h2", 10)];

  test("stays where it is, however much better it would stand elsewhere", () => {
    const pool = poolOf({ hosts, vlans: [{ first: 100, last: 110 }] });
    const first = placed(pool, { a: machine(4), lan, b: machine(4) });
    const split = { ...first!, hosts: { "a.1": "h1", "b.1": "h2" }, vlans: { lan: 107 } };
    const again = place(request(pool, { a: machine(5), lan, b: machine(4), c: machine(5) }, split));
    expect(again).toMatchObject({
      ok: true,
      value: { hosts: { "a.1": "h1", "b.1": "h2", "c.1": "h1" }, vlans: { lan: 107 } },
    });
  });

  test("is refused when it has outgrown its host, and moves when its host does not suit it any more", () => {
    const pool = poolOf({ hosts: [host("h1", 10), host("h2", 20)] });
    const kept = { ...placed(pool, { a: machine(4) })!, hosts: { "a.1": "h1" } };
    expect(toldOf(place(request(pool, { a: machine(12) }, kept)))).toEqual([
      "Not enough amd64 cores on h1, where it is already: 12 needed, 10 free",
    ]);
    const both = { ...kept, hosts: { "a.1": "h1", "b.1": "h1" } };
    expect(toldOf(place(request(pool, { a: machine(6), b: machine(5) }, both)))).toEqual([
      "Not enough amd64 cores on h1, where they are already: 11 needed, 10 free; 2 machines conflict, and no fewer do: a and b",
    ]);
    const down = poolOf({ hosts: [host("h1", 10, { state: "down" }), host("h2", 20)] });
    expect(place(request(down, { a: machine(4) }, kept))).toMatchObject({
      value: { hosts: { "a.1": "h2" } },
    });
  });
});

describe("a volume on storage that is being emptied", () => {
  const hosts = [host("h1", 10)];
  const array = (id: string, capacityGiB: number) => {
    return { id, name: id, capacityGiB, bandwidthMbps: 1000 };
  };
  const volume = (capacityGiB: number) => ({ kind: "storage", capacityGiB, bandwidthMbps: 10 });
  const there = poolOf({ hosts, storage: [array("a1", 100)] });
  const kept = placed(there, { a: machine(1), v: volume(40) })!;
  const draining = {
    id: "drain",
    scope: { sort: "storage" as const, id: "a1" },
    kind: "draining" as const,
    start: at(9),
    end: null,
    why: "",
    by: "admin",
  };
  const changed = (pool: Pool, nodes: Readonly<Record<string, SketchNode>>) =>
    place({
      design: sketch("Test", nodes, []),
      catalogue,
      pool: { ...pool, conditions: [draining] },
      window: { start: at(8), end: at(12) },
      held: [],
      kept,
    });
  const told = (outcome: ReturnType<typeof place>): readonly string[] =>
    outcome.ok ? [] : outcome.error.map(refusalText);

  test("stays, and what else is changed is placed", () => {
    const outcome = changed(there, { a: machine(4), b: machine(1), v: volume(40) });
    expect(outcome).toMatchObject({ ok: true, value: { storage: { "v.1": "a1" } } });
    if (!outcome.ok) return;
    const stored = ({ claims }: Placement) =>
      claims.filter(({ resource }) => /array|a1/.test(resource));
    expect(stored(outcome.value)).toEqual(stored(kept));
  });

  test("takes no more of it, nor does another one come", () => {
    expect(told(changed(there, { a: machine(1), v: volume(41) }))).toEqual([
      "Not enough storage on a1, where it is already: 41 GiB needed, 40 GiB free",
    ]);
    expect(told(changed(there, { a: machine(1), v: volume(40), w: volume(5) }))).not.toEqual([]);
    // Nor into what another one gives back.
    expect(told(changed(there, { a: machine(1), w: volume(5) }))).not.toEqual([]);
    const two = poolOf({ hosts, storage: [array("a1", 100), array("a2", 30)] });
    const beside = changed(two, { a: machine(1), v: volume(40), w: volume(5) });
    expect(beside).toMatchObject({ ok: true, value: { storage: { "v.1": "a1", "w.1": "a2" } } });
    expect(told(changed(two, { a: machine(1), v: volume(50) }))).toEqual([
      "Not enough storage on a1, where it is already: 50 GiB needed, 40 GiB free",
    ]);
  });
});

test("VLANs are taken from one range after the other, those that are wished for first", () => {
  const ranges = [
    { first: 7, last: 8 },
    { first: 20, last: 20 },
  ];
  const pool = poolOf({ hosts: [host("h1", 8)], vlans: ranges });
  const subnets = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `s${index}`,
        { kind: "subnet", cidr: `10.${index}.0.0/24`, ...(index === 0 && { vlan: 8 }) },
      ]),
    );
  const vlansOf = (count: number) => placed(pool, subnets(count), [])?.vlans;
  expect(vlansOf(3)).toEqual({ s0: 8, s1: 7, s2: 20 });
  expect(vlansOf(4)).toBeUndefined();
});
