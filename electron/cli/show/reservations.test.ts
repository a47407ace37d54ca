import { expect, test } from "vitest";
import type { CalendarEntry, Reservation } from "../../../shared/protocol/reservation.ts";
import { calendarLines, reservationLines } from "./reservations.ts";

const window = { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T11:00:00.000Z" };
const at = "2026-11-23T10:30:00.000Z";
const reason = { code: "released-early", parameters: { at } };
const common = {
  name: "Course",
  tenant: "acme",
  owner: "ada",
  state: "done",
  booking: "b1",
  window,
  hold: window,
  machines: 1,
  cores: 2,
  hosts: ["h1"],
  priority: 5,
  preemptible: false,
} as const;
const words = "Ended 2026-11-23 10:30Z. It was released before its time was over.";

test("the calendar says of what is over when and why it ended", () => {
  const hosts = ["h1"];
  const entry: CalendarEntry = {
    ...common,
    hosts,
    reservation: "r1",
    reason,
    ended: { at, reason },
  };
  const over: CalendarEntry = {
    ...common,
    hosts,
    reservation: "r2",
    ended: { at: window.end, reason: null },
  };
  const [, early, late] = calendarLines([entry, over], (id) => id);
  expect(early?.endsWith(words)).toBe(true);
  expect(late).toMatch(/Ended 2026-11-23 11:00Z\. Its time was over\.$/);
});

test("so do one's own reservations", () => {
  const rest = { id: "r1", key: "1", pool: "p1", variant: 0, copy: 1, started: true };
  const own: Reservation = { ...common, ...rest, hosts: ["h1"], reason, updatedAt: at };
  expect(reservationLines([own])[1]?.endsWith(words)).toBe(true);
});
