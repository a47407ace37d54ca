import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { poolResourcesSchema, type Pool } from "../../shared/pool/pool.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";
import type { Shelf } from "../host/storage.ts";
import { keepCache } from "./cache.ts";
import { useLive } from "./state.ts";

const AT = "2027-01-01T00:00:00.000Z";
const window = { start: AT, end: "2028-01-01T00:00:00.000Z" };
const pool: Pool = {
  id: "lab",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: AT,
  resources: poolResourcesSchema.parse({ hosts: [] }),
};
const timeline: PoolTimeline = {
  pool: "lab",
  at: AT,
  window,
  held: [{ resource: "lab/vlan/1", quantity: 1, window }],
};

function shelf(kept: Map<string, unknown>): Shelf {
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    put: (entries) => {
      for (const [key, value] of entries) kept.set(key, value);
      return Promise.resolve();
    },
    remove: (keys) => {
      for (const key of keys) kept.delete(key);
      return Promise.resolve();
    },
    list: () => Promise.resolve([]),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  useLive.setState(useLive.getInitialState(), true);
});
afterEach(() => {
  vi.useRealTimers();
});

it("keeps what others hold when, with its time, for when the daemon is away", async () => {
  const kept = new Map<string, unknown>();
  const stop = keepCache(shelf(kept));
  await vi.runAllTimersAsync();
  useLive.setState({ pools: [pool], timelines: { lab: timeline } });
  await vi.runAllTimersAsync();
  stop();
  useLive.setState(useLive.getInitialState(), true);
  const again = keepCache(shelf(kept));
  await vi.runAllTimersAsync();
  again();
  expect(useLive.getState()).toMatchObject({ pools: [pool], timelines: { lab: timeline } });
  expect(useLive.getState().connection.status).not.toBe("online");
});

it("reads what an older version kept, which knew no timelines", async () => {
  const old = { pools: [pool], summaries: {}, views: {}, rateCards: {} };
  const stop = keepCache(shelf(new Map([["live", old]])));
  await vi.runAllTimersAsync();
  stop();
  expect(useLive.getState()).toMatchObject({ pools: [pool], timelines: {} });
});
