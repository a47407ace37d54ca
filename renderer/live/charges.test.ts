import { afterEach, expect, test, vi } from "vitest";
import { heardCharges } from "../../shared/pricing/charges.ts";
import { chargeWords } from "./charges.ts";
import { chargedUntil } from "./learn-charges.ts";
import { useLive } from "./state.ts";

const AT = "2026-11-22T10:00:00.000Z";
const news = {
  at: AT,
  currency: "EUR",
  total: { amount: "12.5", perHour: "3.6" },
  nodes: [
    { node: "web", amount: "12", perHour: "3.6" },
    { node: "db", amount: "0.5", perHour: "0" },
  ],
  isWhole: true,
  isFinal: false,
};
const begun = useLive.getState();

afterEach(() => {
  useLive.setState(begun, true);
});

test("what was heard of some nodes leaves the others as they are", () => {
  const before = heardCharges(undefined, news);
  const at = "2026-11-22T10:01:00.000Z";
  const some = {
    ...news,
    at,
    nodes: [{ node: "db", amount: "0.7", perHour: "1" }],
    isWhole: false,
  };
  const after = heardCharges(before, some);
  expect(after.nodes["web"]).toBe(before.nodes["web"]);
  expect(after.nodes["db"]).toEqual({ amount: "0.7", perHour: "1", at });
  expect(heardCharges(after, { ...some, isWhole: true }).nodes["web"]).toBeUndefined();
});

test("charges grow by the hour while somebody says so, and stand still offline", () => {
  const charges = heardCharges(undefined, news);
  const at = Date.parse(AT);
  expect(chargedUntil(charges, at + 10_000, true)).toBe(at + 10_000);
  expect(chargedUntil(charges, at - 5000, true)).toBe(at);
  expect(chargedUntil(charges, at + 600_000, true)).toBe(at + 60_000);
  expect(chargedUntil(charges, at + 10_000, false)).toBe(at);
});

test("a node says what was charged; cents grow while there are few", () => {
  vi.spyOn(Date, "now").mockReturnValue(Date.parse(AT));
  const fault = null;
  useLive.setState({
    charges: { e1: heardCharges(undefined, news) },
    connection: { status: "offline", fault, since: 0 },
  });
  expect(chargeWords("e1", "db")).toBe("€0.5000");
  expect(chargeWords("e1", "web")).toBe("€12.00");
  expect(chargeWords("e1", "other")).toBeNull();
  expect(chargeWords("e2", "web")).toBeNull();
  expect(chargeWords(null, "web")).toBeNull();
  vi.restoreAllMocks();
});
