import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { DAY, dateAt, dayAt, localDays } from "./local-days.ts";

/** Zones and a day around which their clocks do what most do not. */
const CHANGES: readonly (readonly [string, string, string])[] = [
  ["Europe/Berlin", "2026-03-29", "skip two o'clock"],
  ["Africa/Cairo", "2026-04-24", "skip midnight"],
  ["America/Santiago", "2026-09-06", "skip midnight"],
  ["America/Havana", "2026-11-01", "show midnight twice"],
  ["America/Sao_Paulo", "2018-02-18", "go back at midnight"],
  ["Pacific/Apia", "2011-12-30", "skip the whole day"],
  ["Australia/Lord_Howe", "2026-04-05", "go back half an hour"],
  ["UTC", "2026-01-01", "never change"],
];

describe.each(CHANGES)("in %s around %s, where clocks %s", (zone, changed) => {
  const around = Temporal.PlainDate.from(changed).toZonedDateTime("UTC").epochMilliseconds / DAY;

  it.each([0, 1, 40])("every day begins when the zone says, from %i days before", (before) => {
    const [first, last] = [around - before, around + 60];
    const days = localDays(first, last, zone);
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: last - first + 1 }, (_, at) => first + at),
    );
    expect(days.map(({ start }) => start)).toEqual(days.map(({ day }) => midnight(day, zone)));
    expect(days.map(({ end }) => end)).toEqual(days.map(({ day }) => midnight(day + 1, zone)));
  });

  it("an instant has the date that its clocks show, whatever was asked before", () => {
    const hours = Array.from(
      { length: 6 * 24 },
      (_, hour) => (around - 3) * DAY + hour * 3_600_000,
    );
    const shown = (at: number): Temporal.PlainDate =>
      Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
    for (const at of [...hours.toReversed(), ...hours].flatMap((hour) => [hour - 1, hour])) {
      expect(dateAt(at, zone).toString()).toBe(shown(at).toString());
      expect(dayAt(at, zone)).toBe(shown(at).toZonedDateTime("UTC").epochMilliseconds / DAY);
    }
  });
});

it("a zone that there is not is refused", () => {
  expect(() => dayAt(0, "Europe/Nowhere")).toThrow(RangeError);
});

/** As Temporal says, asked for this day alone. */
function midnight(day: number, zone: string): number {
  return Temporal.PlainDate.from("1970-01-01").add({ days: day }).toZonedDateTime(zone)
    .epochMilliseconds;
}
