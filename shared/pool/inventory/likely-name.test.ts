import { expect, test } from "vitest";
import { likelyNames } from "./likely-name.ts";

const called = (...names: readonly string[]) =>
  names.map((name, index) => ({ id: `id-${index + 100}`, name }));

test("who was likely meant is who is nearly so called, by name or id, with the same number", () => {
  const likely = likelyNames(called("leef-R5", "leef-R6", "leaf-R4", "spine"));
  expect(likely("leaf-R5")).toBe(" Did you mean “leef-R5”?");
  expect(likely("Spine")).toBe(" Did you mean “spine”?");
  expect(likely("leef-R05")).toBe(" Did you mean “leef-R5”?");
  expect(likely("ID-103")).toBe(" Did you mean “id-103”?");
  // Another number is another of the series.
  expect(likely("leaf-R7")).toBe("");
  expect(likely("router")).toBe("");
  expect(likely("")).toBe("");
});

test("no more is compared than a large file may take", () => {
  const long = (letter: string): string => letter + "x".repeat(999);
  const few = likelyNames(called(...["a", "b"].map(long)));
  expect(few(long("c"))).not.toBe("");
  const many = likelyNames(
    called(
      ...Array.from({ length: 30 }, (_, at) => long("abcdefghijklmnopqrstuvwxyzäöüß"[at] ?? "")),
    ),
  );
  expect(many(long("1"))).toBe("");
  expect(many(long("c"))).toBe("");
});
