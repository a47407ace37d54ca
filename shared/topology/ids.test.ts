import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareIds, compareText, sortedIds } from "./ids.ts";

describe("the order of ids", () => {
  it("puts what is numbered later later", () => {
    expect(sortedIds(["web-10", "web-2", "db", "web-1-9", "web-1-10", "web"])).toEqual([
      "db",
      "web",
      "web-1-9",
      "web-1-10",
      "web-2",
      "web-10",
    ]);
  });

  it("is that of numbers with leading zeros, whatever the ids", () => {
    const padded = (id: string): string =>
      id.replaceAll(/\d+/g, (digits) => digits.padStart(10, "0"));
    const part = fc.constantFrom("0", "1", "9", "00", "12345678901", "a", "-", "/", ":", "é");
    const id = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(id, id, id, (start, a, b) => {
        const [one, other] = [start + a, start + b];
        const wanted = compareText(padded(one), padded(other)) || compareText(one, other);
        expect(Math.sign(compareIds(one, other))).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });
});
