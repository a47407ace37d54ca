import { expect, it } from "vitest";
import { conflictWords, zoneWords } from "./words.ts";

const window = { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T11:00:00.000Z" };
const holder = (name: string | null, owner: string | null = "u1") => ({
  reservation: null,
  name,
  owner: name === null ? null : owner,
  window,
  preemptible: null,
});

it("names who has something at a time together, by name, and counts the others", () => {
  const words = (...holders: ReturnType<typeof holder>[]): string =>
    conflictWords(
      { resource: "lab/host/h1/cores", capacity: 32, held: 28, holders },
      "UTC",
      (id) => ({ u1: "Ada", u2: "Ben" })[id] ?? id,
    );
  const copies = ["a", "b", "c", "d", "e"].map((name) => holder(name));
  expect(words(...copies)).toBe(
    "Cores of h1: 28 of 32 held by a, b, c, and 2 more (Ada) Mon 23 Nov 09:00–11:00",
  );
  expect(words(holder("a"), holder("b", "u2"), holder(null), holder(null))).toBe(
    "Cores of h1: 28 of 32 held by a (Ada) Mon 23 Nov 09:00–11:00; b (Ben) Mon 23 Nov 09:00–11:00; somebody else Mon 23 Nov 09:00–11:00",
  );
});

it("is short about a time zone", () => {
  expect(zoneWords("America/New_York", Date.parse(window.start))).toBe("New York (GMT-5)");
  expect(zoneWords("UTC", Date.parse(window.start))).toBe("UTC (GMT+0)");
});
