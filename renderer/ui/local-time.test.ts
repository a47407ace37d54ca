import { expect, it } from "vitest";
import { fromLocalInput, localTime, shortDay, toLocalInput } from "./local-time.ts";

it("goes to an input and back, to the minute", () => {
  for (const text of ["2026-01-02T03:04", "2027-12-31T23:59"])
    expect(toLocalInput(fromLocalInput(text)!)).toBe(text);
});

it("takes nothing for a time that is none", () => {
  for (const text of ["", "soon", "2026-13-01T00:00", "2026", "2026-11-23"])
    expect(fromLocalInput(text)).toBeNull();
});

it("is read as people write it", () => {
  expect(localTime("2026-11-21T06:00:00.000Z")).toMatch(/^2[01] Nov 2026, \d{2}:\d{2}$/);
  expect(shortDay(new Date(2026, 10, 21).getTime())).toBe("Sat 21 Nov");
});
