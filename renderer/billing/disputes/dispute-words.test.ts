import { expect, test } from "vitest";
import type { Dispute } from "../../../shared/statements/dispute.ts";
import { answeredOnes, lineWord, openOnes, waitingWord } from "./dispute-words.ts";

function said(id: string, change: Partial<Dispute> = {}): Dispute {
  const receivedAt = "2026-11-01T10:00:00.000Z";
  const of = { tenant: "acme", by: "Ann", about: "LW-000001", line: "", title: "", text: "Why?" };
  return { ...of, id, sort: "dispute", madeAt: receivedAt, receivedAt, answer: null, ...change };
}

function answered(id: string, at: string): Dispute {
  return said(id, { answer: { text: "So.", by: "Olga", at, outcome: "answered" } });
}

const all = [
  said("note", { sort: "note", receivedAt: "2026-10-01T10:00:00.000Z" }),
  said("late", { receivedAt: "2026-11-03T10:00:00.000Z" }),
  answered("old", "2026-11-02T10:00:00.000Z"),
  said("early"),
  answered("new", "2026-11-05T10:00:00.000Z"),
];
const ids = (list: readonly Dispute[]): readonly string[] => list.map(({ id }) => id);

test("what is not accepted comes first, the longest waiting before others", () => {
  expect(ids(openOnes(all))).toEqual(["early", "late", "note"]);
});

test("the newest answer comes first", () => {
  expect(ids(answeredOnes(all))).toEqual(["new", "old"]);
});

test("how many wait is said to each in their own words", () => {
  expect(waitingWord(all, true)).toBe("3 to answer");
  expect(waitingWord(all, false)).toBe("3 without an answer");
  expect(waitingWord(answeredOnes(all), true)).toBe("all answered");
  expect(waitingWord([], true)).toBe("none");
});

test("a line is called as the customer saw it", () => {
  expect(lineWord({ line: "web/1", title: "Machine hour, web" })).toBe("Machine hour, web");
  expect(lineWord({ line: "web/1", title: "" })).toBe("web/1");
  expect(lineWord({ line: "", title: "" })).toBe("All of it");
});
