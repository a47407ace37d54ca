import { describe, expect, it } from "vitest";
import { bookingSchema, type Booking } from "../../shared/protocol/reservation.ts";
import type { Session } from "../../shared/schedule/session.ts";
import { formAgain } from "./booking-again.ts";
import { sessionOf } from "./booking-session.ts";

const NOW = Date.parse("2026-03-23T10:00:00Z");
const ZONE = "Europe/Berlin";

function booked(session: Session, designs: readonly string[] = ["Lab"]): Booking {
  return bookingSchema.parse({
    id: "booking-1",
    tenant: "acme",
    owner: "ann",
    name: "Lab",
    pool: "pool-1",
    designs,
    session,
    endless: false,
    createdAt: "2026-03-01T00:00:00.000Z",
    margins: { setUp: 20, grace: 0, wipe: 5 },
    copies: 3,
    noShowMinutes: 15,
  });
}

const repeated: Extract<Session, { type: "repeated" }> = {
  type: "repeated",
  zone: ZONE,
  firstDay: "2026-04-06",
  from: "09:00",
  to: "11:00",
  rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=8",
  except: ["2026-04-20"],
  also: ["2026-04-10"],
};
const fromTo = {
  type: "from-to",
  start: "2026-03-25T08:00:00.000Z",
  end: "2026-03-25T12:00:00.000Z",
} as const;

describe("what is still ahead is booked again as it was", () => {
  const sessions: readonly Session[] = [
    { type: "now", minutes: 90 },
    fromTo,
    { type: "until-task", start: fromTo.start, task: "Nightly", atMostMinutes: 240 },
    {
      type: "until-task",
      start: null,
      task: "Nightly",
      atMostMinutes: 30,
      leastMinutes: 5,
      expectedMinutes: 10,
    },
    { type: "within", from: fromTo.start, to: fromTo.end, minutes: 60, prefer: "cheapest" },
    repeated,
    { ...repeated, rule: "FREQ=DAILY;UNTIL=20260501" },
    { ...repeated, rule: "FREQ=MONTHLY" },
    { ...repeated, rule: "FREQ=MONTHLY;BYDAY=1MO;COUNT=3" },
    { ...repeated, rule: "FREQ=WEEKLY;COUNT=3" },
    { type: "turns", within: fromTo, slotMinutes: 60 },
    { type: "turns", within: repeated, slotMinutes: 60 },
    {
      type: "office-hours",
      start: fromTo.start,
      end: "2026-04-25T12:00:00.000Z",
      zone: "America/New_York",
      days: [1, 2, 0],
      from: "08:30",
      to: "17:00",
      holidays: ["2026-04-03"],
    },
  ];
  it.each(sessions)("$type $rule", (session) => {
    expect(sessionOf(formAgain(booked(session, ["A", "B"]), NOW, ZONE))).toEqual(session);
  });
});

it("goes to the same day of a week that is ahead, by the clock", () => {
  const past = { type: "from-to", start: "2026-03-10T08:00:00Z", end: "2026-03-10T12:00:00Z" };
  const again = sessionOf(formAgain(booked(past as Session), NOW, ZONE));
  expect(again).toEqual({
    type: "from-to",
    start: "2026-03-24T08:00:00.000Z",
    end: "2026-03-24T12:00:00.000Z",
  });
});

it("begins a series of the past in a week that is ahead, for as long as it was", () => {
  const past = { ...repeated, firstDay: "2026-03-02", rule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330" };
  expect(sessionOf(formAgain(booked(past), NOW, ZONE))).toMatchObject({
    firstDay: "2026-03-30",
    rule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260427",
  });
});

it("keeps all terms, and the turns in their order", () => {
  const { copies, margins, noShowMinutes, turns, otherwise } = formAgain(
    booked({ type: "turns", within: fromTo, slotMinutes: 60 }, ["A", "B", "A"]),
    NOW,
    ZONE,
  );
  expect({ copies, margins, noShowMinutes, turns, otherwise }).toEqual({
    copies: 3,
    margins: { setUp: 20, grace: 0, wipe: 5 },
    noShowMinutes: 15,
    turns: [0, 1, 2],
    otherwise: 2,
  });
});
