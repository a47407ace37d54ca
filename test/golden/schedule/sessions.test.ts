import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { sessionSchema, zoneOf, type Session } from "../../../shared/schedule/session.ts";
import { slotsOf } from "../../../shared/schedule/slots.ts";

// Each golden is a calendar that one can read: what clocks in the zone show, and the instants in UTC.

const NOW = Date.parse("2026-03-01T00:00:00Z");

function calendar(input: unknown, designs = 2, limit = 12): string {
  const session: Session = sessionSchema.parse(input);
  const zone = zoneOf(session) ?? "UTC";
  const show = (instant: string): string =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(zone)
      .toLocaleString("en-GB", {
        weekday: "short",
        day: "2-digit",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        timeZoneName: "shortOffset",
      })
      .replaceAll(/\s+/g, " ");
  return slotsOf(session, { now: NOW, designs, before: NOW + 90 * 86_400_000, limit })
    .map(({ window: { start, end }, variant }) => {
      const hours = (Date.parse(end) - Date.parse(start)) / 3_600_000;
      const utc = `${start.slice(5, 16)}Z..${end.slice(5, 16)}Z`;
      return `${show(start)} | ${show(end)} | ${utc} | ${hours} h | design ${variant + 1}`;
    })
    .join("\n");
}

test("weekday mornings in Berlin over the change to summer time, one holiday left out", () => {
  expect(
    calendar({
      type: "repeated",
      zone: "Europe/Berlin",
      firstDay: "2026-03-26",
      from: "09:00",
      to: "11:00",
      rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5",
      except: ["2026-03-31"],
    }),
  ).toMatchInlineSnapshot(`
    "Thu 26 Mar, 09:00 GMT+1 | Thu 26 Mar, 11:00 GMT+1 | 03-26T08:00Z..03-26T10:00Z | 2 h | design 1
    Fri 27 Mar, 09:00 GMT+1 | Fri 27 Mar, 11:00 GMT+1 | 03-27T08:00Z..03-27T10:00Z | 2 h | design 1
    Mon 30 Mar, 09:00 GMT+2 | Mon 30 Mar, 11:00 GMT+2 | 03-30T07:00Z..03-30T09:00Z | 2 h | design 1
    Wed 01 Apr, 09:00 GMT+2 | Wed 01 Apr, 11:00 GMT+2 | 04-01T07:00Z..04-01T09:00Z | 2 h | design 1"
  `);
});

test("nights over both changes: seven hours, then nine", () => {
  const night = {
    type: "repeated",
    zone: "Europe/Berlin",
    from: "22:00",
    to: "06:00",
    rule: "FREQ=DAILY;COUNT=2",
  };
  expect(calendar({ ...night, firstDay: "2026-03-28" })).toMatchInlineSnapshot(`
    "Sat 28 Mar, 22:00 GMT+1 | Sun 29 Mar, 06:00 GMT+2 | 03-28T21:00Z..03-29T04:00Z | 7 h | design 1
    Sun 29 Mar, 22:00 GMT+2 | Mon 30 Mar, 06:00 GMT+2 | 03-29T20:00Z..03-30T04:00Z | 8 h | design 1"
  `);
  expect(calendar({ ...night, firstDay: "2026-10-24" })).toMatchInlineSnapshot(`
    "Sat 24 Oct, 22:00 GMT+2 | Sun 25 Oct, 06:00 GMT+1 | 10-24T20:00Z..10-25T05:00Z | 9 h | design 1
    Sun 25 Oct, 22:00 GMT+1 | Mon 26 Oct, 06:00 GMT+1 | 10-25T21:00Z..10-26T05:00Z | 8 h | design 1"
  `);
});

test("a time that the clocks skip, and one that they show twice", () => {
  const early = { type: "repeated", zone: "Europe/Berlin", rule: "FREQ=DAILY;COUNT=3" };
  expect(calendar({ ...early, firstDay: "2026-03-28", from: "02:30", to: "03:15" }))
    .toMatchInlineSnapshot(`
    "Sat 28 Mar, 02:30 GMT+1 | Sat 28 Mar, 03:15 GMT+1 | 03-28T01:30Z..03-28T02:15Z | 0.75 h | design 1
    Sun 29 Mar, 03:30 GMT+2 | Sun 29 Mar, 04:15 GMT+2 | 03-29T01:30Z..03-29T02:15Z | 0.75 h | design 1
    Mon 30 Mar, 02:30 GMT+2 | Mon 30 Mar, 03:15 GMT+2 | 03-30T00:30Z..03-30T01:15Z | 0.75 h | design 1"
  `);
  expect(calendar({ ...early, firstDay: "2026-10-24", from: "02:30", to: "03:15" }))
    .toMatchInlineSnapshot(`
    "Sat 24 Oct, 02:30 GMT+2 | Sat 24 Oct, 03:15 GMT+2 | 10-24T00:30Z..10-24T01:15Z | 0.75 h | design 1
    Sun 25 Oct, 02:30 GMT+2 | Sun 25 Oct, 03:15 GMT+1 | 10-25T00:30Z..10-25T02:15Z | 1.75 h | design 1
    Mon 26 Oct, 02:30 GMT+1 | Mon 26 Oct, 03:15 GMT+1 | 10-26T01:30Z..10-26T02:15Z | 0.75 h | design 1"
  `);
});

test("month ends: the 31st only where there is one, the last day everywhere", () => {
  const monthly = {
    type: "repeated",
    zone: "America/New_York",
    firstDay: "2026-03-31",
    from: "23:00",
    to: "01:00",
  };
  expect(calendar({ ...monthly, rule: "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3" }))
    .toMatchInlineSnapshot(`
    "Tue 31 Mar, 23:00 GMT-4 | Wed 01 Apr, 01:00 GMT-4 | 04-01T03:00Z..04-01T05:00Z | 2 h | design 1
    Sun 31 May, 23:00 GMT-4 | Mon 01 Jun, 01:00 GMT-4 | 06-01T03:00Z..06-01T05:00Z | 2 h | design 1
    Fri 31 Jul, 23:00 GMT-4 | Sat 01 Aug, 01:00 GMT-4 | 08-01T03:00Z..08-01T05:00Z | 2 h | design 1"
  `);
  expect(calendar({ ...monthly, rule: "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4" }))
    .toMatchInlineSnapshot(`
    "Tue 31 Mar, 23:00 GMT-4 | Wed 01 Apr, 01:00 GMT-4 | 04-01T03:00Z..04-01T05:00Z | 2 h | design 1
    Thu 30 Apr, 23:00 GMT-4 | Fri 01 May, 01:00 GMT-4 | 05-01T03:00Z..05-01T05:00Z | 2 h | design 1
    Sun 31 May, 23:00 GMT-4 | Mon 01 Jun, 01:00 GMT-4 | 06-01T03:00Z..06-01T05:00Z | 2 h | design 1
    Tue 30 Jun, 23:00 GMT-4 | Wed 01 Jul, 01:00 GMT-4 | 07-01T03:00Z..07-01T05:00Z | 2 h | design 1"
  `);
});

test("until a day, with a day more", () => {
  expect(
    calendar({
      type: "repeated",
      zone: "Australia/Sydney",
      firstDay: "2026-04-02",
      from: "08:00",
      to: "09:30",
      rule: "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260416",
      also: ["2026-04-11"],
    }),
  ).toMatchInlineSnapshot(`
    "Thu 02 Apr, 08:00 GMT+11 | Thu 02 Apr, 09:30 GMT+11 | 04-01T21:00Z..04-01T22:30Z | 1.5 h | design 1
    Thu 09 Apr, 08:00 GMT+10 | Thu 09 Apr, 09:30 GMT+10 | 04-08T22:00Z..04-08T23:30Z | 1.5 h | design 1
    Sat 11 Apr, 08:00 GMT+10 | Sat 11 Apr, 09:30 GMT+10 | 04-10T22:00Z..04-10T23:30Z | 1.5 h | design 1
    Thu 16 Apr, 08:00 GMT+10 | Thu 16 Apr, 09:30 GMT+10 | 04-15T22:00Z..04-15T23:30Z | 1.5 h | design 1"
  `);
});

test("three designs take turns in slots of two hours", () => {
  expect(
    calendar(
      {
        type: "turns",
        slotMinutes: 120,
        within: { type: "from-to", start: "2026-03-02T08:00:00Z", end: "2026-03-02T17:00:00Z" },
      },
      3,
    ),
  ).toMatchInlineSnapshot(`
    "Mon 02 Mar, 08:00 GMT+0 | Mon 02 Mar, 10:00 GMT+0 | 03-02T08:00Z..03-02T10:00Z | 2 h | design 1
    Mon 02 Mar, 10:00 GMT+0 | Mon 02 Mar, 12:00 GMT+0 | 03-02T10:00Z..03-02T12:00Z | 2 h | design 2
    Mon 02 Mar, 12:00 GMT+0 | Mon 02 Mar, 14:00 GMT+0 | 03-02T12:00Z..03-02T14:00Z | 2 h | design 3
    Mon 02 Mar, 14:00 GMT+0 | Mon 02 Mar, 16:00 GMT+0 | 03-02T14:00Z..03-02T16:00Z | 2 h | design 1"
  `);
});

test("a stronger design in office hours, a cheaper one otherwise, over a weekend and a clock change", () => {
  expect(
    calendar({
      type: "office-hours",
      zone: "Europe/Berlin",
      start: "2026-03-27T12:00:00Z",
      end: "2026-03-31T12:00:00Z",
      days: [1, 2, 3, 4, 5],
      from: "08:00",
      to: "18:00",
    }),
  ).toMatchInlineSnapshot(`
    "Fri 27 Mar, 13:00 GMT+1 | Fri 27 Mar, 18:00 GMT+1 | 03-27T12:00Z..03-27T17:00Z | 5 h | design 1
    Fri 27 Mar, 18:00 GMT+1 | Mon 30 Mar, 08:00 GMT+2 | 03-27T17:00Z..03-30T06:00Z | 61 h | design 2
    Mon 30 Mar, 08:00 GMT+2 | Mon 30 Mar, 18:00 GMT+2 | 03-30T06:00Z..03-30T16:00Z | 10 h | design 1
    Mon 30 Mar, 18:00 GMT+2 | Tue 31 Mar, 08:00 GMT+2 | 03-30T16:00Z..03-31T06:00Z | 14 h | design 2
    Tue 31 Mar, 08:00 GMT+2 | Tue 31 Mar, 14:00 GMT+2 | 03-31T06:00Z..03-31T12:00Z | 6 h | design 1"
  `);
});

test("now, for a duration, until a task ends, and two hours in the next twelve", () => {
  expect(
    [
      { type: "now", minutes: 90 },
      { type: "duration", start: "2026-03-31T23:30:00Z", minutes: 60 },
      { type: "until-task", start: null, task: "load test", atMostMinutes: 240 },
      { type: "within", from: null, to: "2026-03-01T12:00:00Z", minutes: 120 },
    ]
      .map((session) => calendar(session))
      .join("\n"),
  ).toMatchInlineSnapshot(`
    "Sun 01 Mar, 00:00 GMT+0 | Sun 01 Mar, 01:30 GMT+0 | 03-01T00:00Z..03-01T01:30Z | 1.5 h | design 1
    Tue 31 Mar, 23:30 GMT+0 | Wed 01 Apr, 00:30 GMT+0 | 03-31T23:30Z..04-01T00:30Z | 1 h | design 1
    Sun 01 Mar, 00:00 GMT+0 | Sun 01 Mar, 04:00 GMT+0 | 03-01T00:00Z..03-01T04:00Z | 4 h | design 1
    Sun 01 Mar, 00:00 GMT+0 | Sun 01 Mar, 02:00 GMT+0 | 03-01T00:00Z..03-01T02:00Z | 2 h | design 1"
  `);
});
