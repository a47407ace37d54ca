import { afterEach, expect, it } from "vitest";
import { fromLocalInput, localTime, shortDay, toLocalInput } from "./local-time.ts";

it("goes to an input and back, to the minute", () => {
  for (const text of ["2026-01-02T03:04", "2027-12-31T23:59"])
    expect(toLocalInput(fromLocalInput(text)!)).toBe(text);
});

const ZONE = process.env["TZ"];
afterEach(() => {
  if (ZONE === undefined) delete process.env["TZ"];
  else process.env["TZ"] = ZONE;
});

it.each([
  ["Europe/Berlin", "2026-10-25T00:30Z", "2026-10-25T02:30"],
  ["Europe/Berlin", "2026-10-25T01:30Z", "2026-10-25T02:30+01:00"],
  ["Europe/Berlin", "2026-10-25T02:00Z", "2026-10-25T03:00"],
  ["America/St_Johns", "2026-11-01T03:45Z", "2026-11-01T01:15"],
  ["America/St_Johns", "2026-11-01T04:45Z", "2026-11-01T01:15-03:30"],
])("tells in %s what clocks show twice apart: %s is %s", (zone, instant, text) => {
  process.env["TZ"] = zone;
  expect(toLocalInput(Date.parse(instant))).toBe(text);
  expect(fromLocalInput(text)).toBe(Date.parse(instant));
});

it("takes nothing for a time that is none", () => {
  for (const text of ["", "soon", "2026-13-01T00:00", "2026", "2026-11-23"])
    expect(fromLocalInput(text)).toBeNull();
});

it("is read as people write it", () => {
  expect(localTime("2026-11-21T06:00:00.000Z")).toMatch(/^2[01] Nov 2026, \d{2}:\d{2}$/);
  expect(shortDay(new Date(2026, 10, 21).getTime())).toBe("Sat 21 Nov");
});
