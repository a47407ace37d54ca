import { afterEach, describe, expect, it, vi } from "vitest";
import { emptyDesign } from "../../shared/design/design.ts";
import { slotsOf } from "../../shared/schedule/slots.ts";
import {
  lengthOf,
  newForm,
  requestOf,
  withFreeTime,
  withSharing,
  withWhen,
  withWindow,
  type BookingForm,
} from "./booking-form.ts";
import { endsNextDay, sessionOf } from "./booking-session.ts";

afterEach(() => vi.unstubAllEnvs());

const NOW = Date.parse("2026-03-23T10:00:00Z");
const BERLIN = "Europe/Berlin";

function form(changes: Partial<BookingForm>): BookingForm {
  return { ...newForm("Lab", NOW, BERLIN), pool: "lab", ...changes };
}

it("means every weekday morning by the clock of the zone, except what is left out", () => {
  const session = sessionOf(
    form({
      when: "repeated",
      firstDay: "2026-03-26",
      lastDay: "2026-03-31",
      except: ["2026-03-27"],
    }),
  );
  if ("missing" in session) throw new Error(session.missing);
  const slots = slotsOf(session, { now: NOW, designs: 1, before: NOW + 1e10, limit: 100 });
  expect(slots.map(({ window }) => window.start)).toEqual([
    "2026-03-26T08:00:00.000Z",
    // Clocks have gone forward.
    "2026-03-30T07:00:00.000Z",
    "2026-03-31T07:00:00.000Z",
  ]);
});

it("says what is missing", () => {
  expect(sessionOf(form({ when: "from-to", start: "" }))).toEqual({
    missing: "Choose when it starts.",
  });
  expect(sessionOf(form({ when: "repeated", weekdays: [] }))).toEqual({
    missing: "Choose days of the week, and when it ends.",
  });
  for (const task of [null, "Show it"])
    expect(sessionOf(form({ when: "from-to", end: "soon", task }))).toEqual({
      missing: "Choose when it ends.",
    });
  const back = form({ when: "from-to", start: "2026-03-24T10:00", end: "2026-03-24T09:00" });
  expect(sessionOf(back)).toEqual({ missing: "It must end after it starts." });
  const series = form({ when: "repeated", firstDay: "2026-03-24", lastDay: "2026-03-23" });
  expect(sessionOf(series)).toEqual({ missing: "The last day must not be before the first." });
  for (const rule of ["", "every monday", "FREQ=HOURLY;COUNT=5", "FREQ=DAILY;BYHOUR=9"])
    expect(sessionOf({ ...series, repeats: "rule", rule })).toEqual({
      missing: expect.stringMatching(/^Write a rule by days, .*such as FREQ=/),
    });
});

it("takes a rule as other calendars write it", () => {
  const rule = "rrule:freq=daily;count=2;";
  expect(sessionOf(form({ when: "repeated", repeats: "rule", rule }))).toMatchObject({
    rule: "FREQ=DAILY;COUNT=2",
  });
});

it("says of a time that clocks leave out that they do", () => {
  vi.stubEnv("TZ", BERLIN);
  const skipped = form({ when: "from-to", start: "2027-03-28T02:30", end: "2027-03-28T03:30" });
  expect(sessionOf(skipped)).toEqual({
    missing: "02:30 is skipped on that day, when the clocks go forward. Choose another time.",
  });
  const twice = form({ when: "from-to", start: "2027-10-31T02:30", end: "2027-10-31T03:30" });
  expect(sessionOf(twice)).toMatchObject({ type: "from-to" });
});

it("begins tomorrow, whatever fraction of a millisecond it is now", () => {
  const { firstDay } = newForm("Lab", NOW + 0.5, BERLIN);
  expect(firstDay).toBe("2026-03-24");
});

it("knows how long a night is", () => {
  expect(lengthOf(form({ when: "repeated", from: "22:00", to: "06:00" }))).toBe(480);
});

it("takes an offered time: the hours of a series, the whole of a single one", () => {
  const window = { start: "2026-03-24T12:00:30.000Z", end: "2026-03-24T14:00:30.000Z" };
  const series = withWindow(form({ when: "repeated" }), window);
  expect([series.from, series.to, series.when]).toEqual(["13:01", "15:01", "repeated"]);
  const single = withWindow(form({ when: "now" }), window);
  expect(sessionOf(single)).toMatchObject({
    type: "from-to",
    start: "2026-03-24T12:01:00.000Z",
    end: "2026-03-24T14:01:00.000Z",
  });
});

it("takes a free time that was looked for, unless another one was typed meanwhile", () => {
  const window = { start: "2026-03-24T12:00:00.000Z", end: "2026-03-24T14:00:00.000Z" };
  const asked = form({});
  const named = { ...asked, name: "Demo" };
  expect(withFreeTime(named, asked, window)).toEqual(withWindow(named, window));
  const typed = { ...asked, end: "2026-03-25T12:00" };
  expect(withFreeTime(typed, asked, window)).toBe(typed);
});

describe("several environments", () => {
  const several = [emptyDesign("Strong"), emptyDesign("Cheap")];

  it("take turns in their order, on days of a series too", () => {
    const turning = withSharing(form({ when: "repeated" }), "turns", 2);
    const request = requestOf({ ...turning, turns: [1, 0, 1], slotMinutes: 40 }, several);
    expect(request?.designs.map(({ name }) => name)).toEqual(["Cheap", "Strong", "Cheap"]);
    expect(request?.session).toMatchObject({
      type: "turns",
      within: { type: "repeated" },
      slotMinutes: 40,
    });
  });

  it("share a time by office hours, which need a time that is fixed", () => {
    const shared = withSharing(form({ when: "repeated" }), "office-hours", 2);
    const request = requestOf(shared, several);
    expect(request?.designs.map(({ name }) => name)).toEqual(["Strong", "Cheap"]);
    expect(request?.session).toMatchObject({ type: "office-hours", days: [1, 2, 3, 4, 5] });
    expect(sessionOf({ ...shared, officeFrom: "19:00" })).toEqual({
      missing: "Office hours must end later on the same day.",
    });
    expect(withWhen(shared, "now").sharing).toBe("one");
    expect(withWhen(withSharing(shared, "turns", 2), "repeated").sharing).toBe("turns");
  });

  it("are another one at first, where there is one, and then as they were chosen", () => {
    const turning = withSharing(form({}), "turns", 2);
    expect(turning.turns).toEqual([0, 1]);
    expect(withSharing(form({}), "turns", 1).turns).toEqual([0]);
    const chosen = { ...turning, turns: [1, 0, 0], office: 1, otherwise: 0 };
    const back = withSharing(withSharing(chosen, "one", 2), "office-hours", 2);
    expect([back.turns, back.office, back.otherwise]).toEqual([[1, 0, 0], 1, 0]);
  });

  it("are one again where the time is not fixed", () => {
    expect(requestOf(withWhen(withSharing(form({}), "turns", 2), "within"), several)).toMatchObject(
      {
        designs: [{ name: "Strong" }],
        session: { type: "within" },
      },
    );
  });
});

it("is looked for in twelve hours where there would be no choice, else where it was typed", () => {
  const start = "2026-03-24T10:00";
  const within = (end: string, minutes = 120): string =>
    withWhen(form({ start, end, minutes }), "within").end;
  expect(within("2026-03-24T12:00")).toBe("2026-03-24T22:00");
  expect(within("2026-03-24T12:00", 1440)).toBe("2026-03-26T10:00");
  expect(within("2026-03-25T12:00")).toBe("2026-03-25T12:00");
});

it("ends with a task, at the latest with its time", () => {
  const asked = form({ when: "from-to", start: "2026-03-24T10:00", end: "2026-03-24T12:30" });
  expect(sessionOf({ ...asked, task: " Nightly " })).toMatchObject({
    type: "until-task",
    task: "Nightly",
    atMostMinutes: 150,
  });
  const ranged = { ...asked, task: "Nightly", leastMinutes: 30, expectedMinutes: 60 };
  expect(sessionOf(ranged)).toMatchObject({ leastMinutes: 30, expectedMinutes: 60 });
  expect(sessionOf({ ...ranged, expectedMinutes: 20 })).toEqual({
    missing: "The task takes at least, mostly and at most as long, in that order.",
  });
  expect(sessionOf({ ...asked, task: "" })).toEqual({ missing: "Say which task it is for." });
  expect(sessionOf({ ...asked, when: "now", task: "Nightly" })).toMatchObject({ start: null });
  expect(sessionOf({ ...asked, when: "repeated", task: "Nightly" })).toMatchObject({
    type: "repeated",
  });
});

it.each([
  ["week", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=10"],
  ["two-weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;COUNT=10"],
  ["day", "FREQ=DAILY;COUNT=10"],
  ["month", "FREQ=MONTHLY;COUNT=10"],
  ["rule", "FREQ=YEARLY;COUNT=2"],
] as const)("repeats by %s as %s", (repeats, rule) => {
  const repeating = form({
    when: "repeated",
    repeats,
    ends: "count",
    rule: " FREQ=YEARLY;COUNT=2 ",
  });
  expect(sessionOf(repeating)).toMatchObject({ rule });
});

it("says of a series when its times end on the next day, as soon as both are times", () => {
  const ends = (from: string, to: string): boolean => endsNextDay({ from, to });
  expect(ends("09:00", "11:00")).toBe(false);
  expect(ends("22:00", "06:00")).toBe(true);
  expect(ends("09:00", "09:00")).toBe(true);
  expect(ends("9:00", "11:00")).toBe(false);
  expect(ends("09:00", "")).toBe(false);
});
