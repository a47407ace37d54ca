import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import type { LevelSegment } from "../../../shared/pricing/project/node-usage.ts";
import { statement } from "../../../shared/pricing/quote.ts";
import type { InstanceStatus } from "../../../shared/protocol/environment.ts";
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
  const { id, tenant } = record;
  const terms = await environmentTerms({ store, clock }, record);
  if (!terms.ok) throw new Error(`${id} cannot be priced: ${JSON.stringify(terms.error)}`);
  const at = toInstant(now);
  const segments = [...(await environmentUsage(store, record, at)), ...closing];
  return store.changeEnvironment({
    id,
    tenant,
    at,
    expect: ["releasing"],
    state: "released",
    error: null,
    instances,
    usage: closing,
    statement: statement({ terms: terms.value, segments, now: at }),
    releaseClaims: true,
  });
}
