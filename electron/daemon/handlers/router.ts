import type { Router as RouterOf } from "@orpc/server";
import type { contract } from "../../../shared/protocol/contract.ts";
import type { CallContext } from "../server/call-context.ts";
import { billingHandlers, budgetHandlers, invoicingHandlers } from "./billing.ts";
import { componentHandlers } from "./components.ts";
import { consoleHandlers } from "./console.ts";
import { environmentHandlers } from "./environments.ts";
import { eventHandlers } from "./events.ts";
import { procedures } from "./implementer.ts";
import { poolHandlers } from "./pools.ts";
import { priceHandlers } from "./prices.ts";
import { reservationHandlers } from "./reservations.ts";
import type { Services } from "./services.ts";
import { statementHandlers } from "./statements.ts";
import { systemHandlers } from "./system.ts";
import { tenantHandlers } from "./tenants.ts";
import { tokenHandlers } from "./tokens.ts";
import { usageHandlers } from "./usage.ts";
import { userHandlers } from "./users.ts";

/** Written down, because the compiler does not spell out a type as long as the whole contract. */
export type Router = RouterOf<typeof contract, CallContext>;

/** The whole contract, implemented. A procedure without a handler does not compile. */
export function createRouter(services: Services): Router {
  return procedures.router({
    ...systemHandlers(services),
    pools: poolHandlers(services),
    statements: statementHandlers(services),
    components: componentHandlers(services),
    environments: environmentHandlers(services),
    reservations: reservationHandlers(services),
    prices: priceHandlers(services),
    usage: usageHandlers(services),
    billing: billingHandlers(services),
    budgets: budgetHandlers(services),
    invoicing: invoicingHandlers(services),
    events: eventHandlers(services),
    console: consoleHandlers(services),
    users: userHandlers(services),
    tokens: tokenHandlers(services),
    tenants: tenantHandlers(services),
  });
}
