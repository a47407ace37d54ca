import { toInstant } from "../../../shared/base/clock.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Design } from "../../../shared/design/design.ts";
import { outlook } from "../../../shared/pricing/quote.ts";
import type { InstanceStatus } from "../../../shared/protocol/environment.ts";
import { usageContextOf } from "../pricing/usage-context.ts";
import { doesNotFit } from "../reservations/reserve.ts";
import type { EnvironmentRevision } from "../store/store.ts";
import { digest } from "./digest.ts";
import { partsOf, type Part } from "./parts.ts";
import { planChange, type PlannedChange } from "./plan-change.ts";
import type { RequestContext } from "./request.ts";
import { waitingStatus } from "./statuses.ts";

export interface ApplyRequest {
  readonly id: string;
  readonly tenant: string;
  readonly by: string;
  readonly design: Design;
  /** The revision that the plan was made for. */
  readonly revision: number;
  readonly idempotencyKey: string;
}

type ApplyContext = Pick<RequestContext, "store" | "pools" | "clock" | "catalogue">;

/** Between planning and holding somebody else may be faster; then it is planned again. */
const ATTEMPTS = 4;

/**
 * Gives an environment another design: reserved, priced and described as one, all of it or nothing. The loop
 * that looks after it makes it so. The same key and request change nothing further.
 */
export async function applyChange(
  context: ApplyContext,
  request: ApplyRequest,
): Promise<Result<{ revision: number; applied: boolean }>> {
  // Who asks again is told so, whatever has become of the lab since.
  const { id, tenant, idempotencyKey } = request;
  const before = await context.store.revisionBefore(id, tenant, idempotencyKey);
  if (before?.requestDigest === digestOf(request))
    return ok({ revision: before.revision, applied: false });
  for (let attempt = 1; ; attempt++) {
    const planned = await planChange(context, request, request.design);
    if (!planned.ok) return planned;
    const { stops, refusals, target, record } = planned.value;
    const [stop] = stops;
    if (stop !== undefined) return err(stop);
    if (target === null) {
      const pool = await context.pools.find(record.pool);
      return err(doesNotFit(pool.ok ? pool.value.name : record.pool, refusals));
    }
    const revised = await context.store.reviseEnvironment(
      await revisionOf(context, request, { ...planned.value, target }),
    );
    const again = !revised.ok && revised.error.code === "double-booking" && attempt < ATTEMPTS;
    if (!again) return revised;
  }
}

type Feasible = PlannedChange & { readonly target: NonNullable<PlannedChange["target"]> };

async function revisionOf(
  { store, clock, catalogue }: ApplyContext,
  request: ApplyRequest,
  planned: Feasible,
): Promise<EnvironmentRevision> {
  const { id, tenant, by, design, revision, idempotencyKey } = request;
  const { record, terms, target } = planned;
  const { placement, desired, change } = target;
  const at = toInstant(clock.now());
  const waits = record.state === "reserved" || record.state === "requested";
  const changes = change.parts.length > 0 || change.told > 0;
  const before = await store.instances(id, tenant);
  const parts = partsOf({ design, desired }, catalogue);
  const known = new Set(parts.map((part) => part.id));
  const left = before.filter((status) => !known.has(status.id));
  const used = await store.usage(id, tenant);
  const context = await usageContextOf(store, { ...record, revision: revision + 1 });
  return {
    id,
    tenant,
    by,
    at,
    revision,
    design,
    placement,
    desired,
    quote: outlook({ design, catalogue, terms, window: record.window, context, used, now: at }),
    state: waits || !changes ? record.state : "provisioning",
    instances: [
      ...statusesAfter(planned, parts, before, clock.now()),
      ...(waits ? [] : left.map((status): InstanceStatus => leaving(status, at))),
    ],
    departed: waits ? left.map((status) => status.id) : [],
    idempotencyKey,
    requestDigest: digestOf(request),
  };
}

/** The same for the same request. */
function digestOf({ id, revision, design }: ApplyRequest): string {
  return digest([id, revision, design]);
}

/** New parts wait; those that become another say so at once; the others stay as they are. */
function statusesAfter(
  { target, record }: Feasible,
  parts: readonly Part[],
  before: readonly InstanceStatus[],
  now: number,
): readonly InstanceStatus[] {
  const known = new Map(before.map((status) => [status.id, status]));
  const changed = new Map(target.change.parts.map(({ id, change }) => [id, change]));
  const waits = record.state === "reserved" || record.state === "requested";
  return parts.flatMap((part): readonly InstanceStatus[] => {
    const status = known.get(part.id);
    const fresh = waitingStatus(part, now);
    if (status === undefined || waits || changed.get(part.id) === "recreated") return [fresh];
    const isTold = part.source.type === "instance" && target.change.told > 0;
    if (changed.get(part.id) !== "changed" && !isTold) return [];
    return [{ ...fresh, state: "configuring", activity: "waiting to be changed" }];
  });
}

function leaving(status: InstanceStatus, at: string): InstanceStatus {
  return { ...status, state: "removing", progress: 1, activity: "removing", updatedAt: at };
}
