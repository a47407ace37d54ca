import { expect, test } from "vitest";
import { shorter, withShorterNumbers } from "./shorter.ts";

test.each([
  ["478", "478"],
  ["0.0480", "0.048"],
  ["205.988291666666666667", "205.988292…"],
  ["-1.23456789", "-1.234568…"],
  ["0", "0"],
  ["0.00000027", "< 0.000001"],
  ["-0.00000027", "> -0.000001"],
])("%s is read as %s", (number, text) => {
  expect(shorter(number)).toBe(text);
});

test("in a sentence only what is too long", () => {
  expect(withShorterNumbers("53.980183843848883692621349 instead of 0.50")).toBe(
    "53.980184… instead of 0.50",
  );
});
