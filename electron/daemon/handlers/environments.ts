import { toInstant } from "../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { statement } from "../../../shared/pricing/quote.ts";
import { applyChange } from "../environments/apply-change.ts";
import { ACTIVE_STATES } from "../environments/next-state.ts";
import { changePlan, planChange } from "../environments/plan-change.ts";
import { priceDesign, requestEnvironment } from "../environments/request.ts";
import { viewEnvironment } from "../environments/view.ts";
import { keepOffers, refuseUnoffered } from "../pricing/keep-offers.ts";
import { environmentTerms } from "../pricing/terms.ts";
import { environmentUsage } from "../pricing/usage.ts";
import { environmentVariance } from "../pricing/variance.ts";
import { findPlace } from "../reservations/reserve.ts";
import { summarise } from "../store/summary.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";
import { countedStream } from "./streams.ts";

/** From a drawing to running machines and back. */
export function environmentHandlers(services: Services) {
  const { store, clock, pools, wake, consoles, chargeFeed, limits } = services;
  const group = procedures.environments;
  const view = async (id: string, tenant: string) =>
    found(await viewEnvironment(store, id, tenant), "environment", id);
  return {
    fit: group.fit.handler(async ({ input: { pool: id, design, window } }) => {
      const pool = unwrap(await pools.find(id));
      const placement = await findPlace(services, { design, pool, window });
      return placement.ok
        ? { fits: true as const, placement: placement.value }
        : { fits: false as const, refusals: [...placement.error] };
    }),
    quote: group.quote.handler(async ({ input, context: { tenant, user } }) => {
      const qosClass = input.qosClass ?? "";
      const whose = { account: tenant, environment: "", user: user.id, qosClass };
      return unwrap(await priceDesign(services, input, whose)).rated;
    }),
    request: group.request.handler(async ({ input, context: { tenant, user } }) => {
      const asked = { ...input, qosClass: input.qosClass ?? "", tenant, owner: user.id };
      const id = unwrap(await requestEnvironment(services, asked));
      wake({ id, tenant });
      return view(id, tenant);
    }),
    list: group.list.handler(async ({ input: { states }, context: { tenant } }) => [
      ...(await store.listEnvironments(tenant, states)),
    ]),
    get: group.get.handler(({ input: { id }, context: { tenant } }) => view(id, tenant)),
    plan: group.plan.handler(async ({ input: { id, design }, context: { tenant } }) => {
      const planned = unwrap(await planChange(services, { id, tenant }, design));
      return changePlan(services, planned, design);
    }),
    apply: group.apply.handler(async ({ input, context: { tenant, user } }) => {
      unwrap(await applyChange(services, { ...input, tenant, by: user.id }));
      wake({ id: input.id, tenant });
      return view(input.id, tenant);
    }),
    keepOffers: group.keepOffers.handler(async ({ input: { id }, context: { tenant } }) => {
      const asked = found(await store.environment(id, tenant), "environment", id);
      return [...unwrap(await keepOffers(services, asked))];
    }),
    release: group.release.handler(async ({ input: { id, keeps }, context: { tenant } }) => {
      const known = found(await store.environment(id, tenant), "environment", id);
      if (keeps !== undefined) unwrap(await refuseUnoffered(services, known, keeps));
      const changed = await store.changeEnvironment({
        id,
        tenant,
        at: toInstant(clock.now()),
        // Releasing it twice is no error: it is on its way, or gone.
        expect: ["requested", "reserved", ...ACTIVE_STATES],
        state: "releasing",
        ...(keeps !== undefined && { keeps }),
      });
      if (!changed && keeps !== undefined && known.keeps !== keeps)
        throw new FaultError(fault("environment-over", { state: known.state }));
      consoles.closeEnvironment(id);
      wake({ id, tenant });
      const record = found(await store.environment(id, tenant), "environment", id);
      return summarise(record, await store.instances(id, tenant));
    }),
    statement: group.statement.handler(async ({ input: { id }, context: { tenant } }) => {
      const record = found(await store.environment(id, tenant), "environment", id);
      if (record.statement !== null) return { ...record.statement, final: true };
      const terms = unwrap(await environmentTerms(services, record));
      const now = toInstant(clock.now());
      const segments = await environmentUsage(store, record, now);
      return { ...statement({ terms, segments, now }), final: false };
    }),
    charges: group.charges.handler(async ({ input: { id }, context, signal }) => {
      const { tenant } = context;
      found(await store.environment(id, tenant), "environment", id);
      const until = signal ?? new AbortController().signal;
      return countedStream(context, limits.streamsPerConnection, () =>
        chargeFeed.watch({ id, tenant }, until),
      );
    }),
    variance: group.variance.handler(async ({ input: { id, as }, context: { tenant } }) => {
      const record = found(await store.environment(id, tenant), "environment", id);
      return [...unwrap(await environmentVariance(services, record, as))];
    }),
  };
}
