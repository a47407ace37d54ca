import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { FaultError } from "../../../shared/base/fault.ts";
import { withRelease } from "../../../shared/billing/release.ts";
import type { Release } from "../../../shared/pricing/engine/contract.ts";
import type { LevelSegment } from "../../../shared/pricing/project/node-usage.ts";
import { statement } from "../../../shared/pricing/quote.ts";
import type { InstanceStatus } from "../../../shared/protocol/environment.ts";
import { justAfter, keptTerms } from "../pricing/keep-offers.ts";
import { environmentTerms } from "../pricing/terms.ts";
import { environmentUsage } from "../pricing/usage.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";

interface FinishRequest {
  readonly store: Store;
  readonly clock: Clock;
  readonly record: EnvironmentRecord;
  readonly instances: readonly InstanceStatus[];
  /** The segments that this closes. */
  readonly closing: readonly LevelSegment[];
  readonly now: number;
}

/**
 * Nothing of the environment is left in the lab: closes its usage, writes the final statement and gives its
 * resources back, all in one transaction. False when another daemon was faster.
 */
export async function finishEnvironment(request: FinishRequest): Promise<boolean> {
  const { store, clock, record, instances, closing, now } = request;
  const { id, tenant, keeps } = record;
  const found = await environmentTerms({ store, clock }, record);
  if (!found.ok) throw new Error(`${id} cannot be priced: ${JSON.stringify(found.error)}`);
  const at = toInstant(now);
  const segments = [...(await environmentUsage(store, record, at)), ...closing];
  // All that was used counts towards its price.
  const release =
    keeps === null ? null : await keep(store, tenant, { environment: id, at, option: keeps });
  const terms = release === null ? found.value : keptTerms(found.value, release);
  const until = release === null ? at : justAfter(release.at > at ? release.at : at);
  return store.changeEnvironment({
    id,
    tenant,
    at,
    expect: ["releasing"],
    state: "released",
    error: null,
    instances,
    usage: closing,
    statement: statement({ terms, segments, now: until }),
    releaseClaims: true,
  });
}

/** Others may agree on something at the same time. */
const ATTEMPTS = 5;

/**
 * What a customer keeps becomes a part of the contract, which bills follow from: once, also when the daemon was killed
 * between that and the statement. Null where there is no contract any more.
 */
async function keep(store: Store, tenant: string, wanted: Release): Promise<Release | null> {
  for (let attempt = 1; ; attempt++) {
    const newest = await store.contract(tenant);
    if (newest === null) return null;
    const { releases } = newest.contract;
    const known = releases.find(({ environment }) => environment === wanted.environment);
    const next = withRelease(newest, wanted);
    if (next === null) return known ?? wanted;
    try {
      await store.putContract(tenant, next, wanted.at);
      return wanted;
    } catch (error) {
      const isTaken = error instanceof FaultError && error.fault.code === "already-exists";
      if (!isTaken || attempt === ATTEMPTS) throw error;
    }
  }
}
