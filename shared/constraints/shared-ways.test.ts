import { expect, test } from "vitest";
import type { QuickFix } from "./rule.ts";
import { sharedWays } from "./shared-ways.ts";

const LATER: QuickFix = {
  title: "Choose a later time",
  edits: [],
  window: { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T10:00:00.000Z" },
};

function use(type: string, id: string): QuickFix {
  const edit = { type: "set-property", id, property: "machineType", value: type } as const;
  return { title: `Use ${type} for ${id}`, edits: [edit] };
}

const without = (id: string): QuickFix => ({
  title: `Do without ${id}`,
  edits: [{ type: "remove-node", id }],
});

test("what helps each in the same manner helps all of them at once", () => {
  const names = ["a", "web-2", "web-3"];
  const all = names.map((name) => ({ name, ways: [use("small a type", name), LATER] }));
  const [first, later, ...more] = sharedWays(all);
  expect(first?.title).toBe("Use small a type for each of these 3");
  expect(first?.edits.map((edit) => "id" in edit && edit.id)).toEqual(names);
  expect([later, ...more]).toEqual([LATER]);
});

test("what helps only some, or some otherwise, is left out; one keeps its own", () => {
  const [a, b] = [
    { name: "a", ways: [use("small", "a"), without("a")] },
    { name: "b", ways: [use("large", "b"), without("b")] },
  ];
  expect(sharedWays([a, b]).map(({ title }) => title)).toEqual(["Do without each of these 2"]);
  expect(sharedWays([a])).toEqual(a.ways);
  expect(sharedWays([a, { name: "c", ways: [] }])).toEqual([]);
  const soon = { ...LATER, window: { ...LATER.window!, end: "2026-11-23T11:00:00.000Z" } };
  expect(
    sharedWays([
      { name: "a", ways: [LATER] },
      { name: "b", ways: [soon] },
    ]),
  ).toEqual([]);
});
