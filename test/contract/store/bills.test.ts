import { expect, test } from "vitest";
import { toInstant } from "../../../shared/base/clock.ts";
import { FaultError } from "../../../shared/base/fault.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { voidingNote } from "../../../shared/billing/correct.ts";
import {
  SketchAccount,
  someBook,
  someContract,
  used,
} from "../../../shared/billing/sketch-account.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import type { Issuing } from "../../../electron/daemon/store/billing-store.ts";
import { describePostgres, describeStores } from "../../support/store-engines.ts";
import { MADE, prepareStore, valueOf } from "../../support/store-fixtures.ts";

const AT = "2026-02-01T00:00:00.000Z";
const NOW = Date.parse(AT);

/** The bill of January, as a draft. */
function drafted(tenant = "acme"): Bill {
  const contract = someContract({}, { tenant });
  const account = new SketchAccount(
    [contract],
    [someBook()],
    [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")],
  );
  return account.drafts({ kind: "periodic", now: NOW })[0]!;
}

function issuing(drafts: readonly Bill[], after: number, change: Partial<Issuing> = {}): Issuing {
  return { tenant: "acme", after, drafts, row: "LW", at: AT, channels: [], ...change };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => "nothing",
    (reason: unknown) => reason,
  );
  return error instanceof FaultError ? error.fault.code : String(error);
}

async function ready(store: Store): Promise<Store> {
  await prepareStore(store, {});
  return store;
}

describeStores("bills", (engine) => {
  test("a draft gets its number and is kept, with the event and the messages that tell of it", async () => {
    const store = await ready(await engine.open());
    const [bill] = valueOf(
      await store.issueBills(issuing([drafted()], 0, { channels: ["email", "webhook"] })),
    );
    expect(bill).toMatchObject({ number: "LW-000001", status: "issued", issuedAt: AT });
    expect(await store.bills("acme")).toEqual([bill]);
    expect(await store.bill("acme", 1)).toEqual(bill);
    expect(await store.bill("other", 1)).toBeNull();
    expect(await store.billOfNumber("LW-000001")).toEqual(bill);
    expect(await store.listBills("other")).toEqual([]);
    expect(await store.listBills(null)).toMatchObject([
      { number: "LW-000001", status: "issued", gross: "0.83", open: "0.83", name: "Acme Ltd." },
    ]);
    const waiting = await store.waitingMessages(AT, 10);
    expect(waiting.map(({ message: { id, to } }) => [id, to])).toEqual([
      ["bill/LW-000001/email", ["bills@acme.example"]],
      ["bill/LW-000001/webhook", []],
    ]);
    const events = await store.eventsAfter("acme", 0, 10);
    expect(events.map(({ body }) => body.type)).toEqual(["bill"]);
    expect(await store.eventsAfter("other", 0, 10)).toEqual([]);
  });

  test("after another one nothing is issued, and no number is lost", async () => {
    const store = await ready(await engine.open());
    valueOf(await store.issueBills(issuing([drafted()], 0)));
    const again = await store.issueBills(issuing([drafted()], 0));
    expect(again).toMatchObject({ ok: false, error: { code: "bill-outdated" } });
    // The same period, though somebody made it a later bill: the store itself says no.
    await expect(store.issueBills(issuing([{ ...drafted(), sequence: 2 }], 1))).rejects.toThrow();
    const note = { ...drafted(), sequence: 2, kind: "on-demand" as const };
    const [next] = valueOf(await store.issueBills(issuing([note], 1)));
    expect(next?.number).toBe("LW-000002");
    const own = issuing([drafted("other")], 0, { tenant: "other", row: "other" });
    expect(valueOf(await store.issueBills(own))[0]?.number).toBe("other-000001");
  });

  test("a payment is noted once, and what is open says so", async () => {
    const store = await ready(await engine.open());
    await store.issueBills(issuing([drafted()], 0));
    const payment = { id: "p-1", at: AT, amount: "0.80", provider: "manual", reference: "" };
    await store.payBill("acme", 1, payment);
    await store.payBill("acme", 1, payment);
    expect(await codeOf(store.payBill("acme", 1, { ...payment, amount: "1.00" }))).toBe(
      "already-exists",
    );
    expect(await codeOf(store.payBill("acme", 2, payment))).toBe("bill-not-issued");
    expect((await store.bill("acme", 1))?.payments).toEqual([payment]);
    expect(await store.listBills("acme")).toMatchObject([{ open: "0.03" }]);
  });

  test("a note makes a bill void, once", async () => {
    const store = await ready(await engine.open());
    const [bill] = valueOf(await store.issueBills(issuing([drafted()], 0)));
    const note = valueOf(voidingNote(bill!, { sequence: 2, reason: "wrong", now: NOW }));
    const [made] = valueOf(await store.issueBills(issuing([note], 1)));
    expect(made).toMatchObject({
      number: "LW-000002",
      kind: "credit-note",
      reason: "LW-000001: wrong",
    });
    expect((await store.bill("acme", 1))?.status).toBe("void");
    const again = await store.issueBills(issuing([{ ...note, sequence: 3 }], 2));
    expect(again).toMatchObject({ ok: false, error: { code: "bill-not-issued" } });
    // Nothing of the refused one is there, and its number is the next one's.
    expect(await store.bills("acme")).toHaveLength(2);
    const next = { ...drafted(), sequence: 3, kind: "on-demand" as const };
    expect(valueOf(await store.issueBills(issuing([next], 2)))[0]?.number).toBe("LW-000003");
  });

  test("nothing past our code changes what was issued or paid", async () => {
    const place = await engine.place();
    const store = await ready(await engine.open(place));
    await store.issueBills(issuing([drafted()], 0));
    const payment = { id: "p-1", at: AT, amount: "0.80", provider: "manual", reference: "" };
    await store.payBill("acme", 1, payment);
    await store.close();
    for (const statement of [
      "UPDATE bills SET bill = '{}'",
      "UPDATE bills SET number = 'X'",
      "DELETE FROM bills",
      "UPDATE bill_payments SET payment = '{}'",
      "DELETE FROM bill_payments",
    ])
      await expect(engine.execute(place, statement), statement).rejects.toThrow();
  });

  test("a threshold is told of once in a period, with its messages and when it is stopped", async () => {
    const store = await ready(await engine.open());
    const budget = { id: "b", name: "B", scope: {}, amount: "10", period: "monthly" } as const;
    const whole = { ...budget, thresholds: [], recipients: [], webhook: false, stops: true };
    await store.putBudget("acme", whole);
    const alert = { budget: "b", period: "2026-01", on: "actual", percent: 80, at: MADE } as const;
    const message = { id: "m", tenant: "acme", channel: "email" as const, to: ["a@b.c"] };
    const told = {
      text: "80 %",
      stopAt: AT,
      messages: [{ ...message, subject: "", text: "", payload: "" }],
    };
    expect(await store.tellBudget("acme", alert, told)).toBe(true);
    expect(await store.tellBudget("acme", alert, told)).toBe(false);
    expect(
      await store.tellBudget("acme", { ...alert, period: "2026-02" }, { ...told, stopAt: null }),
    ).toBe(true);
    expect(await store.budgetAlerts("acme", "b", "2026-01")).toEqual([alert]);
    const stop = { tenant: "acme", budget: "b", period: "2026-01", stopAt: AT };
    expect(await store.budgetStops()).toEqual([stop]);
    await store.endBudgetStop(stop);
    expect(await store.budgetStops("acme")).toEqual([]);
    expect(await store.waitingMessages(AT, 10)).toHaveLength(1);
    expect(await store.budgetedTenants()).toEqual(["acme"]);
    expect(await store.removeBudget("other", "b")).toBe(false);
    expect(await store.removeBudget("acme", "b")).toBe(true);
    expect(await store.listBudgets("acme")).toEqual([]);
  });

  test("a report by schedule is made once for each time, and messages wait until they are sent", async () => {
    const store = await ready(await engine.open());
    const schedule = {
      id: "weekly",
      name: "Weekly",
      zone: "UTC",
      firstDay: "2026-01-01",
      at: "08:00",
      rule: "FREQ=WEEKLY",
      recipients: ["a@b.c"],
    };
    await store.putReportSchedule("acme", schedule, MADE);
    expect(await store.dueReports(MADE)).toEqual([{ tenant: "acme", schedule, at: MADE }]);
    const messages = [
      {
        id: "m",
        tenant: "acme",
        channel: "email" as const,
        to: [],
        subject: "",
        text: "",
        payload: "",
      },
    ];
    const made = { id: "weekly", at: MADE, nextAt: AT, messages };
    expect(await store.reportMade("acme", made)).toBe(true);
    expect(await store.reportMade("acme", made)).toBe(false);
    expect(await store.dueReports(MADE)).toEqual([]);
    await store.messageFailed("m", "refused", AT);
    expect(await store.waitingMessages(MADE, 10)).toEqual([]);
    expect(await store.waitingMessages(AT, 10)).toEqual([{ message: messages[0], attempts: 1 }]);
    await store.messageSent("m", AT);
    expect(await store.waitingMessages(AT, 10)).toEqual([]);
    expect(await store.removeReportSchedule("acme", "weekly")).toBe(true);
    expect(await store.listReportSchedules("acme")).toEqual([]);
  });
});

describePostgres("daemons that issue at the same time", (engine) => {
  test("no number is left out or comes twice, and each period is billed once", async () => {
    const place = await engine.place();
    const stores = await Promise.all([1, 2, 3].map(() => engine.open(place)));
    const tenants = Array.from({ length: 8 }, (_, at) => `tenant-${at}`);
    for (const id of tenants) await stores[0]!.putTenant({ id, name: id });
    const account = (): SketchAccount =>
      new SketchAccount([someContract()], [someBook()], [used("2026-01-10T00:00Z", null)]);
    const months = [2, 3, 4].map((month) => `2026-0${month}-01T00:00:00Z`);
    const drafts = months.map((at) => {
      const own = account();
      own.issueAll(toInstant(Date.parse(at) - 1));
      return own.drafts({ kind: "periodic", now: Date.parse(at) });
    });
    const issueAll = async (store: Store): Promise<void> => {
      for (const tenant of tenants)
        for (const [after, month] of drafts.entries()) {
          const own = month.map((one) => Object.assign({}, one, { tenant }));
          await store.issueBills(issuing(own, after, { tenant }));
        }
    };
    await Promise.all(stores.map(issueAll));
    const all = await stores[0]!.listBills(null);
    expect(all.map(({ number }) => number).toSorted()).toEqual(
      Array.from({ length: 24 }, (_, at) => `LW-${String(at + 1).padStart(6, "0")}`),
    );
    for (const tenant of tenants) {
      const bills = await stores[1]!.bills(tenant);
      expect(bills.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(new Set(bills.map(({ period }) => period.label)).size).toBe(3);
    }
  });
});
