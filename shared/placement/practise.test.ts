import { expect, test } from "vitest";
import { place } from "./place.ts";
import { practiceProblem, practise } from "./practise.ts";

test("practises what takes longest: refusing, with the reason, for want of bandwidth", () => {
  const steps = [...practise()];
  const codes = steps.map((_, number) => {
    const placed = place(practiceProblem(number));
    return placed.ok ? "placed" : placed.error[0]?.code;
  });
  const refused = codes.filter((code) => code === "not-enough-bandwidth");
  expect(refused.length).toBeGreaterThan(steps.length / 2);
});
