import { expect, test } from "vitest";
import { fault } from "../../../shared/base/fault.ts";
import type { ObservedState } from "../../../shared/plan/observed.ts";
import type { Part } from "./parts.ts";
import { FAILED_AFTER, type Failure } from "./retries.ts";
import { arrange, isRunning, isSettled, statusOf, type StatusContext } from "./statuses.ts";

const web: Part = {
  id: "web.1",
  node: "web",
  name: "web",
  host: "host-001",
  addresses: ["10.0.0.2/24"],
  source: {
    type: "instance",
    desired: {
      id: "web.1",
      node: "web",
      ordinal: 1,
      hostname: "web",
      host: "host-001",
      architecture: "amd64",
      cores: 1,
      memoryMiB: 512,
      diskGiB: 4,
      operatingSystem: "debian-13",
      images: [],
      applications: [],
      interfaces: [],
      routes: [],
      forwards: false,
      filter: null,
      balancer: null,
      volumes: [],
    },
  },
};
const seat: Part = { ...web, id: "seat.1", node: "seat", source: { type: "held" } };
const lan: Part = { ...web, id: "lan.1", node: "lan", source: { type: "network", id: "lan" } };

const nothing: ObservedState = { present: false, networks: [], volumes: [], instances: [] };
const up: ObservedState = {
  present: true,
  networks: ["lan"],
  volumes: [],
  instances: [{ id: "web.1", power: "running", configured: true, installed: [], started: [] }],
};
const stopped: ObservedState = {
  ...up,
  instances: [{ id: "web.1", power: "stopped", configured: false, installed: [], started: [] }],
};

function context(observed: ObservedState, changes: Partial<StatusContext> = {}): StatusContext {
  return {
    seen: arrange(observed),
    releasing: false,
    failure: () => undefined,
    isWorkedOn: () => false,
    now: 0,
    ...changes,
  };
}
const failing = (attempts: number) => (): Failure => ({
  fault: fault("host-down", { host: "host-001" }),
  attempts,
  nextAt: 0,
});

test("waits, is made, runs", () => {
  expect(statusOf(web, undefined, context(nothing))).toMatchObject({
    state: "waiting",
    progress: 0,
  });
  const made = context(nothing, { isWorkedOn: (key) => key === "instance web.1" });
  expect(statusOf(web, undefined, made).state).toBe("creating");
  expect(statusOf(web, undefined, context(stopped)).state).toBe("starting");
  expect(statusOf(web, undefined, context(up))).toMatchObject({ state: "running", progress: 1 });
});

test("what ran and does not is degraded; what keeps failing is failed, with its reason", () => {
  const ran = statusOf(web, undefined, context(up));
  expect(statusOf(web, ran, context(stopped)).state).toBe("degraded");
  const trying = statusOf(web, undefined, context(stopped, { failure: failing(1) }));
  expect(trying).toMatchObject({ state: "starting", attempts: 1, error: { code: "host-down" } });
  const failed = statusOf(web, trying, context(stopped, { failure: failing(FAILED_AFTER) }));
  expect(failed).toMatchObject({ state: "failed", activity: "trying again: starting" });
});

test("keeps the last error until it runs", () => {
  const trying = statusOf(web, undefined, context(stopped, { failure: failing(2) }));
  const succeeded = statusOf(web, trying, context(stopped));
  expect(succeeded).toMatchObject({ attempts: 0, error: { code: "host-down" } });
  expect(statusOf(web, succeeded, context(up)).error).toBeNull();
});

test("goes and is gone", () => {
  const going = context(up, { releasing: true });
  expect(statusOf(web, undefined, going).state).toBe("removing");
  const gone = context(nothing, { releasing: true });
  expect(statusOf(web, undefined, gone)).toMatchObject({ state: "removed", error: null });
});

test("the same stays the same object, so that nothing is written for it", () => {
  const before = statusOf(web, undefined, context(up));
  expect(statusOf(web, before, context(up, { now: 5000 }))).toBe(before);
  const after = statusOf(web, before, context(stopped, { now: 5000 }));
  expect(after.updatedAt).toBe("1970-01-01T00:00:05.000Z");
});

test("a network runs when it is there; what only is held, while the environment is", () => {
  expect([lan, seat].map((part) => isRunning(part, arrange(up)))).toEqual([true, true]);
  expect([lan, seat].map((part) => isRunning(part, arrange(nothing)))).toEqual([false, false]);
});

test("a parked machine is being switched off until it is off, and is there with its disk meanwhile", () => {
  if (web.source.type !== "instance") throw new Error("web is a machine");
  const desired = { ...web.source.desired, parked: true } as const;
  const parked: Part = { ...web, source: { type: "instance", desired } };
  expect(statusOf(parked, undefined, context(up)).state).toBe("parking");
  expect(isSettled(parked, arrange(up))).toBe(false);
  const off = statusOf(parked, undefined, context(stopped));
  expect(off).toMatchObject({ state: "parked", progress: 1, error: null });
  expect([isRunning(parked, arrange(stopped)), isSettled(parked, arrange(stopped))]).toEqual([
    true,
    true,
  ]);
  expect(isRunning(parked, arrange(nothing))).toBe(false);
});
