import { toInstant } from "../../../shared/base/clock.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/version.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import { environmentTerms, tenantTerms } from "../pricing/terms.ts";
import type { Services } from "./services.ts";

/** Who we are, what is offered and what it costs. */
export function systemHandlers(services: Services) {
  const { version, clock, store, catalogue } = services;
  return {
    system: {
      about: procedures.system.about.handler(({ context }) => {
        const { id, name, roles, active } = context.user;
        return {
          version,
          protocol: PROTOCOL_VERSION,
          now: toInstant(clock.now()),
          user: { id, name, roles: [...roles], active },
          tenant: context.session.tenant,
        };
      }),
    },
    catalogue: { get: procedures.catalogue.get.handler(() => catalogue.data) },
    terms: {
      get: procedures.terms.get.handler(async ({ input, context: { tenant } }) => {
        const { environment: id } = input;
        if (id === undefined) return unwrap(await tenantTerms(services, tenant));
        const record = found(await store.environment(id, tenant), "environment", id);
        return unwrap(await environmentTerms(services, record));
      }),
    },
  };
}
