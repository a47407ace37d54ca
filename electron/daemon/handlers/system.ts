import { toInstant } from "../../../shared/base/clock.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/version.ts";
import { found, procedures } from "./implementer.ts";
import type { Services } from "./services.ts";

/** Who we are, what is offered and what it costs. */
export function systemHandlers({ version, clock, store, catalogue }: Services) {
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
    rateCard: {
      get: procedures.rateCard.get.handler(async ({ input: { id, revision } }) => {
        const card =
          id === undefined || revision === undefined
            ? await store.currentRateCard(toInstant(clock.now()))
            : await store.rateCard(id, revision);
        return found(card, "rate card", id ?? "in force");
      }),
    },
  };
}
