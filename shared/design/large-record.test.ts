import fc from "fast-check";
import { expect, it } from "vitest";
import { entryCount, entryOf, withChanges } from "./large-record.ts";

const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "toString");
const changes = fc.array(fc.tuple(id, fc.option(fc.nat(), { nil: undefined })), { maxLength: 4 });

it("a view of a large record is read like a plain one, through any number of changes", () => {
  fc.assert(
    fc.property(fc.dictionary(id, fc.nat()), fc.array(changes), (start, steps) => {
      let view = { ...start };
      let plain: Record<string, number> = { ...start };
      for (const step of steps) {
        view = withChanges(view, new Map(step), { large: 2, most: 5 });
        plain = withChanges(plain, new Map(step), { large: Infinity, most: 0 });
        // What went and came again may stand elsewhere.
        expect(Object.keys(view).toSorted()).toEqual(Object.keys(plain).toSorted());
        expect({ ...view }).toEqual(plain);
        expect(entryCount(view)).toBe(Object.keys(plain).length);
        expect(JSON.parse(JSON.stringify(view))).toEqual(plain);
        for (const key of ["a", "toString", "gone"]) {
          expect(Object.hasOwn(view, key)).toBe(Object.hasOwn(plain, key));
          expect(key in view).toBe(key in plain);
          expect(view[key]).toBe(plain[key]);
          expect(entryOf(view, key)).toBe(Object.hasOwn(plain, key) ? plain[key] : undefined);
        }
      }
    }),
  );
});

it("nobody changes a view, and what it was made of stays as it was", () => {
  const before = { a: 1, b: 2, c: 3 };
  const view = withChanges(before, new Map([["b", undefined]]), { large: 2, most: 5 });
  expect(() => {
    view["d"] = 4;
  }).toThrow(TypeError);
  expect(() => Reflect.deleteProperty(view, "a") || expect.fail()).toThrow();
  expect(view).toEqual({ a: 1, c: 3 });
  expect(before).toEqual({ a: 1, b: 2, c: 3 });
});
