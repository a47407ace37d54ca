import { expect, it } from "vitest";
import { lossLine, lossLog } from "./loss.ts";
import { noteWhole, tellUnread, type UnreadWords } from "./unread.ts";
import { fieldOf, fieldsOf, listOf } from "./values.ts";

const WORDS = {
  outcome: "dropped",
  nouns: { "": "file", "nodes[]": "node" },
  own: [[/\.z$/, "height"]],
} as const satisfies UnreadWords;

function told(root: unknown): readonly string[] {
  const loss = lossLog();
  tellUnread(root, loss, WORDS);
  return loss.report().map(lossLine);
}

it("tells what was not asked for, the topmost of it, where it says anything", () => {
  const file = {
    nodes: [
      { name: "a", z: 1, inner: { deep: 1, asked: 2 }, empty: { of: [null, ""] } },
      { name: "b", z: 2, off: false, more: [[{ x: 1 }]] },
    ],
    rest: { of: { it: 1 } },
  };
  for (const node of listOf(file, "nodes")) fieldOf(fieldsOf(node, "inner"), "asked");
  expect(told(file)).toEqual([
    "dropped: 2 × node setting name (first at nodes[0])",
    "dropped: 2 × height (first at nodes[0])",
    "dropped: node setting inner.deep (at nodes[0].inner)",
    "dropped: node setting more (at nodes[1])",
    "dropped: file setting rest (at rest)",
  ]);
});

it("tells nothing of what was taken over as it is, however deep it goes", () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 10_000; depth++) deep = { deep };
  const circle: Record<string, unknown> = { name: "one" };
  circle["self"] = circle;
  const file = { whole: { a: { b: 1 } }, circle, deep };
  noteWhole(fieldOf(file, "whole"));
  noteWhole(fieldOf(file, "deep"));
  fieldOf(fieldOf(file, "circle"), "self");
  expect(told(file)).toEqual(["dropped: file setting circle.name (at circle)"]);
});
