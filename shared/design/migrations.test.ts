import { expect, test } from "vitest";
import { DESIGN_VERSION } from "./design.ts";
import { migrate, MIGRATIONS, type Migration } from "./migrations.ts";

const steps: readonly Migration[] = [
  {
    from: 2,
    change: "title became name",
    migrate: ({ title, ...rest }) => ({ ...rest, name: title }),
  },
  { from: 1, change: "count was added", migrate: (raw) => ({ ...raw, count: 1 }) },
];

test("goes through every step in order of version and stamps the new one", () => {
  expect(migrate({ version: 1, title: "t", other: true }, 1, 3, steps)).toEqual({
    version: 3,
    name: "t",
    count: 1,
    other: true,
  });
});

test("starts at the version of the file", () => {
  expect(migrate({ version: 2, title: "t" }, 2, 3, steps)).toEqual({ version: 3, name: "t" });
});

test("leaves the present version alone", () => {
  const raw = { version: 3 };
  expect(migrate(raw, 3, 3, steps)).toBe(raw);
});

test("a gap in the list is a bug", () => {
  expect(() => migrate({ version: 3 }, 3, 4, steps)).toThrow("version 3");
});

test("the list leads from each earlier version to the present one", () => {
  const earlier = Array.from({ length: DESIGN_VERSION - 1 }, (_, index) => index + 1);
  expect(MIGRATIONS.map(({ from }) => from)).toEqual(earlier);
});
