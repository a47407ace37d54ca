import { describe, expect, test } from "vitest";
import { baseFeeOf } from "../../../shared/billing/base-fee.ts";
import { checkSuccession } from "../../../shared/billing/customer-contract.ts";
import { someContract } from "../../../shared/billing/sketch-account.ts";
import { amendmentOf, emptyForm, formOf, signUpOf, type CustomerForm } from "./customer-form.ts";

const NOW = "2026-11-21T10:00:00.000Z";

function filled(change: Partial<CustomerForm> = {}): CustomerForm {
  return {
    ...emptyForm("2026-11-01", "Europe/Berlin"),
    tenant: "acme",
    name: "Acme Ltd.",
    street: "Main Street 1",
    city: "Berlin",
    country: "de",
    email: "bills@acme.example",
    ...change,
  };
}

describe("signing up", () => {
  test("the contract begins with the day in its zone", () => {
    const made = signUpOf(filled({ person: " Ann ", currency: "eur", anchorDay: "15" }), undefined);
    expect(made).toMatchObject({
      ok: true,
      value: {
        tenant: "acme",
        user: "Ann",
        customer: { address: { country: "DE" } },
        contract: {
          account: "acme",
          id: "contract",
          start: "2026-10-31T23:00:00.000Z",
          currency: "EUR",
          anchorDay: 15,
        },
        terms: { payment: "manual", payWithinDays: 14 },
      },
    });
    expect(made.ok && made.value.baseFee).toBeUndefined();
  });

  test("the base fee has the cadence that was chosen", () => {
    const made = signUpOf(filled({ fee: "12.00", cadence: "quarterly" }), undefined);
    expect(made.ok && made.value.baseFee).toMatchObject({ amount: "12.00", cadence: "quarterly" });
  });

  test("who shares what is billed counts once, or as often as is said", () => {
    const made = signUpOf(filled({ parties: "anna 2, bela" }), undefined);
    expect(made.ok && made.value.contract.parties).toEqual([
      { party: "anna", weight: "2" },
      { party: "bela", weight: "1" },
    ]);
  });

  test("least and most of a month, and what becomes of what runs at the end, are agreed on", () => {
    const limits = { minimum: "50", maximum: " 500.00 " };
    const made = signUpOf(filled({ ...limits, atEnd: "keep", noticeHours: "48" }), undefined);
    expect(made).toMatchObject({
      value: {
        contract: { minimum: "50", maximum: "500.00" },
        terms: { atEnd: { environments: "keep", noticeHours: 48 } },
      },
    });
    const bare = signUpOf(filled(), undefined);
    expect(bare.ok && [bare.value.contract.minimum, bare.value.terms.atEnd]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("a contract after one that is over has another id", () => {
    const made = signUpOf(filled(), someContract({ end: "2026-06-01T00:00:00Z" }));
    expect(made.ok && made.value.contract.id).toBe("contract-2");
  });

  test("what is wrong is said at its field", () => {
    const made = signUpOf(emptyForm("", "UTC"), undefined);
    expect(made.ok ? [] : Object.keys(made.error).toSorted()).toEqual(
      ["tenant", "name", "street", "city", "country", "email", "start"].toSorted(),
    );
    for (const [field, typed] of [
      ["tenant", "a b"],
      ["email", "nobody"],
      ["country", "Germany"],
      ["currency", "euros"],
      ["anchorDay", "32"],
      ["anchorDay", ""],
      ["fee", "-1"],
      ["fee", "twelve"],
      ["payWithinDays", "1.5"],
      ["start", "2026-02-30"],
      ["minimum", "much"],
      ["maximum", "-1"],
      ["noticeHours", "9999"],
      ["parties", "anna two"],
      ["parties", "anna 2 3"],
      ["parties", "anna,,bela"],
      ["parties", "anna, anna"],
      ["parties", "anna 0"],
    ] as const) {
      const wrong = signUpOf(filled({ [field]: typed }), undefined);
      expect(wrong.ok ? [] : Object.keys(wrong.error), `${field} ${typed}`).toEqual([field]);
    }
  });
});

describe("amending", () => {
  const before = someContract({ currency: "EUR" });

  test("a form that was not touched changes nothing but the revision", () => {
    const made = amendmentOf(before, formOf(before), NOW);
    expect(made).toEqual({ ok: true, value: { ...before, revision: 2, validFrom: NOW } });
  });

  test("what was changed may follow the revision before", () => {
    const form = { ...formOf(before), name: "Acme GmbH", fee: "5", cadence: "annual" };
    const made = amendmentOf(before, form, NOW);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    expect(checkSuccession(before, made.value)).toEqual({ ok: true, value: undefined });
    expect(made.value.customer.name).toBe("Acme GmbH");
    expect(baseFeeOf(made.value.contract.overrides)).toMatchObject({
      amount: "5",
      cadence: "annual",
    });
    const without = amendmentOf(made.value, { ...formOf(made.value), fee: "" }, NOW);
    expect(without.ok && without.value.contract.overrides).toEqual([]);
  });

  test("a fee that is no amount is said at the fee", () => {
    const made = amendmentOf(before, { ...formOf(before), fee: "much" }, NOW);
    expect(made).toMatchObject({ ok: false, error: { fee: expect.any(String) } });
  });

  test("what holds later is not put before it", () => {
    const later = someContract({}, { validFrom: "2027-01-01T00:00:00Z" });
    const made = amendmentOf(later, formOf(later), NOW);
    expect(made.ok && made.value.validFrom).toBe(later.validFrom);
  });
});
