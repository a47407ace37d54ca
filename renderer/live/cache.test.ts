import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { poolResourcesSchema, type Pool } from "../../shared/pool/pool.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";
import { memoryShelf } from "../host/test-browser.ts";
import { keepCache } from "./cache.ts";
import { lacksRole } from "./role.ts";
import { useLive } from "./state.ts";

const AT = "2027-01-01T00:00:00.000Z";
const window = { start: AT, end: "2028-01-01T00:00:00.000Z" };
const pool: Pool = {
  id: "lab",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: AT,
  conditions: [],
  resources: poolResourcesSchema.parse({ hosts: [] }),
};
const timeline: PoolTimeline = {
  pool: "lab",
  at: AT,
  window,
  held: [{ resource: "lab/vlan/1", quantity: 1, window }],
};

beforeEach(() => {
  vi.useFakeTimers();
  useLive.setState(useLive.getInitialState(), true);
});
afterEach(() => {
  vi.useRealTimers();
});

type Shelf = ReturnType<typeof memoryShelf>;

/** The daemon tells something, and the window ends. */
async function told(shelf: Shelf, some: Partial<ReturnType<typeof useLive.getState>>) {
  const stop = keepCache(shelf);
  await vi.runAllTimersAsync();
  useLive.setState(some);
  await vi.runAllTimersAsync();
  stop();
}

/** The window is opened anew, and hears nothing. */
async function restart(shelf: Shelf): Promise<void> {
  useLive.setState(useLive.getInitialState(), true);
  const stop = keepCache(shelf);
  await vi.runAllTimersAsync();
  stop();
}

it("keeps what others hold when, with its time, for when the daemon is away", async () => {
  const shelf = memoryShelf();
  await told(shelf, { pools: [pool], timelines: { lab: timeline } });
  await restart(shelf);
  expect(useLive.getState()).toMatchObject({ pools: [pool], timelines: { lab: timeline } });
  expect(useLive.getState().connection.status).not.toBe("online");
});

it("keeps what the person may do: while the daemon is away nobody is offered what is not theirs", async () => {
  const shelf = memoryShelf();
  await restart(shelf);
  expect(lacksRole(useLive.getState(), "architect")).toBe(false);
  await told(shelf, { roles: ["customer"] });
  await restart(shelf);
  expect(lacksRole(useLive.getState(), "architect")).toBe(true);
  expect(lacksRole(useLive.getState(), "architect", "customer")).toBe(false);
});

/** What is kept of one lab, all of it written. */
async function keptOnce() {
  const shelf = memoryShelf();
  const put = vi.spyOn(shelf, "put");
  const stop = keepCache(shelf);
  await vi.runAllTimersAsync();
  useLive.setState({ pools: [pool], timelines: { lab: timeline } });
  await vi.runAllTimersAsync();
  return { put, stop };
}

it("writes again only what is new", async () => {
  const { put, stop } = await keptOnce();
  useLive.setState({ timelines: { lab: { ...timeline, held: [] } } });
  await vi.runAllTimersAsync();
  stop();
  const names = put.mock.calls.map(([entries]) => entries.map(([name]) => name).join());
  expect(names.slice(0, 2)).toEqual(["live/pools", "live/timelines"]);
  expect(names.slice(-3)).toEqual(["live/heardAt", "live/timelines", "live/heardAt"]);
});

it("does not write what is held again while only the time is new at which it was asked for", async () => {
  const { put, stop } = await keptOnce();
  put.mockClear();
  useLive.setState({ timelines: { lab: { ...timeline, at: "2027-01-01T00:00:30.000Z" } } });
  await vi.runAllTimersAsync();
  stop();
  expect(put.mock.calls.map(([entries]) => entries.map(([name]) => name))).toEqual([
    ["live/heardAt"],
  ]);
});

it("reads what an older version kept, which knew no timelines", async () => {
  const old = { pools: [pool], summaries: {}, views: {}, terms: {} };
  const shelf = memoryShelf();
  await shelf.put([["live", old]]);
  const stop = keepCache(shelf);
  await vi.runAllTimersAsync();
  stop();
  expect(useLive.getState()).toMatchObject({ pools: [pool], timelines: {} });
});

it("knows when all of that was last true, however often it is read without a daemon", async () => {
  const shelf = memoryShelf();
  const heardAt = Date.parse(AT);
  await shelf.put([["live", { pools: [pool], summaries: {}, views: {}, terms: {}, heardAt }]]);
  for (const _ of ["once", "again"]) {
    useLive.setState(useLive.getInitialState(), true);
    useLive.setState({ connection: { status: "offline", fault: null, since: null } });
    const stop = keepCache(shelf);
    await vi.runAllTimersAsync();
    stop();
    expect(useLive.getState().connection).toMatchObject({ status: "offline", since: heardAt });
  }
});
