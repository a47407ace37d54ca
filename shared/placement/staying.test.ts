import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import type { Scope } from "../pool/condition.ts";
import { poolResourcesSchema, type Pool } from "../pool/pool.ts";
import { place } from "./place.ts";
import type { PlacementRequest } from "./placement.ts";
import { refusalText } from "./refusals/refusal-text.ts";

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
const window = { start: at(8), end: at(12) };
const catalogue = starterCatalogue();

function poolOf(resources: object): Pool {
  return {
    id: "lab",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: at(0),
    conditions: [],
    resources: poolResourcesSchema.parse(resources),
  };
}

const hostOf = (id: string, cores: number, more: object = {}) => ({
  id,
  name: id,
  architecture: "amd64" as const,
  cores,
  memoryMiB: 65_536,
  diskGiB: 1000,
  ...more,
});
const machine = (cores: number, more: object = {}): SketchNode => {
  return { kind: "machine", cores, memoryMiB: 1024, diskGiB: 10, ...more };
};
type Nodes = Readonly<Record<string, SketchNode>>;

interface Linked {
  readonly links?: readonly string[];
  /** The same, unless they change too. */
  readonly after?: readonly string[];
  readonly stays?: boolean;
}

/** What becomes of a design in a lab of which something is emptied since it was placed as `before`. */
function changed(
  pool: PlacementRequest["pool"],
  [before, after]: readonly [Nodes, Nodes],
  out: readonly Scope[],
  { links = [], after: linksAfter = links, stays = true }: Linked = {},
) {
  const request = { catalogue, window, held: [] };
  const first = place({ ...request, pool, design: sketch("Test", before, links) });
  if (!first.ok) throw new Error(first.error.map(refusalText).join());
  const conditions = out.map((scope) => {
    const common = { kind: "draining" as const, start: at(9), end: null, why: "", by: "ada" };
    return { id: scope.id, scope, ...common };
  });
  const kept = first.value;
  const design = sketch("Test", after, linksAfter);
  return place({ ...request, pool: { ...pool, conditions }, design, kept, stays });
}

const host = (id: string): Scope => ({ sort: "host", id });
const told = (outcome: ReturnType<typeof place>): readonly string[] =>
  outcome.ok ? [] : outcome.error.map(refusalText);

describe("machines on a host that is being emptied", () => {
  const one = poolOf({ hosts: [hostOf("h1", 10)] });
  const before = { a: machine(4), b: machine(3) };

  test("go elsewhere, and where there is no room stay if they are to", () => {
    const both = [before, { ...before, b: machine(2) }] as const;
    expect(changed(one, both, [host("h1")], { stays: false }).ok).toBe(false);
    expect(changed(one, both, [host("h1")])).toMatchObject({
      ok: true,
      value: {
        hosts: { "a.1": "h1", "b.1": "h1" },
        claims: [
          { resource: "lab/host/h1/cores", quantity: 6 },
          { resource: "lab/host/h1/diskGiB", quantity: 20 },
          { resource: "lab/host/h1/memoryMiB", quantity: 2048 },
        ],
      },
    });
  });

  test("take no more of it, and nothing comes beside them: not even where one of them goes", () => {
    expect(told(changed(one, [before, { ...before, b: machine(4) }], [host("h1")]))).toEqual([
      "Not enough amd64 cores: 8 needed, 7 free",
    ]);
    expect(changed(one, [before, { ...before, c: machine(1) }], [host("h1")]).ok).toBe(false);
    expect(changed(one, [before, { a: machine(4), c: machine(1) }], [host("h1")]).ok).toBe(false);
    const two = poolOf({ hosts: [hostOf("h1", 10), hostOf("h2", 2)] });
    expect(changed(two, [before, { ...before, c: machine(1) }], [host("h1")])).toMatchObject({
      ok: true,
      value: { hosts: { "a.1": "h1", "b.1": "h1", "c.1": "h2" } },
    });
  });

  test("have it for themselves still where they had", () => {
    const whole = { a: machine(4, { wholeHost: true }) };
    const outcome = changed(one, [whole, { a: machine(3, { wholeHost: true }) }], [host("h1")]);
    expect(outcome).toMatchObject({ ok: true, value: { hosts: { "a.1": "h1" } } });
    const cores = outcome.ok && outcome.value.claims.find(({ resource }) => /cores/.test(resource));
    expect(cores).toMatchObject({ quantity: 10 });
  });

  test("keep what they hold of its cables to further switches, and get no more of those", () => {
    const switches = ["s0", "s1"].map((id) => ({ id, name: id, ports: 8, speedMbps: 1000 }));
    const hosts = ["h1", "h2"].map((id) => hostOf(id, 2, { switch: "s0", uplinkMbps: 10 }));
    const cables = ["h1", "h2"].map((id) => {
      return { from: { item: id, port: "e1" }, to: { item: "s1", port: id }, speedMbps: 1000 };
    });
    const pool = poolOf({ hosts, switches, cables });
    const two = { a: machine(2), b: machine(2) };
    const fast = (mbps: number) => [`a:nic b:nic bandwidthMbps=${mbps}`];
    const change = (from: number, to: number) =>
      changed(pool, [two, two], [host("h1")], { links: fast(from), after: fast(to) });
    const resource = "lab/host/h1/uplinkMbps/s1";
    expect(change(300, 300)).toMatchObject({
      value: { claims: expect.arrayContaining([{ resource, quantity: 300 }]) },
    });
    expect(change(300, 200)).toMatchObject({
      value: { claims: expect.arrayContaining([{ resource, quantity: 200 }]) },
    });
    expect(change(300, 400).ok).toBe(false);
  });

  test("do not stay where it is down", () => {
    const down = poolOf({ hosts: [hostOf("h1", 10, { state: "down" }), hostOf("h2", 10)] });
    const request = { catalogue, window, held: [] };
    const kept = place({ ...request, pool: one, design: sketch("Test", before, []) });
    if (!kept.ok) throw new Error("there is room");
    const design = sketch("Test", before, []);
    expect(place({ ...request, pool: down, design, kept: kept.value, stays: true })).toMatchObject({
      ok: true,
      value: { hosts: { "a.1": "h2", "b.1": "h2" } },
    });
  });
});

test("a switch that is being emptied keeps the ports that are plugged in, and gives no more", () => {
  const switches = [{ id: "s1", name: "s1", ports: 8, speedMbps: 1000 }];
  const pool = poolOf({ hosts: [hostOf("h1", 10)], switches });
  const before = { a: machine(1), s: { kind: "switch", ports: 8, speedMbps: 1000 } };
  const links = ["a:nic s:port"];
  const out: readonly Scope[] = [{ sort: "switch", id: "s1" }];
  const larger = { ...before, a: machine(2) };
  expect(changed(pool, [before, larger], out, { links, stays: false }).ok).toBe(false);
  expect(changed(pool, [before, larger], out, { links })).toMatchObject({
    ok: true,
    value: { switches: { "s.1": "s1" } },
  });
  const more = { ...before, a: machine(1, { count: 2 }) };
  expect(told(changed(pool, [before, more], out, { links }))).toEqual([
    "Not enough free switch ports: 2 needed, 1 free",
  ]);
});
