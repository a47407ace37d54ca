import { describe, expect, it } from "vitest";
import { createSortedIds } from "./sorted-ids.ts";
import { seededRandom } from "./seeded-random.ts";

const compare = (a: string, b: string): number => Number(a) - Number(b);

describe("sorted ids", () => {
  it("are in order whether they are few or many, and come and go", () => {
    const random = seededRandom(1);
    const ids = createSortedIds(compare);
    const known = new Set<string>();
    for (let step = 0; step < 2000; step++) {
      const id = String(Math.floor(random.next() * 150));
      const isIn = random.next() < (step < 1000 ? 0.7 : 0.2);
      expect(ids.put(id, isIn)).toBe(known.has(id) !== isIn);
      if (isIn) known.add(id);
      else known.delete(id);
      expect(ids.size()).toBe(known.size);
      expect(ids.all()).toEqual([...known].sort(compare));
    }
  });

  it("are the same array until one changes", () => {
    const ids = createSortedIds(compare);
    ids.put("2", true);
    const before = ids.all();
    expect(ids.put("2", true)).toBe(false);
    expect(ids.all()).toBe(before);
    ids.put("1", true);
    expect(ids.all()).toEqual(["1", "2"]);
    expect(before).toEqual(["2"]);
  });
});
