import { decimalText, Decimal, formatPrice, moneyText } from "../base/money.ts";
import { toInstant } from "../base/clock.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { METERS } from "../kinds/component-kind.ts";
import { billingCalendar } from "./billing-calendar.ts";
import type { Bill, Charge } from "./charge.ts";
import { itemName } from "./item-name.ts";
import type { Rate, RateCard } from "./rate-card.ts";
import type { PricedQuantity } from "./scheme.ts";
import { schemeOf } from "./schemes/index.ts";
import { groupUsage, wholeSpan, type ClosedSegment, type UsageGroup } from "./segments.ts";

type Rated = Pick<Bill, "charges" | "unpriced">;

/**
 * Prices usage: one line per node, item and rate, in a stable order. Pure; the order, the repetition and
 * the cutting of segments make no difference. What the card has no rate for is named, never free.
 */
export function rate(
  card: RateCard,
  segments: readonly ClosedSegment[],
  catalogue: Catalogue,
): Rated {
  return rateGroups(card, groupUsage(segments), catalogue);
}

/** The same of usage that is grouped already. */
export function rateGroups(
  card: RateCard,
  groups: readonly UsageGroup[],
  catalogue: Catalogue,
): Rated {
  const charges: Charge[] = [];
  const unpriced: Bill["unpriced"][number][] = [];
  for (const group of groups) {
    const priced = priceGroup(card, group, catalogue);
    if (priced.length === 0)
      unpriced.push({ node: group.node, meter: group.meter, item: group.item });
    for (const one of priced)
      for (const quantity of one.quantities)
        charges.push(chargeOf(card, one.rate, group, quantity));
  }
  return { charges, unpriced };
}

/** What each rate that applies makes of some usage; none when the card has no rate for it. */
export function priceGroup(
  card: RateCard,
  group: UsageGroup,
  catalogue: Catalogue,
): readonly { readonly rate: Rate; readonly quantities: readonly PricedQuantity[] }[] {
  const calendar = billingCalendar(card.billingZone ?? "UTC");
  const meterUnit = METERS[group.meter].unit;
  const name = itemName(catalogue, group.item);
  return ratesFor(ratesByItem(card), group).map((found) => {
    const usage = { rate: found, meterUnit, name, slices: group.slices };
    return { rate: found, quantities: schemeOf(found).price(usage, calendar) };
  });
}

/** To the last digit. */
export function amountOf({ quantity, unitPrice }: PricedQuantity): Decimal {
  return quantity.times(new Decimal(unitPrice));
}

type RateBook = ReadonlyMap<string, readonly Rate[]>;

// Rate cards are immutable, and single items are priced again and again.
const books = new WeakMap<RateCard, RateBook>();

function ratesByItem(card: RateCard): RateBook {
  let book = books.get(card);
  if (book === undefined)
    books.set(card, (book = Map.groupBy(card.rates, ({ meter, item }) => `${meter} ${item}`)));
  return book;
}

/** The item's own rates, or where it has none those for any item of its meter. */
function ratesFor(rates: RateBook, { meter, item }: UsageGroup): readonly Rate[] {
  return rates.get(`${meter} ${item}`) ?? rates.get(`${meter} *`) ?? [];
}

function chargeOf(card: RateCard, found: Rate, group: UsageGroup, priced: PricedQuantity): Charge {
  const amount = amountOf(priced);
  const span = wholeSpan(group.slices);
  const key = [group.node, group.meter, group.item, found.id];
  return {
    lineKey: (priced.part === "" ? key : [...key, priced.part]).join("/"),
    node: group.node,
    meter: group.meter,
    item: group.item,
    quantity: decimalText(priced.quantity),
    unit: priced.unit,
    unitPrice: priced.unitPrice,
    amount: decimalText(amount),
    rounded: moneyText(amount, card.currency),
    rate: { card: card.id, revision: card.revision, id: found.id },
    reason: `${priced.describe()} at ${formatPrice(priced.unitPrice, card.currency)} per ${priced.unit}`,
    instances: new Set(group.slices.map((slice) => slice.instance)).size,
    start: toInstant(span.start),
    end: toInstant(span.end),
  };
}
