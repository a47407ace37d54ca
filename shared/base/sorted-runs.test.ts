import fc from "fast-check";
import { expect, it } from "vitest";
import { createSortedRuns } from "./sorted-runs.ts";

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const id = fc.integer({ min: 100, max: 999 }).map(String);
const put = fc.tuple(id, fc.array(fc.nat(), { maxLength: 2 }));

it("lists every run in order, whatever was put, and what was asked for earlier stays as it was", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(put, { maxLength: 300 }), { minLength: 1, maxLength: 6 }),
      (steps) => {
        const sorted = createSortedRuns<number>(compare);
        const plain = new Map<string, readonly number[]>();
        const earlier: [() => readonly number[], readonly number[]][] = [];
        for (const step of steps) {
          for (const [key, run] of step) {
            sorted.put(key, run);
            plain.set(key, run);
            expect(sorted.get(key)).toEqual(run);
          }
          const wanted = [...plain].toSorted(([a], [b]) => compare(a, b)).flatMap(([, run]) => run);
          earlier.push([sorted.snapshot(), wanted]);
          expect(sorted.all()).toEqual(wanted);
          expect(sorted.all()).toBe(sorted.all());
        }
        for (const [later, wanted] of earlier) expect(later()).toEqual(wanted);
      },
    ),
  );
});

it("follows single changes of a long list", () => {
  const sorted = createSortedRuns<string>(compare);
  const ids = Array.from({ length: 900 }, (_, index) => String(100 + index));
  for (const one of ids) sorted.put(one, [one]);
  expect(sorted.all()).toEqual(ids);
  for (let index = 0; index < 899; index++) {
    sorted.put(String(100 + index), []);
    sorted.put(`${100 + index}+`, ["+"]);
    if (index % 90 === 0) expect(sorted.all()).toHaveLength(900);
    else sorted.snapshot();
  }
  expect(new Set(sorted.all())).toEqual(new Set(["+", "999"]));
});

it("follows changes of some dozens at a time, all over a long list or all in one place", () => {
  const sorted = createSortedRuns<string>(compare);
  const kept = new Set(Array.from({ length: 2000 }, (_, index) => String(10_000 + 2 * index)));
  for (const one of kept) sorted.put(one, [one]);
  expect(sorted.all()).toHaveLength(2000);
  for (let round = 0; round < 60; round++) {
    const step = round % 2 === 0 ? 97 : 1;
    for (let index = 0; index < 40; index++) {
      const one = String(10_000 + ((round * 613 + index * step) % 4000));
      if (kept.has(one)) kept.delete(one);
      else kept.add(one);
      sorted.put(one, kept.has(one) ? [one] : []);
    }
    expect(sorted.all()).toEqual([...kept].toSorted(compare));
  }
});
