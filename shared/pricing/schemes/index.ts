import type { BillingScheme } from "../scheme.ts";
import type { Rate } from "../rate-card.ts";
import { hourly } from "./hourly.ts";
import { monthly } from "./monthly.ts";
import { oneTime } from "./one-time.ts";

/** Every billing scheme. */
export const SCHEMES = [hourly, monthly, oneTime] as const satisfies readonly BillingScheme[];

/** The scheme that prices a rate. Each rate that the schema lets in has exactly one. */
export function schemeOf(rate: Rate): BillingScheme {
  const scheme = SCHEMES.find((candidate) => candidate.prices(rate));
  if (scheme === undefined) throw new Error(`no billing scheme prices the rate ${rate.id}`);
  return scheme;
}
