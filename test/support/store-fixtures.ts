import type { Store, NewEnvironment, PoolRecord } from "../../electron/daemon/store/store.ts";
import { FaultError } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import type { Claim } from "../../shared/pool/pool.ts";
import { poolResourcesSchema } from "../../shared/pool/pool.ts";
import { bookSchema, type PriceBook } from "../../shared/pricing/engine/book.ts";
import { PLAIN, type LevelSegment } from "../../shared/pricing/project/node-usage.ts";
import type { Rated } from "../../shared/pricing/rated.ts";
import type { InstanceStatus } from "../../shared/protocol/environment.ts";
import type { Window } from "../../shared/schedule/window.ts";

/** The moment at which the fixtures' environments are made, before all of their windows. */
export const MADE = "2026-01-01T00:00:00.000Z";

/** Whole hours of one far-away day, so that windows read like `hours(9, 17)`. */
export function hours(from: number, to: number): Window {
  const day = Date.parse("2030-06-01T00:00:00Z");
  const at = (hour: number): string => new Date(day + hour * 3_600_000).toISOString();
  return { start: at(from), end: at(to) };
}

export const emptyRated: Rated = {
  source: "projected",
  currency: "EUR",
  lines: [],
  totals: { currency: "EUR", net: "0.00", taxes: [], gross: "0.00", parties: [] },
};

export const somePool: PoolRecord = {
  id: "pool",
  name: "The lab",
  connection: { driver: "simulated", hosts: 1, speed: 1, seed: 1 },
  state: "online",
  away: null,
  resources: poolResourcesSchema.parse({ hosts: [] }),
  refreshedAt: MADE,
  written: null,
  conditions: [],
};

interface EnvironmentOptions {
  readonly id: string;
  readonly tenant?: string;
  readonly pool?: string;
  readonly window?: Window;
  readonly claims?: readonly Claim[];
  readonly instances?: readonly InstanceStatus[];
  readonly createdAt?: string;
  readonly key?: string;
  readonly digest?: string;
}

export function newEnvironment(options: EnvironmentOptions): NewEnvironment {
  const { id, tenant = "acme", pool = "pool", window = hours(0, 24), createdAt = MADE } = options;
  const { claims = [], instances = [], key = `key of ${id}`, digest = "digest" } = options;
  return {
    record: {
      id,
      tenant,
      owner: "ada",
      pool,
      name: `Environment ${id}`,
      managementId: `management-${id}`,
      state: "reserved",
      error: null,
      design: emptyDesign(id),
      placement: null,
      desired: { networks: [], volumes: [], instances: [] },
      window,
      priceBook: { id: "standard", revision: 1 },
      session: "",
      qosClass: "",
      quote: emptyRated,
      createdAt,
    },
    claims,
    instances,
    idempotencyKey: key,
    requestDigest: digest,
  };
}

export function instanceStatus(
  id: string,
  state: InstanceStatus["state"] = "waiting",
): InstanceStatus {
  return {
    id,
    node: id.split(".")[0] ?? id,
    name: id,
    state,
    progress: 0,
    activity: "",
    error: null,
    attempts: 0,
    host: "host-1",
    addresses: [],
    updatedAt: MADE,
  };
}

export function usageSegment(instance: string, start: string, end: string | null): LevelSegment {
  return {
    ...PLAIN,
    groups: [],
    account: "acme",
    environment: "one",
    user: "ada",
    node: "web",
    instance,
    meter: "instance",
    item: "m-small",
    level: "1",
    start,
    end,
  };
}

export function somePriceBook(revision: number, effectiveFrom: string): PriceBook {
  return bookSchema.parse({
    id: "standard",
    revision,
    name: `Revision ${revision}`,
    currency: "EUR",
    effectiveFrom,
    rules: [],
  });
}

/** Two tenants, and a pool with these capacities. */
export async function prepareStore(
  store: Pick<Store, "putTenant" | "putPool">,
  capacities: Record<string, number>,
): Promise<void> {
  await store.putTenant({ id: "acme", name: "Acme" });
  await store.putTenant({ id: "other", name: "Other" });
  await store.putPool(
    somePool,
    Object.entries(capacities).map(([resource, capacity]) => ({ resource, capacity })),
  );
}

/** The value of a result that must be good. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The code of the fault that something ends with; in words what else became of it. */
export async function faultCodeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof FaultError ? error.fault.code : `not a fault: ${String(error)}`;
}
