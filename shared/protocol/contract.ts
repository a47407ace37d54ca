import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { catalogueSchema } from "../catalogue/catalogue.ts";
import { designSchema } from "../design/design.ts";
import { placementSchema, refusalSchema } from "../placement/placement.ts";
import { chargesSchema } from "../pricing/charges.ts";
import { varianceSchema } from "../pricing/engine/variance.ts";
import { ratedSchema } from "../pricing/rated.ts";
import { qosClassSchema } from "../reservations/qos-class.ts";
import { windowSchema } from "../schedule/window.ts";
import { billingProcedures, budgetProcedures, invoicingProcedures } from "./billing-procedures.ts";
import { changePlanSchema } from "./change.ts";
import {
  componentReferenceSchema,
  componentSummarySchema,
  sharedComponentSchema,
} from "./component.ts";
import {
  environmentSchema,
  environmentStateSchema,
  environmentSummarySchema,
  keepOfferSchema,
} from "./environment.ts";
import { eventSchema } from "./event.ts";
import {
  tenantProcedures,
  tokenProcedures,
  userProcedures,
  userSchema,
} from "./people-procedures.ts";
import { poolProcedures } from "./pool-procedures.ts";
import { priceProcedures } from "./price-procedures.ts";
import { id, nothing, own, procedure } from "./procedure.ts";
import { reservationProcedures } from "./reservation-procedures.ts";
import { statementProcedures } from "./statement-procedures.ts";
import { usageProcedures } from "./usage-procedures.ts";
import { termsProcedures } from "./terms-procedures.ts";

const anyone = {
  roles: ["architect", "lab-admin", "customer", "operator"],
  scope: "self",
} as const;
const iterate = eventIterator(eventSchema);

const requestSchema = z.object({
  name: z.string().min(1).max(200),
  pool: z.string(),
  design: designSchema,
  window: windowSchema,
  /** What is to be promised; left out: what the price book does without a class. */
  qosClass: qosClassSchema.optional(),
});

/** Every procedure of the daemon: the one contract of window, browser, CLI and scripts. */
export const contract = {
  system: {
    about: procedure
      .meta(anyone)
      .route({ method: "GET", path: "/about" })
      .output(
        z.object({
          version: z.string(),
          protocol: z.int(),
          /** The daemon's clock, for showing charges to the second. */
          now: z.iso.datetime(),
          user: userSchema,
          tenant: z.object({ id: z.string(), name: z.string() }),
        }),
      ),
  },
  catalogue: {
    get: procedure
      .meta(anyone)
      .route({ method: "GET", path: "/catalogue" })
      .output(catalogueSchema),
  },
  terms: termsProcedures,
  pools: poolProcedures,
  environments: {
    /** Does the pool hold it in that window, as things are now? Holds nothing. */
    fit: procedure
      .meta(own("architect", "lab-admin"))
      .route({ method: "POST", path: "/environments/fit" })
      .input(requestSchema.omit({ name: true }))
      .output(
        z.discriminatedUnion("fits", [
          z.object({ fits: z.literal(true), placement: placementSchema }),
          z.object({ fits: z.literal(false), refusals: z.array(refusalSchema) }),
        ]),
      ),
    quote: procedure
      .meta(own("architect", "lab-admin", "customer"))
      .route({ method: "POST", path: "/environments/quote" })
      .input(requestSchema.pick({ design: true, window: true, qosClass: true }))
      .output(ratedSchema),
    /** Reserves all of it or nothing, then provisions. The same key and request give the same environment. */
    request: procedure
      .meta(own("architect"))
      .route({ method: "POST", path: "/environments" })
      .input(requestSchema.extend({ idempotencyKey: z.string().min(8).max(100) }))
      .output(environmentSchema),
    list: procedure
      .meta(own("architect", "lab-admin", "customer", "operator"))
      .route({ method: "GET", path: "/environments" })
      .input(z.object({ states: z.array(environmentStateSchema).optional() }))
      .output(z.array(environmentSummarySchema)),
    get: procedure
      .meta(own("architect", "lab-admin", "customer", "operator"))
      .route({ method: "GET", path: "/environments/{id}" })
      .input(id)
      .output(environmentSchema),
    /** What a changed design would do to an environment, as things are now. Changes nothing. */
    plan: procedure
      .meta(own("architect", "lab-admin"))
      .route({ method: "POST", path: "/environments/{id}/plan" })
      .input(id.extend({ design: designSchema }))
      .output(changePlanSchema),
    /**
     * Gives an environment a changed design: all of it is reserved, or nothing is changed. Refused when it is not
     * at the revision that the plan was made for. The same key and request change nothing further.
     */
    apply: procedure
      .meta(own("architect"))
      .route({ method: "POST", path: "/environments/{id}/apply" })
      .input(
        id.extend({
          design: designSchema,
          revision: z.int(),
          idempotencyKey: z.string().min(8).max(100),
        }),
      )
      .output(environmentSchema),
    /** What could be kept of it if it were released now. */
    keepOffers: procedure
      .meta(own("architect", "customer", "operator"))
      .route({ method: "GET", path: "/environments/{id}/keep" })
      .input(id)
      .output(z.array(keepOfferSchema)),
    /** `keeps`: bought, or by a licence that is renewed, which the next bills charge. */
    release: procedure
      .meta(own("architect", "operator"))
      .route({ method: "POST", path: "/environments/{id}/release" })
      .input(id.extend({ keeps: z.enum(["buy", "renew"]).optional() }))
      .output(environmentSummarySchema),
    /** Actual charges up to now; final once released. */
    statement: procedure
      .meta(own("architect", "customer", "operator"))
      .route({ method: "GET", path: "/environments/{id}/statement" })
      .input(id)
      .output(ratedSchema.extend({ final: z.boolean() })),
    /**
     * Actual charges as they come, in all and of each node: all of it at first, then what is not as it was to be
     * expected. Nothing is kept for who cannot follow, or comes back: the next news hold it all together.
     */
    charges: procedure
      .meta(own("architect", "customer", "operator"))
      .route({ method: "GET", path: "/environments/{id}/charges" })
      .input(id)
      .output(eventIterator(chargesSchema)),
    /** Why it costs something else than was accepted when it was sent: so far, or with what is expected up to its end. */
    variance: procedure
      .meta(own("architect", "customer", "operator"))
      .route({ method: "GET", path: "/environments/{id}/variance" })
      .input(id.extend({ as: z.enum(["actual", "outlook"]).default("outlook") }))
      .output(z.array(varianceSchema)),
  },
  reservations: reservationProcedures,
  prices: priceProcedures,
  usage: usageProcedures,
  billing: billingProcedures,
  budgets: budgetProcedures,
  invoicing: invoicingProcedures,
  statements: statementProcedures,
  components: {
    /** The tenant's own versions, and those that are published to all. */
    list: procedure
      .meta(own("architect", "lab-admin", "customer", "operator"))
      .route({ method: "GET", path: "/components" })
      .output(z.array(componentSummarySchema)),
    get: procedure
      .meta(own("architect", "lab-admin", "customer", "operator"))
      .route({ method: "GET", path: "/components/{component}/{version}" })
      .input(componentReferenceSchema)
      .output(sharedComponentSchema),
    /** Shares a version with the tenant's people. It never changes; the same again is harmless. */
    save: procedure
      .meta(own("architect", "operator"))
      .route({ method: "POST", path: "/components" })
      .input(sharedComponentSchema)
      .output(nothing),
    /** Offers one of the tenant's versions to all tenants. */
    publish: procedure
      .meta(own("operator"))
      .route({ method: "POST", path: "/components/{component}/{version}/publish" })
      .input(componentReferenceSchema)
      .output(nothing),
    withdraw: procedure
      .meta(own("operator"))
      .route({ method: "POST", path: "/components/{component}/{version}/withdraw" })
      .input(componentReferenceSchema)
      .output(nothing),
    /** Designs that use it keep their own copy. Refused while it is published. */
    remove: procedure
      .meta(own("architect", "operator"))
      .route({ method: "DELETE", path: "/components/{component}/{version}" })
      .input(componentReferenceSchema)
      .output(nothing),
  },
  events: {
    /** The tenant's events after `after` (or the last-event-id of a resumed stream), for ever. */
    subscribe: procedure
      .meta(own("architect", "lab-admin", "customer", "operator"))
      .route({ method: "GET", path: "/events" })
      .input(z.object({ after: z.coerce.number().int().optional() }))
      .output(iterate),
    /** The newest sequence, to subscribe from. */
    latest: procedure
      .meta(own("architect", "lab-admin", "customer", "operator"))
      .route({ method: "GET", path: "/events/latest" })
      .output(z.object({ sequence: z.int() })),
    history: procedure
      .meta(own("architect", "lab-admin", "customer", "operator"))
      .route({ method: "GET", path: "/events/history" })
      .input(
        z.object({
          environment: z.string().optional(),
          /** The newest before this sequence; left out, the newest of all. */
          before: z.coerce.number().int().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      )
      .output(z.array(eventSchema)),
  },
  console: {
    /** Runs a command, or a shell, in an instance. The first item names the session for write and resize. */
    open: procedure
      .meta(own("architect"))
      .route({ method: "POST", path: "/environments/{environment}/instances/{instance}/console" })
      .input(
        z.object({
          environment: z.string(),
          instance: z.string(),
          /** Left out: an interactive shell. */
          command: z.array(z.string()).min(1).optional(),
          terminal: z
            .object({ columns: z.int().min(1).max(1000), rows: z.int().min(1).max(1000) })
            .optional(),
        }),
      )
      .output(
        eventIterator(
          z.discriminatedUnion("type", [
            z.object({ type: z.literal("opened"), session: z.string() }),
            /** Bytes as base64. */
            z.object({
              type: z.literal("output"),
              stream: z.enum(["stdout", "stderr"]),
              data: z.string(),
            }),
            z.object({ type: z.literal("exited"), code: z.int() }),
          ]),
        ),
      ),
    write: procedure
      .meta(own("architect"))
      .route({ method: "POST", path: "/console/{session}/write" })
      .input(z.object({ session: z.string(), data: z.string(), end: z.boolean().optional() }))
      .output(nothing),
    resize: procedure
      .meta(own("architect"))
      .route({ method: "POST", path: "/console/{session}/resize" })
      .input(
        z.object({
          session: z.string(),
          columns: z.int().min(1).max(1000),
          rows: z.int().min(1).max(1000),
        }),
      )
      .output(nothing),
  },
  users: userProcedures,
  tokens: tokenProcedures,
  tenants: tenantProcedures,
};
