import { expect, test } from "vitest";
import { marginsSchema } from "../schedule/hold.ts";
import { nextDeed, type Lease } from "./lease.ts";

const at = (clock: string): string => `2026-11-23T${clock}:00.000Z`;

const lease: Lease = {
  state: "running",
  window: { start: at("09:00"), end: at("11:00") },
  hold: { start: at("08:50"), end: at("11:15") },
  movableUntil: null,
  seenAt: null,
  warned: 0,
  margins: marginsSchema.parse({}),
  noShowMinutes: null,
  heartbeatMinutes: null,
};

function next(change: Partial<Lease>): string {
  const deed = nextDeed({ ...lease, ...change });
  return deed === null
    ? "nothing"
    : `${deed.deed} at ${new Date(deed.at).toISOString().slice(11, 16)}`;
}

test("a day in the life of a lease", () => {
  expect(next({ state: "asked" })).toBe("expire at 09:00");
  expect(next({ state: "queued" })).toBe("expire at 09:00");
  expect(next({ state: "queued", movableUntil: at("15:00") })).toBe("expire at 13:00");
  expect(next({ state: "booked" })).toBe("start at 08:50");
  expect(next({})).toBe("warn at 10:45");
  expect(next({ warned: 1 })).toBe("warn at 10:55");
  expect(next({ warned: 2 })).toBe("grace at 11:00");
  expect(next({ warned: 3 })).toBe("end at 11:05");
  expect(next({ state: "ending" })).toBe("nothing");
  expect(next({ state: "done" })).toBe("nothing");
});

test("who does not come, or is not heard of any more, loses it", () => {
  expect(next({ noShowMinutes: 20 })).toBe("no-show at 09:20");
  expect(next({ noShowMinutes: 20, seenAt: at("08:55") })).toBe("warn at 10:45");
  expect(next({ heartbeatMinutes: 30 })).toBe("warn at 10:45");
  expect(next({ heartbeatMinutes: 30, seenAt: at("09:40") })).toBe("no-show at 10:10");
  expect(next({ heartbeatMinutes: 30, seenAt: at("08:40") })).toBe("no-show at 09:30");
  expect(next({ heartbeatMinutes: 90, seenAt: at("10:50"), warned: 3 })).toBe("end at 11:05");
});
