import { expect, test } from "vitest";
import { carryOutEnd } from "../../electron/daemon/billing/contract-ends.ts";
import { draftBills } from "../../electron/daemon/billing/issue.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { someContract } from "../../shared/billing/sketch-account.ts";
import { at, booked, bookOne, labOf, pass, request, stateOf } from "../support/calendar-steps.ts";
import { describeStores } from "../support/store-engines.ts";
import {
  instanceStatus,
  newEnvironment,
  prepareStore,
  usageSegment,
  valueOf,
} from "../support/store-fixtures.ts";
import { flatBook } from "../support/flat-book.ts";

// Who has nothing to use the lab by any more is told in time, and then has nothing in it.

const START = "2026-01-01T00:00:00.000Z";
const END = "2026-01-11T00:00:00Z";

/** Somebody whose machine runs from the second of January on. */
async function withMachine(store: Store): Promise<void> {
  await prepareStore(store, {});
  await store.putPriceBook({ ...flatBook(), effectiveFrom: START });
  await store.createEnvironment(
    newEnvironment({ id: "course", instances: [instanceStatus("web.1", "running")] }),
  );
  const segment = {
    ...usageSegment("web.1", "2026-01-02T00:00:00.000Z", null),
    item: "container-small",
  };
  const change = { id: "course", tenant: "acme", at: START, usage: [segment] };
  expect(await store.changeEnvironment({ ...change, state: "ready" })).toBe(true);
}

describeStores("the end of a contract", (engine) => {
  const contextOf = (store: Store, time: string) => {
    const woken: string[] = [];
    const clock = { now: () => Date.parse(time), sleep: () => Promise.resolve() };
    return { store, clock, woken, wake: ({ id }: { id: string }) => void woken.push(id) };
  };
  const told = async (store: Store): Promise<readonly string[]> =>
    (await store.eventsAfter("acme", 0, 100)).flatMap(({ body }) =>
      body.type === "contract-end" ? [body.text] : [],
    );

  test("is told of once, a day before, by mail too; then environments are released", async () => {
    const store = await engine.open();
    await withMachine(store);
    const terms = { email: true };
    await store.putContract("acme", someContract({ end: END }, { terms }), START);
    const early = contextOf(store, "2026-01-09T23:00:00Z");
    expect(await carryOutEnd(early, "acme")).toBe(Date.parse("2026-01-10T00:00:00Z"));
    expect(await told(store)).toEqual([]);
    for (const time of ["2026-01-10T00:00:00Z", "2026-01-10T12:00:00Z"])
      expect(await carryOutEnd(contextOf(store, time), "acme")).toBe(Date.parse(END));
    expect(await told(store)).toEqual([
      "The contract ends at 2026-01-11T00:00:00.000Z: all environments are released then.",
    ]);
    const [mail, ...others] = await store.waitingMessages("2026-02-01T00:00:00.000Z", 10);
    expect(mail?.message).toMatchObject({ channel: "email", to: ["bills@acme.example"] });
    expect(others).toEqual([]);
    expect((await store.environment("course", "acme"))?.state).toBe("ready");
    const over = contextOf(store, "2026-01-11T00:01:00Z");
    expect(await carryOutEnd(over, "acme")).toBeNull();
    expect((await store.environment("course", "acme"))?.state).toBe("releasing");
    expect(over.woken).toEqual(["course"]);
    expect(await told(store)).toHaveLength(1);
  });

  test("ends what is billed; where environments are kept they are billed on demand", async () => {
    const hours = async (environments: "release" | "keep"): Promise<readonly number[]> => {
      const store = await engine.open();
      await withMachine(store);
      const terms = { atEnd: { environments, noticeHours: 24 } };
      await store.putContract("acme", someContract({ end: END }, { terms }), START);
      const kept = contextOf(store, "2026-01-21T00:00:00Z");
      const bills = valueOf(await draftBills(kept, "acme", "on-demand"));
      await carryOutEnd(kept, "acme");
      const state = (await store.environment("course", "acme"))?.state;
      expect(state).toBe(environments === "keep" ? "ready" : "releasing");
      return bills.flatMap(({ lines }) => lines.map(({ quantity }) => Number(quantity)));
    };
    // From the 2nd to the 11th; to the 21st.
    expect(await hours("release")).toEqual([9 * 24]);
    expect(await hours("keep")).toEqual([19 * 24]);
  });
});

test("what was booked for later is off, and nothing that begins later can be booked or begins", async () => {
  const lab = await labOf(2);
  const contract = someContract({ start: "2026-01-01T00:00:00Z", end: at(20) });
  const before = await bookOne(lab, request(9, 11));
  const after = await bookOne(lab, request(21, 22));
  await lab.store.putContract("acme", contract, START);
  expect(await booked(lab, request(20, 21))).toMatchObject({ error: { code: "contract-over" } });
  expect((await booked(lab, request(12, 13))).ok).toBe(true);
  await pass(lab, 9);
  expect(await stateOf(lab, before)).toBe("running");
  await pass(lab, 20.5);
  const { store, clock, wake } = lab.context();
  await carryOutEnd({ store, clock, wake }, "acme");
  expect(await stateOf(lab, after)).toBe("cancelled");
  const { reason } = (await store.reservation(after.reservation.id))!.reservation;
  expect(reason?.code).toBe("contract-over");
});
