import { afterEach, expect, test } from "vitest";
import { ok } from "../../../shared/base/result.ts";
import { budgetSchema } from "../../../shared/billing/budget.ts";
import { plainContract } from "../../../shared/billing/plain-contract.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { watchBudgets } from "./watch-budgets.ts";

const stopping = new AbortController();
afterEach(() => stopping.abort());

const NOW = Date.parse("2026-11-21T12:00:00Z");
const budget = budgetSchema.parse({ id: "all", name: "All", amount: "10" });

test("a threshold is found as soon as something happened, without waiting for the next look", async () => {
  let spent = "7.99";
  let looks = 0;
  let news = Promise.withResolvers<void>();
  const looked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const reached = Promise.withResolvers<string>();
  const line = { start: "2026-11-02T00:00:00.000Z", category: "usage" } as const;
  const { contract, ...record } = plainContract("acme", "2026-01-01T00:00:00Z");
  const revisions = [{ ...record, contract }];
  const terms = { revisions, books: [], issued: [], next: 1, tzdb: "" };
  void watchBudgets(
    {
      store: {
        acquireLeadership: () => Promise.resolve(true),
        budgetedTenants: () => Promise.resolve(["acme"]),
        listBudgets: () => Promise.resolve([budget]),
        budgetAlerts: () => Promise.resolve([]),
      } as unknown as Store,
      // The minute between two looks never ends here.
      clock: {
        now: () => NOW,
        sleep: (pause) => (pause < 60_000 ? Promise.resolve() : new Promise(() => undefined)),
      },
      openAccounts: {
        spendingOf: () => {
          const actual = [{ ...line, rounded: spent } as unknown as RatedLine];
          looked[looks++]?.resolve();
          const spending = { now: NOW, currency: "EUR", actual, isIncremental: true };
          const account = () => ({ ...terms, segments: [] });
          return Promise.resolve(ok({ ...spending, terms, account }));
        },
      },
      feed: { next: () => news.promise },
      log: { debug: () => undefined, error: () => undefined } as unknown as Log,
      onReached: reached.resolve,
    },
    stopping.signal,
  );
  await looked[0]?.promise;
  spent = "8.00";
  const told = news;
  news = Promise.withResolvers();
  told.resolve();
  await looked[1]?.promise;
  expect(await reached.promise).toBe("acme");
  expect(looks).toBe(2);
});
