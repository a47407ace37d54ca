import { expect, test } from "vitest";
import { faultText } from "../base/fault.ts";
import { quotaSchema } from "../protocol/reservation.ts";
import { quotaFault, type Counted } from "./quota.ts";

const counted = (day: number, machines: number): Counted => ({
  owner: "ada",
  hold: { start: `2026-11-${day}T09:00:00.000Z`, end: `2026-11-${day}T11:00:00.000Z` },
  machines,
  cores: machines,
  cost: String(machines),
});

/** What is advised where two machines, or those wanted, are too many beside one that is held. */
function advice(limits: object, wanted: number): string | null {
  const quota = quotaSchema.parse({ tenant: "acme", user: null, ...limits });
  const broken = quotaFault([quota], [counted(23, 1)], [counted(23, wanted)]);
  return broken === null ? null : faultText(broken).remedy;
}

test("another time or month is advised only where that helps", () => {
  const ask = "or ask the lab admin for a higher limit.";
  expect(advice({ machines: 3 }, 2)).toBeNull();
  expect(advice({ machines: 2 }, 2)).toBe(`Book less, at another time, ${ask}`);
  expect(advice({ machines: 2 }, 3)).toBe(`Book less, ${ask}`);
  expect(advice({ machineHours: 4 }, 2)).toBe(`Book less or in another month, ${ask}`);
  expect(advice({ machineHours: 4 }, 3)).toBe(`Book less, ${ask}`);
  expect(advice({ money: "2" }, 2)).toBe(`Book less, shorter or in another month, ${ask}`);
  expect(advice({ money: "2" }, 3)).toBe(`Book less or shorter, ${ask}`);
});
