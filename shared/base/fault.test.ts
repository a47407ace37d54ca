import { expect, test } from "vitest";
import { fault, faultSentence } from "./fault.ts";

test("a place that what happened names already is told once", () => {
  const changed = fault("file-changed", { path: "/labs/a.json" }, "/labs/a.json");
  expect(faultSentence(changed).split("/labs/a.json")).toHaveLength(2);
  const misfit = fault("format-misfit", { format: "CSV", detail: "no name" }, "/labs/a.csv");
  expect(faultSentence(misfit)).toContain("(/labs/a.csv)");
});

test("one time and several are told each in its way", () => {
  const words = (count: number, total: number): string =>
    faultSentence(fault("slots-taken", { count, total, detail: "Taken." }));
  expect(words(1, 1)).toBe(
    "It does not fit at its time. Taken. Take one of the offers, or queue for that time. [slots-taken]",
  );
  expect(words(1, 5)).toMatch(/^It does not fit at 1 of its 5 times\. .*leave these times out/);
  expect(faultSentence(fault("nobody-came", { minutes: 1 }))).toMatch(/for 1 minute\./);
  expect(faultSentence(fault("approval-needed", { limit: 1, machines: 2 }))).toMatch(
    /^More than 1 machine needs /,
  );
});
