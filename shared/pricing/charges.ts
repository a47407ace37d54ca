import { z } from "zod";
import { fromInstant, toInstant, type Instant } from "../base/clock.ts";
import { Decimal, decimalText } from "../base/money.ts";
import { usesAround } from "../design/element-path.ts";
import type { PriceBook } from "./engine/book.ts";
import type { RatedLine } from "./engine/line.ts";
import type { OpenStatement } from "./open-statement.ts";
import { isPriced, type Rated } from "./rated.ts";
import { withTaxes } from "./with-taxes.ts";

const HOUR = 3_600_000;
/** How long what goes on is watched to say what it costs by the hour. */
const WATCHED = 200;
/** In units of money: what is no more than this apart is the same. */
const SAME = "0.000002";

/** What something was charged, before anything is rounded, and what it is charged by the hour while nothing changes. */
const chargeSchema = z.object({ amount: z.string(), perHour: z.string() });
type Charge = z.infer<typeof chargeSchema>;

/** What a running environment was charged, as somebody hears it who was told before. */
export const chargesSchema = z.object({
  /** When it was true. */
  at: z.iso.datetime(),
  currency: z.string(),
  /** With taxes, as what was projected is. */
  total: chargeSchema,
  /** Without taxes, as lines are. Nodes that are not as they were expected to be; uses of components with all that is in them. */
  nodes: z.array(chargeSchema.extend({ node: z.string() })),
  /** All nodes are in it: what was known before is not true any more. */
  isWhole: z.boolean(),
  /** Nothing follows: the environment is over. */
  isFinal: z.boolean(),
});
export type ChargesNews = z.infer<typeof chargesSchema>;

/** What an environment was charged, in all and by node. */
export const knownChargesSchema = chargesSchema.omit({ nodes: true, isWhole: true }).extend({
  /** As they were heard last, each: nothing else came of it since. */
  nodes: z.record(z.string(), chargeSchema.extend({ at: z.iso.datetime() })),
});
export type Charges = Readonly<z.infer<typeof knownChargesSchema>>;

type KnownCharge = Charges["nodes"][string];

/** What is charged up to now, and how fast that grows. */
export function runningCharges(
  open: OpenStatement,
  { currency, settings }: Pick<PriceBook, "currency" | "settings">,
  now: number,
): Charges {
  const before = Math.max(open.steadySince + 1, now - WATCHED);
  const earlier = before < now ? open.lines(before) : [];
  const known = new Map(earlier.map((line) => [line.lineKey, line]));
  const growth = (line: RatedLine): Decimal => {
    const was = known.get(line.lineKey);
    // A fee that has fallen due is no speed.
    if (was === undefined || was.fee !== line.fee) return new Decimal(0);
    return new Decimal(line.net)
      .minus(was.net)
      .times(HOUR)
      .dividedBy(now - before);
  };
  const at = toInstant(now);
  const taxes = Object.values(settings.taxes);
  return { at, currency, isFinal: false, ...summed({ lines: open.lines(now), taxes }, growth, at) };
}

/** What a statement charges that nothing is added to any more. */
export function finalCharges({ lines, currency, totals }: Rated, at: Instant): Charges {
  const taxes = totals.taxes.map(({ percent }) => percent);
  return { at, currency, isFinal: true, ...summed({ lines, taxes }, () => new Decimal(0), at) };
}

function summed(
  { lines, taxes }: { readonly lines: readonly RatedLine[]; readonly taxes: readonly string[] },
  growth: (line: RatedLine) => Decimal,
  at: Instant,
): Pick<Charges, "total" | "nodes"> {
  const nodes = new Map<string, Sum>();
  const total = new Sum();
  for (const line of lines.filter(isPriced)) {
    const [net, grown] = [new Decimal(line.net), growth(line)];
    total.add(net, grown);
    for (const payer of line.node === "" ? [] : [line.node, ...usesAround(line.node)]) {
      let sum = nodes.get(payer);
      if (sum === undefined) nodes.set(payer, (sum = new Sum()));
      sum.add(net, grown);
    }
  }
  const charges = Array.from(nodes, ([node, sum]) => [node, { ...sum.charge(), at }] as const);
  return { total: total.charge(taxes), nodes: Object.fromEntries(charges) };
}

class Sum {
  #amount = new Decimal(0);
  #perHour = new Decimal(0);

  add(amount: Decimal, perHour: Decimal): void {
    this.#amount = this.#amount.plus(amount);
    this.#perHour = this.#perHour.plus(perHour);
  }

  charge(taxes: readonly string[] = []): Charge {
    return {
      amount: decimalText(withTaxes(this.#amount, taxes).toDecimalPlaces(6)),
      perHour: decimalText(withTaxes(this.#perHour, taxes).toDecimalPlaces(9)),
    };
  }
}

/** What somebody has to hear to know it all, who was told the other; all of it where nothing was told. */
export function chargesNews(told: Charges | null, charges: Charges): ChargesNews {
  const { nodes, ...rest } = charges;
  const isWhole =
    told === null ||
    told.currency !== charges.currency ||
    Object.keys(told.nodes).some((node) => nodes[node] === undefined);
  const isNews = ([node, charge]: readonly [string, KnownCharge]): boolean => {
    const before = isWhole ? undefined : told?.nodes[node];
    return before === undefined || !isExpected(before, charge);
  };
  const changed = Object.entries(nodes).filter(isNews);
  const news = changed.map(([node, { amount, perHour }]) => ({ node, amount, perHour }));
  return { ...rest, isWhole, nodes: news };
}

/** What is known after some news. */
export function heardCharges(known: Charges | undefined, news: ChargesNews): Charges {
  const { nodes, isWhole, ...rest } = news;
  const { at } = rest;
  const changed = nodes.map(({ node, ...charge }) => [node, { ...charge, at }] as const);
  const before = known === undefined || isWhole ? {} : known.nodes;
  return { ...rest, nodes: { ...before, ...Object.fromEntries(changed) } };
}

/** What something was charged by an instant, as long as nothing changes. */
export function chargeAt(at: Instant, { amount, perHour }: Charge, now: number): string {
  const time = Math.max(0, now - fromInstant(at));
  const grown = new Decimal(perHour).times(time).dividedBy(HOUR);
  return decimalText(grown.plus(amount).toDecimalPlaces(6));
}

function isExpected(before: KnownCharge, charge: KnownCharge): boolean {
  const expected = chargeAt(before.at, before, fromInstant(charge.at));
  return (
    before.perHour === charge.perHour && new Decimal(expected).minus(charge.amount).abs().lte(SAME)
  );
}
