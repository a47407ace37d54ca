import { toInstant } from "../../../shared/base/clock.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { statement } from "../../../shared/pricing/bill.ts";
import type { UsageSegment } from "../../../shared/pricing/charge.ts";
import type { InstanceStatus } from "../../../shared/protocol/environment.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";

interface FinishRequest {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly record: EnvironmentRecord;
  readonly instances: readonly InstanceStatus[];
  /** The segments that this closes. */
  readonly closing: readonly UsageSegment[];
  readonly now: number;
}

/**
 * Nothing of the environment is left in the lab: closes its usage, writes the final statement and gives its
 * resources back, all in one transaction. False when another daemon was faster.
 */
export async function finishEnvironment(request: FinishRequest): Promise<boolean> {
  const { store, catalogue, record, instances, closing, now } = request;
  const { id, tenant, rateCard } = record;
  const card = await store.rateCard(rateCard.id, rateCard.revision);
  if (card === null) throw new Error(`rate card ${rateCard.id} ${rateCard.revision} is missing`);
  const segments = [...(await store.usage(id, tenant)), ...closing];
  const at = toInstant(now);
  return store.changeEnvironment({
    id,
    tenant,
    at,
    expect: ["releasing"],
    state: "released",
    error: null,
    instances,
    usage: closing,
    statement: statement({ card, segments, now: at, catalogue }),
    releaseClaims: true,
  });
}
