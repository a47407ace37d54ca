import { expect, test } from "vitest";
import { poolResourcesSchema, resourceIds, type Pool } from "./pool.ts";
import { heldThings, thingState, whyDetour, type ThingState } from "./thing-state.ts";
import type { PoolTimeline } from "./timeline.ts";

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
const NOW = Date.parse(at(12));

const pool: Pool = {
  id: "p",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: at(11),
  conditions: [],
  resources: poolResourcesSchema.parse({
    hosts: [
      { id: "h", name: "h", rack: "r", architecture: "amd64", cores: 8, memoryMiB: 1, diskGiB: 1 },
    ],
  }),
};
const [host] = pool.resources.hosts;

function stateOf(given: Partial<Pool>, ...spans: (readonly [number, number])[]): ThingState {
  const timeline: PoolTimeline = {
    pool: "p",
    at: at(12),
    window: { start: at(0), end: at(24) },
    held: spans.map(([from, to]) => ({
      resource: resourceIds.host("p", "h", "memoryMiB"),
      quantity: 1,
      window: { start: at(from), end: at(to) },
    })),
  };
  if (host === undefined) throw new Error("no host");
  return thingState(
    { ...pool, ...given },
    { sort: "host", item: host },
    heldThings(timeline, NOW),
    NOW,
  );
}

test("a thing is free, reserved for later, or in use now", () => {
  expect(stateOf({}).state).toBe("free");
  expect(stateOf({}, [8, 12]).state).toBe("free");
  expect(stateOf({}, [14, 16], [13, 14])).toEqual({ state: "reserved", since: at(13), why: "" });
  expect(stateOf({}, [14, 16], [9, 13])).toEqual({ state: "in-use", since: at(9), why: "" });
});

test("what was held already when the timeline begins is in use since it was", () => {
  const timeline: PoolTimeline = {
    pool: "p",
    at: at(12),
    window: { start: at(11), end: at(24) },
    held: [
      [11, 14],
      [15, 16],
    ].map(([from, to]) => ({
      resource: resourceIds.host("p", "h", "cores"),
      quantity: 1,
      window: { start: at(from!), end: at(to!) },
    })),
    since: { "p/host/h": at(3), "p/host/other": at(2) },
  };
  const sinceAt = (hour: number) => heldThings(timeline, Date.parse(at(hour)));
  expect([...sinceAt(12)]).toEqual([["p/host/h", { start: at(3), end: at(14) }]]);
  expect([...sinceAt(14)]).toEqual([["p/host/h", { start: at(15), end: at(16) }]]);
});

test("what is held only after the time that is told of is reserved all the same", () => {
  const timeline: PoolTimeline = {
    pool: "p",
    at: at(12),
    window: { start: at(12), end: at(24) },
    held: [],
    later: { "p/host/h": at(30) },
  };
  if (host === undefined) throw new Error("no host");
  const held = heldThings(timeline, NOW);
  expect(thingState(pool, { sort: "host", item: host }, held, NOW)).toEqual({
    state: "reserved",
    since: at(30),
    why: "",
  });
});

test("what a lab admin says of it, or that it fails, counts before who uses it", () => {
  const condition = {
    id: "c",
    scope: { sort: "rack", id: "r" },
    kind: "draining",
    start: at(10),
    end: null,
    why: "New floor",
    by: "ada",
  } as const;
  expect(stateOf({ conditions: [condition] }, [9, 13])).toEqual({
    state: "draining",
    since: at(10),
    why: "New floor",
  });
  expect(stateOf({ conditions: [{ ...condition, start: at(13) }] }).state).toBe("free");
  expect(stateOf({ state: "offline" }, [9, 13]).state).toBe("unknown");
});

test("a lab that is reached by another member says by which, while it is reached", () => {
  const parameters = { place: "https://10.0.0.1:8443", by: "beta (https://10.0.0.2:8443)" };
  const resources = { ...pool.resources, detour: { code: "lab-detour", parameters } };
  expect(whyDetour({ ...pool, resources })).toBe(
    "https://10.0.0.1:8443 does not answer. It is one member of a cluster: the lab is reached by beta (https://10.0.0.2:8443) until it does.",
  );
  expect(whyDetour({ ...pool, resources, state: "offline" })).toBeNull();
  expect(whyDetour(pool)).toBeNull();
});
