import { expect, test } from "vitest";
import { scaled, unscaled } from "./exact.ts";

test.each(["0", "1", "-1", "12.5", "-0.000000000000000001", "1000000", "0.1"])(
  "%s is written as it was read",
  (text) => {
    expect(unscaled(scaled(text))).toBe(text);
  },
);
