import { expect, test } from "vitest";
import {
  accountOf,
  plainAgreement,
  type AccountContext,
} from "../../../electron/daemon/billing/account.ts";
import { catchUp } from "../../../electron/daemon/billing/issue.ts";
import { createOpenAccounts } from "../../../electron/daemon/billing/open-accounts.ts";
import { packBatch } from "../../../electron/daemon/metering/pack-batch.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import { accrue } from "../../../shared/billing/accrual.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { reportedEventSchema } from "../../../shared/metering/meter-event.ts";
import type { LevelSegment } from "../../../shared/pricing/project/node-usage.ts";
import { MONTH_BOOK, monthContract } from "../../support/money-month/customers.ts";
import { presenceFee } from "../../support/presence-fee.ts";
import { seeded } from "../../support/seeded.ts";
import { describeStores } from "../../support/store-engines.ts";
import {
  newEnvironment,
  prepareStore,
  usageSegment,
  valueOf,
} from "../../support/store-fixtures.ts";

const MINUTE = 60_000;
const STEPS = 36;
// A seed that finds a fault is added here, and run again each time.
const SEEDS = [1, 3];

/** A month end and the clocks being put back lie within what is simulated. */
const FIRST = Date.parse("2026-10-23T08:00:00Z");

describeStores("charges that are kept open", (engine) => {
  test.each(SEEDS)("are what all usage comes to, whatever is stored (seed %i)", async (seed) => {
    const random = seeded(seed);
    const upTo = (most: number): number => Math.floor(random() * most);
    const store = await engine.open();
    await prepareStore(store, {});
    for (const id of ["one", "two"]) await store.createEnvironment(newEnvironment({ id }));
    await store.createEnvironment(newEnvironment({ id: "theirs", tenant: "other" }));
    await store.putPriceBook(MONTH_BOOK);
    let now = FIRST;
    const context: AccountContext = {
      store,
      clock: { now: () => now, sleep: () => Promise.resolve() },
    };
    const kept = createOpenAccounts(context);
    // Nothing is kept of this one from one question to the next, as if the daemon began anew each time.
    const anew = createOpenAccounts(context, 0);
    const open = new Map<string, LevelSegment>();
    let sequence = 0;
    let contract: CustomerContract | undefined;
    let edition = MONTH_BOOK;

    const change = async (segment: LevelSegment): Promise<void> => {
      const { environment: id } = segment;
      const at = toInstant(now);
      await store.changeEnvironment({ id, tenant: "acme", at, usage: [segment] });
    };
    const report = async (past: number, told: object): Promise<void> => {
      sequence += 1;
      const event = reportedEventSchema.parse({
        eventId: `e${sequence}`,
        seq: sequence,
        managementId: `management-${random() < 0.7 ? "one" : "two"}`,
        instance: `web.${1 + upTo(2)}`,
        at: toInstant(now - past),
        ...told,
      });
      const from = { tenant: "acme", producer: "proxy", heartbeatSeconds: 600 };
      const batch = packBatch({ ...from, receivedAt: toInstant(now) }, [event]);
      await store.recordUsage(batch);
      // Told again, or otherwise: neither changes anything.
      if (random() < 0.3) await store.recordUsage(batch);
      if (random() < 0.1)
        await store.recordUsage(
          packBatch({ ...from, receivedAt: toInstant(now) }, [{ ...event, value: "77" }]),
        );
    };
    const turnMachine = async (): Promise<void> => {
      const instance = `web.${1 + upTo(4)}`;
      const known = open.get(instance);
      if (known !== undefined) {
        open.delete(instance);
        const quality = random() < 0.2 ? "estimated" : "measured";
        return change({ ...known, end: toInstant(now), quality });
      }
      const environment = instance < "web.3" ? "one" : "two";
      const item = random() < 0.5 ? "small" : "large";
      const segment = { ...usageSegment(instance, toInstant(now), null), environment, item };
      open.set(instance, segment);
      return change(segment);
    };
    const agree = async (): Promise<void> => {
      const before = contract ?? monthContract("acme", 0);
      const { contract: terms, revision } = before;
      contract =
        contract === undefined
          ? before
          : {
              ...before,
              revision: revision + 1,
              validFrom: toInstant(now),
              contract: { ...terms, overrides: revision % 2 === 0 ? [] : [presenceFee] },
            };
      await store.putContract("acme", contract, toInstant(now));
    };
    const publish = async (): Promise<void> => {
      edition = { ...edition, revision: edition.revision + 1, effectiveFrom: toInstant(now) };
      await store.putPriceBook(edition);
    };
    const steps: readonly (() => Promise<unknown>)[] = [
      turnMachine,
      turnMachine,
      turnMachine,
      () =>
        report(upTo(2) * upTo(4000) * MINUTE, { meterId: "request", kind: "delta", value: "900" }),
      () => report(0, { meterId: "storage", kind: "level", value: String(upTo(30)) }),
      () => report(0, { meterId: "storage", kind: "heartbeat", value: "0" }),
      () => report(0, { meterId: "request", kind: "counter", value: String(sequence * 10) }),
      () =>
        store.rollUpUsage(
          "management-one",
          { lab: toInstant(now - 60 * MINUTE), reported: toInstant(now - 600 * MINUTE) },
          [],
        ),
      async () => (random() < 0.4 ? agree() : undefined),
      async () => (random() < 0.3 ? publish() : undefined),
      () => (contract === undefined ? Promise.resolve() : catchUp(context, "acme")),
    ];

    for (let step = 0; step < STEPS; step += 1) {
      now += 1 + upTo(random() < 0.1 ? 4000 * MINUTE : 300 * MINUTE);
      await steps[upTo(steps.length)]?.();
      now += 1;
      const plain = await plainAgreement(context, "acme");
      const account = (await accountOf(context, "acme")) ?? {
        ...plain.terms,
        segments: await store.tenantUsage("acme", plain.window),
      };
      const whole = valueOf(accrue(account, now));
      for (const accounts of [kept, anew]) {
        const spending = valueOf(await accounts.spendingOf("acme"));
        expect(byKey(spending.actual)).toEqual(byKey(whole.lines));
        expect(spending.currency).toBe(whole.book.currency);
      }
    }
  });
});

function byKey<Line extends { readonly lineKey: string }>(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted((a, b) => (a.lineKey < b.lineKey ? -1 : 1));
}
