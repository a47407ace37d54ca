import { describe, expect, it } from "vitest";
import type { Condition } from "../../shared/pool/condition.ts";
import { poolResourcesSchema, type Pool } from "../../shared/pool/pool.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { PLAIN } from "../../shared/pricing/project/node-usage.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import type { EnvironmentView, InstanceStatus } from "../../shared/protocol/environment.ts";
import type { EventBody, LabwrightEvent } from "../../shared/protocol/event.ts";
import { applyEvent, mergeSegments } from "./apply-event.ts";
import { overlayOf } from "./overlay-of.ts";
import type { Live } from "./state.ts";

const AT = "2026-11-21T10:00:00.000Z";

function status(change: Partial<InstanceStatus> = {}): InstanceStatus {
  return {
    id: "web.1",
    node: "web",
    name: "web-1",
    state: "waiting",
    progress: 0,
    activity: "",
    error: null,
    attempts: 0,
    host: null,
    addresses: [],
    updatedAt: AT,
    ...change,
  };
}

function view(change: Partial<EnvironmentView> = {}): EnvironmentView {
  return {
    id: "e1",
    name: "shop",
    tenant: "t",
    owner: "u",
    pool: "p",
    state: "provisioning",
    error: null,
    start: AT,
    end: AT,
    instances: { total: 1, running: 0, failed: 0 },
    createdAt: AT,
    updatedAt: AT,
    revision: 1,
    sequence: 10,
    design: emptyDesign("shop"),
    placement: null,
    status: [status()],
    usage: [],
    priceBook: { id: "starter", revision: 1 },
    quoteTotal: "1.00",
    ...change,
  };
}

function live(): Live {
  return {
    connection: { status: "connecting" },
    pools: [],
    timelines: {},
    summaries: {},
    views: { e1: view() },
    events: [],
    terms: {},
    charges: {},
    names: {},
    roles: null,
    heardAt: null,
  };
}

function event(sequence: number, body: EventBody): LabwrightEvent {
  return { sequence, at: AT, body };
}

function after(state: Live, ...events: LabwrightEvent[]): Live {
  let known = state;
  for (const one of events) known = Object.assign({}, known, applyEvent(known, one));
  return known;
}

describe("events keep an opened environment true", () => {
  it("replaces the status of the instance an event is about", () => {
    const body: EventBody = {
      type: "instance",
      environment: "e1",
      status: status({ state: "running", progress: 1 }),
    };
    expect(after(live(), event(11, body)).views["e1"]?.status).toEqual([body.status]);
  });

  it("ignores what is older than the view itself, and repeats", () => {
    const old = event(9, {
      type: "instance",
      environment: "e1",
      status: status({ state: "failed" }),
    });
    expect(after(live(), old).views["e1"]).toEqual(view());
    const news = event(12, {
      type: "instance",
      environment: "e1",
      status: status({ state: "running" }),
    });
    expect(after(live(), news, news).views).toEqual(after(live(), news).views);
  });

  it("lists the event even where no view is open", () => {
    const body: EventBody = { type: "pool", pool: "p", state: "offline" };
    expect(after(live(), event(11, body)).events).toEqual([event(11, body)]);
  });

  it("shows what another window took out of use, at once, and nothing new where nothing is", () => {
    const pool = {
      id: "p",
      name: "Lab",
      driver: "simulated",
      state: "online",
      refreshedAt: AT,
      resources: poolResourcesSchema.parse({ hosts: [] }),
      conditions: [],
    } satisfies Pool;
    const condition: Condition = {
      id: "condition-1",
      scope: { sort: "rack", id: "R1" },
      kind: "maintenance",
      start: AT,
      end: null,
      why: "New floor",
      by: "ada",
    };
    const drained = event(11, { type: "pool-conditions", pool: "p", conditions: [condition] });
    const state = after({ ...live(), pools: [pool] }, drained);
    expect(state.pools).toEqual([{ ...pool, conditions: [condition] }]);
    expect(after(state, drained).pools).toBe(state.pools);
  });

  it("closes a segment in place, and not another one that somebody else uses at the same time", () => {
    const open: Segment = {
      ...PLAIN,
      groups: [],
      node: "web",
      instance: "web.1",
      meter: "instance",
      item: "m",
      level: "1",
      start: AT,
      end: null,
    };
    const closed = { ...open, end: "2026-11-21T11:00:00.000Z" };
    expect(mergeSegments([open], [closed])).toEqual([closed]);
    expect(mergeSegments([closed], [{ ...open, start: "2026-11-21T12:00:00.000Z" }])).toHaveLength(
      2,
    );
    const own: Segment = { ...open, usedBy: "user" };
    const others: Segment = { ...open, usedBy: "third-party" };
    const ended: Segment = { ...closed, usedBy: "third-party" };
    expect(mergeSegments([own, others], [ended])).toEqual([own, ended]);
  });
});

describe("a node shows the sum over its instances", () => {
  it("is nothing where there is no instance", () => {
    expect(overlayOf([], null)).toBeNull();
  });

  it("shows the most urgent state and how many run", () => {
    const overlay = overlayOf(
      [
        status({ state: "running", progress: 1 }),
        status({ id: "web.2", state: "installing", progress: 0.5 }),
      ],
      null,
    );
    expect(overlay).toMatchObject({
      tone: "busy",
      text: "Installing · 1 of 2 running",
      progress: 0.75,
    });
  });

  it("is calm when all run", () => {
    expect(overlayOf([status({ state: "running", progress: 1 })], null)).toMatchObject({
      tone: "good",
      text: "Running",
      progress: null,
    });
  });

  it("names the last fault", () => {
    const error = { code: "host-down", parameters: { host: "h7" } };
    expect(overlayOf([status({ state: "degraded", error })], null)?.error).toBe(
      "The host h7 does not answer",
    );
  });
});
