import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstant } from "./parse-instant.ts";

test("an instant is read as Date.parse reads it", () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime());
    }),
    { seed: 20261122 },
  );
});

test.each([
  "2024-02-29T23:59:59.999Z",
  "2023-02-29T00:00:00.000Z",
  "2026-11-22T24:00:00.000Z",
  "2026-11-22T23:60:00.000Z",
  "2026-11-22T23:59:60.000Z",
  "2026-13-01T00:00:00.000Z",
  "2026-11-00T00:00:00.000Z",
  "2026-11-22T08:00:00Z",
  "2026-11-22T08:00:00.000+1",
  "2026-11-22t08:00:00.000z",
  "",
])("%o, too", (text) => {
  expect(parseInstant(text)).toBe(Date.parse(text));
});
