import { expect, test } from "vitest";
import { sketch } from "../../design/sketch.ts";
import { drawnCounts, isScaled } from "./scaled.ts";

const drawn = drawnCounts(sketch("Shop", { web: { kind: "machine", count: 2 } }));

test("what is beyond the count that was drawn came by scaling", () => {
  const scaled = ["web.1", "web.2", "web.3"].map((instance) => isScaled(drawn, "web", instance));
  expect(scaled).toEqual([false, false, true]);
});

test("a node that was added later is no copy of anything", () => {
  expect(isScaled(drawn, "mail", "mail.1")).toBe(false);
});

test("a further copy of a component comes with all that is in it", () => {
  const uses = new Map([
    ["shop", 1],
    ["shop.1/web", 2],
  ]);
  expect(isScaled(uses, "shop.1/web", "shop.1/web.2")).toBe(false);
  expect(isScaled(uses, "shop.1/web", "shop.1/web.3")).toBe(true);
  expect(isScaled(uses, "shop.2/web", "shop.2/web.1")).toBe(true);
});
