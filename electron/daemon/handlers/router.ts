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
import { tokenHandlers } from "./tokens.ts";
import { usageHandlers } from "./usage.ts";
import { userHandlers } from "./users.ts";

/** The whole contract, implemented. A procedure without a handler does not compile. */
export function createRouter(services: Services) {
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
  });
}

export type Router = ReturnType<typeof createRouter>;
