import { expect, it } from "vitest";
import type { PlannedSlot } from "../../shared/protocol/reservation.ts";
import { verdictWords } from "./verdict-words.ts";

function words(...machines: readonly number[]): string {
  const slots = machines.map((count) => ({ machines: count, fits: true, never: false }));
  return verdictWords({ slots: slots as PlannedSlot[], quota: null }, "refuse");
}

it("says how many machines each time has, also where those who take turns are not of one size", () => {
  expect(words(1)).toBe("It fits: 1 machine");
  expect(words(4, 4)).toBe("All 2 times fit: 4 machines each");
  expect(words(4, 3, 4)).toBe("All 3 times fit: 3 to 4 machines each");
});
