import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openStore } from "../../electron/daemon/store/index.ts";
import { simulateMoneyMonth } from "../support/money-month/month.ts";
import { valueOf } from "../support/store-fixtures.ts";

// What customers owe by their bills, by rating what the store has, and by replaying what was sent are one amount, to
// the cent; what ran as planned costs as projected, line by line; every waterfall adds up.
// LABWRIGHT_MONEY_TENANTS=50 LABWRIGHT_MONEY_ENVIRONMENTS=2000 runs it at full size.

const TENANTS = Number(process.env["LABWRIGHT_MONEY_TENANTS"] ?? 4);
const ENVIRONMENTS = Number(process.env["LABWRIGHT_MONEY_ENVIRONMENTS"] ?? 48);

const folder = mkdtempSync(join(tmpdir(), "labwright-money-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a month of customers, with faults", { timeout: 3_600_000 }, async () => {
  const month = await simulateMoneyMonth({
    seed: 1,
    tenants: TENANTS,
    environments: ENVIRONMENTS,
    open: async () => valueOf(await openStore({ dataDirectory: folder })),
  });
  console.log(JSON.stringify(month));
  // Otherwise it proves nothing.
  const { duplicates, late, missingStops, clockJumps, contradictions, restarts, notes } = month;
  for (const count of [duplicates, late, missingStops, clockJumps, contradictions, restarts, notes])
    expect(count).toBeGreaterThan(0);
  expect(month.bills).toBeGreaterThan(TENANTS * 2);
});
