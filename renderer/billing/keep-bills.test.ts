import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fault } from "../../shared/base/fault.ts";
import { err, ok } from "../../shared/base/result.ts";
import { someContract } from "../../shared/billing/sketch-account.ts";
import { billSchema, summaryOf, type Bill } from "../../shared/billing/bill.ts";
import { memoryShelf } from "../host/test-browser.ts";
import { useBilling } from "./billing-state.ts";
import { useCustomers } from "./customers/customers-state.ts";
import { followBills, gatherBills } from "./keep-bills.ts";

const AT = "2026-11-01T00:00:00.000Z";

function bill(number: string, changes: Partial<Bill> = {}): Bill {
  return billSchema.parse({
    number,
    tenant: "acme",
    sequence: 1,
    kind: "periodic",
    status: "issued",
    period: { label: "2026-10", start: "2026-10-01T00:00:00.000Z", end: AT },
    issuedAt: AT,
    due: AT,
    customer: {
      name: "Acme",
      address: { street: "Main Street 1", city: "Town", country: "DE" },
      email: "a@b.example",
    },
    contract: { id: "c", revision: 1 },
    book: { id: "b", revision: 1 },
    reason: "",
    corrects: null,
    voids: false,
    currency: "EUR",
    lines: [],
    totals: { currency: "EUR", net: "12.00", taxes: [], gross: "12.00", parties: [] },
    schedule: [],
    payments: [],
    ...changes,
  });
}

/** A lab that has these bills, and counts how often each is asked for. */
function labOf(...bills: readonly Bill[]) {
  return {
    list: () => Promise.resolve(ok(bills.map(summaryOf))),
    get: vi.fn((number: string) => {
      const found = bills.find((one) => one.number === number);
      return Promise.resolve(
        found === undefined ? err(fault("daemon-unreachable", { address: "" })) : ok(found),
      );
    }),
  };
}

beforeEach(() => {
  useBilling.setState(useBilling.getInitialState(), true);
});
afterEach(() => {
  useBilling.setState(useBilling.getInitialState(), true);
});

test("bills that nobody opened are read without the daemon, after a restart, too", async () => {
  const shelf = memoryShelf();
  const stop = followBills(shelf);
  await gatherBills(labOf(bill("LW-2"), bill("LW-1")));
  stop();
  useBilling.setState(useBilling.getInitialState(), true);
  const again = followBills(shelf);
  await vi.waitFor(() => {
    expect(Object.keys(useBilling.getState().opened)).toEqual(["LW-2", "LW-1"]);
  });
  again();
  expect(useBilling.getState().bills?.map(({ number }) => number)).toEqual(["LW-2", "LW-1"]);
});

test("a bill is fetched again only when it was paid or does not count any more", async () => {
  await gatherBills(labOf(bill("LW-1"), bill("LW-2"), bill("LW-3")));
  const payment = { id: "p", at: AT, amount: "12.00", provider: "manual", reference: "" };
  const later = labOf(
    bill("LW-1"),
    bill("LW-2", { payments: [payment] }),
    bill("LW-3", { status: "void" }),
  );
  await gatherBills(later);
  expect(later.get.mock.calls).toEqual([["LW-2"], ["LW-3"]]);
  expect(useBilling.getState().opened["LW-2"]?.payments).toEqual([payment]);
});

test("a lab that stops answering half way leaves what is there", async () => {
  const lab = labOf(bill("LW-1"), bill("LW-2"));
  const half = { list: lab.list, get: labOf(bill("LW-1")).get };
  await gatherBills(half);
  expect(Object.keys(useBilling.getState().opened)).toEqual(["LW-1"]);
});

test("the contract is read without the daemon, after a restart, too", async () => {
  const shelf = memoryShelf();
  const stop = followBills(shelf);
  useCustomers.setState({ contracts: [someContract()] });
  stop();
  useCustomers.setState(useCustomers.getInitialState(), true);
  const again = followBills(shelf);
  await vi.waitFor(() => {
    expect(useCustomers.getState().contracts).toEqual([someContract()]);
  });
  again();
  useCustomers.setState(useCustomers.getInitialState(), true);
});
