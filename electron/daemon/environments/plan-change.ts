import { isDeepStrictEqual } from "node:util";
import { toInstant } from "../../../shared/base/clock.ts";
import { fault, type Fault } from "../../../shared/base/fault.ts";
import { Decimal, decimalText } from "../../../shared/base/money.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Design } from "../../../shared/design/design.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import type { Kept, Placement, Refusal } from "../../../shared/placement/placement.ts";
import type { DesiredState } from "../../../shared/plan/desired.ts";
import { desiredState } from "../../../shared/plan/desired-state.ts";
import { difference, withGenerations, type Difference } from "../../../shared/plan/difference.ts";
import { impossibleChanges } from "../../../shared/plan/impossible.ts";
import { parkedAlone } from "../../../shared/plan/parked-alone.ts";
import { stayingOn, type Staying } from "../../../shared/plan/staying.ts";
import { quote } from "../../../shared/pricing/quote.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import type { ChangePlan } from "../../../shared/protocol/change.ts";
import { environmentTerms } from "../pricing/terms.ts";
import { poolView } from "../pool/pool-view.ts";
import { findPlace } from "../reservations/reserve.ts";
import type { EnvironmentRecord } from "../store/store.ts";
import { refuseErrors, type RequestContext } from "./request.ts";

/** What a changed design would make of an environment; null parts where the lab cannot hold it. */
export interface PlannedChange {
  readonly record: EnvironmentRecord;
  readonly terms: Terms;
  readonly stops: readonly Fault[];
  readonly refusals: readonly Refusal[];
  readonly target: {
    readonly placement: Placement;
    readonly desired: DesiredState;
    readonly change: Difference;
    readonly staying: Staying | null;
  } | null;
}

type PlanContext = Pick<RequestContext, "store" | "pools" | "clock" | "catalogue">;

const HOUR = 3_600_000;

/**
 * Checks and places a changed design among what others hold, with everything that stays where it is. Holds
 * nothing. Fails when there is no such environment, or it is over.
 */
export async function planChange(
  context: PlanContext,
  environment: { readonly id: string; readonly tenant: string },
  design: Design,
): Promise<Result<PlannedChange>> {
  const { store, catalogue } = context;
  const { id, tenant } = environment;
  const record = await store.environment(id, tenant);
  if (record === null) return err(fault("not-found", { what: "environment", id }));
  const { state } = record;
  if (state === "releasing" || state === "released")
    return err(fault("environment-over", { state }));
  const priced = await environmentTerms(context, record);
  if (!priced.ok) return priced;
  const terms = priced.value;
  const sound = refuseErrors(design, catalogue, terms.book);
  if (!sound.ok) return ok({ record, terms, stops: [sound.error], refusals: [], target: null });
  const placed = await placeChange(context, record, design);
  if (!placed.ok) return placed;
  const { placement, refusals, staying } = placed.value;
  if (placement === null) return ok({ record, terms, stops: [], refusals, target: null });
  const target = describe(context, record, design, placement);
  if (!target.ok) return ok({ record, terms, stops: [target.error], refusals, target: null });
  const { desired } = target.value;
  const stops = [
    ...impossibleChanges(record.desired, desired),
    ...parkedAlone(record.pool, placement, desired),
  ];
  return ok({ record, terms, stops, refusals, target: { ...target.value, staying } });
}

/** What the window, the CLI and scripts are told of it. */
export function changePlan(
  { catalogue, clock }: Pick<PlanContext, "catalogue" | "clock">,
  { record, terms, stops, refusals, target }: PlannedChange,
  design: Design,
): ChangePlan {
  const start = Math.max(clock.now(), Date.parse(record.window.start));
  const end = Math.max(Date.parse(record.window.end), start + 1);
  const price = (of: Design, until: number): string => {
    const window = { start: toInstant(start), end: toInstant(until) };
    const { lines } = quote({ design: of, catalogue, terms, window });
    return decimalText(
      lines.reduce((sum, { net }) => sum.plus(net), new Decimal(0)).toDecimalPlaces(6),
    );
  };
  const both = (until: number) => {
    return { before: price(record.design, until), after: price(design, until) };
  };
  return {
    revision: record.revision,
    stops: [...stops],
    refusals: [...refusals],
    change: target?.change ?? null,
    staying: target?.staying ?? null,
    price: { currency: terms.book.currency, hour: both(start + HOUR), rest: both(end) },
  };
}

interface PlacedChange {
  readonly placement: Placement | null;
  readonly refusals: readonly Refusal[];
  /** What would go elsewhere if there were room; null where nothing stays. */
  readonly staying: Staying | null;
}

/**
 * Everything stays where it is but for what is out of use. Where that leaves no room for a machine that becomes larger,
 * such machines may go elsewhere, which makes them anew; where there is none for what is on hosts and switches out of
 * use, that stays too, and all else is changed.
 */
async function placeChange(
  context: PlanContext,
  record: EnvironmentRecord,
  design: Design,
): Promise<Result<PlacedChange>> {
  const pool = await context.pools.find(record.pool);
  if (!pool.ok) return pool;
  const request = { design, pool: pool.value, window: record.window, except: record.id };
  const kept = record.placement;
  if (kept === null) throw new Error(`${record.id} has no placement`);
  const first = await findPlace(context, { ...request, kept });
  if (first.ok) return ok({ placement: first.value, refusals: [], staying: null });
  const same = unchangedHosts(context, record, kept, design);
  const second = await findPlace(context, { ...request, kept: { ...kept, hosts: same } });
  if (second.ok) return ok({ placement: second.value, refusals: [], staying: null });
  // Whoever changes nothing wants to know why it cannot move.
  const third = isDeepStrictEqual(design, record.design)
    ? second
    : await findPlace(context, { ...request, kept, stays: true });
  if (!third.ok) return ok({ placement: null, refusals: first.error, staying: null });
  const during = { pool: poolView(pool.value), window: record.window };
  const stays = stayingOn([kept, third.value], design, during);
  const staying = stays.names.length === 0 ? null : { ...stays, refusals: [...second.error] };
  return ok({ placement: third.value, refusals: [], staying });
}

/** The hosts of the machines that need there what they needed before. */
function unchangedHosts(
  { catalogue }: Pick<PlanContext, "catalogue">,
  { desired }: EnvironmentRecord,
  kept: Kept,
  design: Design,
): Kept["hosts"] {
  const nodes = resolveNodes(expandDesign(design), catalogue);
  const same = desired.instances.filter(({ node, cores, memoryMiB, diskGiB }) => {
    const compute = nodes.get(node)?.demand.compute;
    return (
      compute?.cores === cores && compute.memoryMiB === memoryMiB && compute.diskGiB === diskGiB
    );
  });
  const ids = new Set(same.map(({ id }) => id));
  return Object.fromEntries(Object.entries(kept.hosts).filter(([instance]) => ids.has(instance)));
}

function describe(
  { catalogue }: Pick<PlanContext, "catalogue">,
  { managementId, desired: before, design: old }: EnvironmentRecord,
  design: Design,
  placement: Placement,
): Result<Omit<NonNullable<PlannedChange["target"]>, "staying">> {
  const made = desiredState({ design, catalogue, placement, managementId, before });
  if (!made.ok) return made;
  const desired = withGenerations(before, made.value);
  const nodesOf = (of: Design) => resolveNodes(expandDesign(of), catalogue).values();
  const change = difference(
    { desired: before, nodes: nodesOf(old) },
    { desired, nodes: nodesOf(design) },
  );
  return ok({ placement, desired, change });
}
