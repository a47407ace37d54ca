import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ok } from "../../../shared/base/result.ts";
import { strongRandom } from "../../node/strong-random.ts";
import { systemClock } from "../../node/system-clock.ts";
import type { Driver } from "../drivers/driver.ts";
import { simulated } from "../drivers/simulated/simulated.ts";
import type { Pools } from "../pool/pools.ts";
import type { Store } from "../store/store.ts";
import { sweepLeftovers } from "./sweep.ts";

const never = new AbortController().signal;
const OURS = "0a0a0a0a";
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, fatal: () => {} };

let directory: string;
let driver: Driver;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "labwright-sweep-"));
  const connection = { driver: "simulated", hosts: 2, speed: 10_000, seed: 1 } as const;
  const context = {
    pool: "p",
    clock: systemClock(),
    random: strongRandom(),
    directory,
    operationMinutes: 10,
    written: () => null,
  };
  driver = simulated.open(connection, context);
});
afterEach(async () => rm(directory, { recursive: true, force: true }));

async function make(managementId: string): Promise<string> {
  const desired = { networks: [], volumes: [], instances: [] };
  const environment = { managementId, name: "x", desired };
  const network = { id: "lan", name: "lan", type: "subnet", cidr: null, vlan: null } as const;
  await driver.apply(environment, { type: "create-environment" }, never);
  await driver.apply(environment, { type: "create-network", network }, never);
  return managementId;
}

/** The parts of pools and store that sweeping touches. */
function context(open: readonly string[]) {
  const pools = {
    list: () => Promise.resolve([{ id: "p" }]),
    driver: () => Promise.resolve(ok(driver)),
  } as unknown as Pools;
  const store = {
    openEnvironments: () => Promise.resolve(open.map((managementId) => ({ managementId }))),
  } as unknown as Store;
  return { pools, store, log, clock: systemClock(), identity: OURS };
}

test("removes what nobody knows any more, and keeps its hands off the rest", async () => {
  const known = await make(`${OURS}${"1".repeat(24)}`);
  const forgotten = await make(`${OURS}${"2".repeat(24)}`);
  const others = await make(`ffffffff${"3".repeat(24)}`);
  expect(await sweepLeftovers(context([known]), never)).toBe(1);
  expect(await driver.inventory(never)).toEqual(ok([known, others]));
  expect(await sweepLeftovers(context([known]), never)).toBe(0);
  expect(await sweepLeftovers(context([]), never)).toBe(1);
  expect(await driver.inventory(never)).toEqual(ok([others]));
  expect(forgotten).not.toBe(known);
});
