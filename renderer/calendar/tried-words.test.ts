import { expect, test } from "vitest";
import type { Conflict, TriedTime } from "../../shared/protocol/reservation.ts";
import { inTheWay, triedWords } from "./tried-words.ts";

const window = { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T11:00:00.000Z" };

function conflict(...names: readonly (string | null)[]): Conflict {
  const holders = names.map((name) => ({
    reservation: name === null ? null : `id of ${name}`,
    name,
    owner: null,
    window,
    preemptible: null,
  }));
  return { resource: "lab/host/h1/cores", of: 1, others: 0, capacity: 8, held: 8, holders };
}

function words(changes: Partial<TriedTime>): string {
  const tried = { verdict: "fits", window, why: null, limit: null, conflicts: [], ...changes };
  return triedWords(tried as TriedTime, "UTC");
}

test("what fits is told in two words, and who has its machines where it goes elsewhere", () => {
  expect(words({})).toBe("it fits");
  const conflicts = [conflict("Course · 2026-11-23", "Exam"), conflict("Exam")];
  expect(words({ verdict: "elsewhere", conflicts })).toBe(
    "it fits on other machines; its own have Course and Exam",
  );
  expect(inTheWay(conflicts)).toEqual(new Set(["id of Course · 2026-11-23", "id of Exam"]));
});

test("who may not be named is somebody else, and many are counted", () => {
  const why = { code: "no-room-then", parameters: { detail: "No others are free." } };
  const conflicts = [conflict("A", "B", "C", "D", "E", null, null)];
  expect(words({ verdict: "refused", why, conflicts })).toBe(
    "it does not fit; in the way: A, B, C, somebody else, and 2 more. No others are free.",
  );
  expect(inTheWay([conflict(null)]).size).toBe(0);
});

test("what was sent at once is named too, though it is no reservation", () => {
  const [holder] = conflict("Search").holders;
  const conflicts = [{ ...conflict(), holders: [{ ...holder!, reservation: null }] }];
  expect(words({ verdict: "elsewhere", conflicts })).toBe(
    "it fits on other machines; its own have Search",
  );
});

test("what would end sooner says when and why", () => {
  const limit = "Somebody has its machines right after it.";
  expect(words({ verdict: "shorter", limit, conflicts: [conflict(null)] })).toBe(
    "only Mon 23 Nov 09:00–11:00; after it somebody else. Somebody has its machines right after it.",
  );
});
