import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { officeHours } from "../../shared/schedule/office-hours.ts";
import { repeat, repetitionSchema } from "../../shared/schedule/repetition.ts";
import { sessionSchema, type SessionOf } from "../../shared/schedule/session.ts";

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Africa/Cairo",
  "Pacific/Auckland",
  "UTC",
];
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const zone = fc.constantFrom(...ZONES);
const clock = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map(
    (minute) =>
      `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
  );
const day = fc
  .integer({ min: 0, max: 700 })
  .map((days) => Temporal.PlainDate.from("2026-01-01").add({ days }).toString());
const FAR = { after: Date.UTC(2020, 0), before: Date.UTC(2040, 0), limit: 10_000 };

/** What a rule by weekdays comes to, day by day, without the library. */
function plainDays(first: string, weekdays: readonly string[], count: number): string[] {
  const days: string[] = [];
  for (let at = Temporal.PlainDate.from(first); days.length < count; at = at.add({ days: 1 }))
    if (weekdays.includes(DAYS[at.dayOfWeek - 1]!)) days.push(at.toString());
  return days;
}

test("a repetition is on exactly the rule's days, and clocks show its times wherever they can", () => {
  const weekdays = fc.subarray(DAYS, { minLength: 1 });
  fc.assert(
    fc.property(
      zone,
      day,
      clock,
      clock,
      weekdays,
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.nat(59), { maxLength: 3 }),
      (zone, firstDay, from, to, weekdays, count, leftOut) => {
        const wanted = plainDays(firstDay, weekdays, count);
        const except = leftOut.flatMap((index) => wanted[index] ?? []);
        const spans = repeat(
          repetitionSchema.parse({
            zone,
            firstDay,
            from,
            to,
            rule: `FREQ=WEEKLY;BYDAY=${weekdays.join(",")};COUNT=${count}`,
            except,
          }),
          FAR,
        );
        expect(spans.map((span) => span.day)).toEqual(
          wanted.filter((each) => !except.includes(each)),
        );
        for (const { day, start, end } of spans) {
          expect(end).toBeGreaterThan(start);
          const shown = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
          const asked = Temporal.PlainDateTime.from(`${day}T${from}`);
          // Never earlier than asked for, and later only where that time is skipped.
          const late = asked.until(shown.toPlainDateTime()).total("minutes");
          const skipped = !asked.toZonedDateTime(zone).toPlainDateTime().equals(asked);
          expect(late > 0).toBe(skipped);
          expect(late).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("looking at it in pieces gives the same as looking at it at once", () => {
  fc.assert(
    fc.property(
      zone,
      day,
      clock,
      clock,
      fc.integer({ min: 1, max: 5 }),
      (zone, firstDay, from, to, interval) => {
        const repetition = repetitionSchema.parse({
          zone,
          firstDay,
          from,
          to,
          rule: `FREQ=DAILY;INTERVAL=${interval}`,
        });
        const begin = Date.parse(`${firstDay}T00:00:00Z`) - 86_400_000;
        const cuts = [0, 17, 40, 41, 90].map((days) => begin + days * 86_400_000 + days * 12_345);
        const pieces: unknown[] = [];
        for (const [index, before] of cuts.slice(1).entries())
          pieces.push(...repeat(repetition, { after: cuts[index]!, before, limit: 1000 }));
        expect(pieces).toEqual([
          ...repeat(repetition, { after: cuts[0]!, before: cuts.at(-1)!, limit: 1000 }),
        ]);
      },
    ),
    { numRuns: 40 },
  );
});

test("office hours and the rest cover the whole time, touch, and never overlap", () => {
  fc.assert(
    fc.property(
      zone,
      fc.integer({ min: 0, max: 700 * 24 }),
      fc.integer({ min: 1, max: 24 * 14 }),
      fc.integer({ min: 0, max: 22 }),
      fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
      (zone, from, length, opens, days) => {
        const begin = Date.UTC(2026, 0) + from * 3_600_000;
        const session = sessionSchema.parse({
          type: "office-hours",
          zone,
          start: new Date(begin).toISOString(),
          end: new Date(begin + length * 3_600_000).toISOString(),
          days,
          from: `${String(opens).padStart(2, "0")}:30`,
          to: "23:15",
        }) as SessionOf<"office-hours">;
        const pieces = officeHours(session);
        expect(pieces[0]?.start).toBe(begin);
        expect(pieces.at(-1)?.end).toBe(begin + length * 3_600_000);
        for (const [index, piece] of pieces.entries()) {
          expect(piece.end).toBeGreaterThan(piece.start);
          if (index > 0) expect(piece.start).toBe(pieces[index - 1]?.end);
        }
      },
    ),
    { numRuns: 60 },
  );
});
