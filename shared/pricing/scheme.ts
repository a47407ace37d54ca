import type { Decimal } from "../base/money.ts";
import type { Charge } from "./charge.ts";
import type { Rate } from "./rate-card.ts";
import type { BillingCalendar } from "./billing-calendar.ts";

/** A span of time in milliseconds since the epoch, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One level held by one instance: a usage segment whose end is known. */
export interface Slice extends Span {
  readonly instance: string;
  /** Exact decimal, in the meter's unit. */
  readonly level: string;
}

/** Everything of one node and one item that one rate applies to. */
export interface RatedUsage {
  readonly rate: Rate;
  /** The meter's unit in the singular, e.g. `GiB`. */
  readonly meterUnit: string;
  /** What people call the item. */
  readonly name: string;
  /** At least one; of one instance they may be several. In order of instance, then start. */
  readonly slices: readonly Slice[];
}

/** What a scheme makes of usage: a quantity and what one of it costs. */
export interface PricedQuantity {
  /** Tells apart several lines of one rate (a band, a peak window); empty where there is one. */
  readonly part: string;
  /** Exact to 12 decimals. */
  readonly quantity: Decimal;
  readonly unit: Charge["unit"];
  /** Exact decimal in the card's currency. */
  readonly unitPrice: string;
  /** What, how many and how long, without the price: `12 × Small server for 4 h`. Only lines are asked for it. */
  readonly describe: () => string;
}

/**
 * One way of turning usage into priced quantities. Add one by writing a file and a line in
 * schemes/index.ts; its own fields of the rate (tiers, windows, base fees) only it reads.
 * Must not depend on the order of slices, nor on where a slice was cut in two.
 */
export interface BillingScheme<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** True for the rates that are this scheme's to price. Schemes must not overlap. */
  prices(rate: Rate): boolean;
  price(usage: RatedUsage, calendar: BillingCalendar): readonly PricedQuantity[];
}

/** Keeps a scheme's literal id. */
export function defineScheme<const Id extends string>(
  scheme: BillingScheme<Id>,
): BillingScheme<Id> {
  return scheme;
}
