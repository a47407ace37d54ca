import { expect, it } from "vitest";
import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Notice, Reservation } from "../../shared/protocol/reservation.ts";
import { reservationNews } from "./tell-reservations.ts";

function event(notice: Notice, changes: Partial<Reservation> = {}): LabwrightEvent {
  const reservation = { name: "Course", owner: "u1", booking: "b1", reason: null, ...changes };
  return { body: { type: "reservation", notice, reservation } } as LabwrightEvent;
}

it("tells what others did to one's own reservations, a series in one line", () => {
  const events = [
    event("pulled-back", { name: "Course · 2026-11-24" }),
    event("pulled-back", { name: "Course · 2026-11-23" }),
    event("ends-soon", { booking: "b2", name: "Demo" }),
    event("booked"),
    event("approved", { owner: "u2" }),
  ];
  expect(reservationNews(events, "u1")).toEqual([
    "Course (2 times): taken back by the lab.",
    "Demo: ends soon.",
  ]);
});

it("tells the reason", () => {
  const reason = { code: "not-approved", parameters: { note: "The hall is closed." } };
  const [words] = reservationNews([event("refused", { reason })], "u1");
  expect(words).toMatch(/^Course: not approved\. .+\.$/);
});
