import { expect, test } from "vitest";
import { faultReason } from "../base/fault.ts";
import type { Reservation } from "../protocol/reservation.ts";
import { becameWords, endedOf } from "./ended.ts";

const booked: Pick<Reservation, "state" | "window" | "reason" | "updatedAt"> = {
  state: "done",
  window: { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T11:00:00.000Z" },
  reason: null,
  updatedAt: "2026-11-23T10:20:00.000Z",
};
const moved = {
  code: "moved-machines",
  parameters: { where: "from h1 to h2", why: "A host died." },
};

function words(changes: Partial<typeof booked>): string {
  const { state, reason, ...times } = { ...booked, ...changes };
  const ended = endedOf({ state, reason, ...times }) ?? undefined;
  const time = (at: string): string => at.slice(11, 16);
  return becameWords({ state, reason: reason ?? undefined, ended }, { time, reason: faultReason });
}

test("what was released early before anybody noted why is told from its time", () => {
  expect(words({})).toBe("Ended 10:20. It was released before its time was over.");
  expect(words({ updatedAt: "2026-11-23T11:16:00.000Z" })).toBe("Ended 11:00. Its time was over.");
});

test("why it was moved once is not why it ended, and stays told", () => {
  const told = words({ reason: moved, updatedAt: "2026-11-23T11:16:00.000Z" });
  expect(told).toMatch(/^Ended 11:00\. Its time was over\. It was moved from h1 to h2\./);
  expect(words({ state: "running", reason: moved })).not.toContain("Ended");
});

test("what its own people cancelled before it began is off, for no further reason", () => {
  expect(words({ state: "cancelled" })).toBe("Off since 10:20.");
});
