import { expect, test } from "vitest";
import type { Settled } from "../../../shared/pool/outlook.ts";
import { affectedLines } from "./pool.ts";

const one: Settled = {
  id: "r1",
  name: "Course",
  tenant: "acme",
  owner: "ada",
  window: { start: "2026-12-01T08:00:00.000Z", end: "2026-12-01T10:00:00.000Z" },
  running: false,
  things: ["R1-1"],
  outcome: "moved",
};
const none = { moved: 0, waits: 0, stays: 0, warned: 0 };

test("of many affected the first are shown, and what became of all is told", () => {
  const nameOf = (id: string): string => id.toUpperCase();
  expect(affectedLines({ affected: [], outcomes: none }, nameOf)).toEqual(["Nobody is concerned."]);
  const all = affectedLines({ affected: [one], outcomes: { ...none, moved: 1 } }, nameOf);
  expect(all[0]).toBe("1 are concerned:");
  expect(all.at(-1)).toMatch(/^Course .*ADA .*R1-1 .*moved to other machines$/);
  const many = { affected: [one], outcomes: { moved: 1503, waits: 45, stays: 0, warned: 2 } };
  const lines = affectedLines(many, nameOf);
  expect(lines[0]).toBe("1550 are concerned:");
  expect(lines.at(-1)).toBe(
    "… and 1549 more. Of all: 1503 moved to other machines, 45 wait for other machines, 2 run on, their people are warned.",
  );
});
