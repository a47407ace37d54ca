import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { Decimal, moneyText } from "../../../shared/base/money.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Release } from "../../../shared/pricing/engine/contract.ts";
import { statement } from "../../../shared/pricing/quote.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import type { KeepOffer } from "../../../shared/protocol/environment.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import { environmentTerms } from "./terms.ts";
import { environmentUsage } from "./usage.ts";

interface OfferContext {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
}

/**
 * What a customer could keep of an environment if it were released now, and for how much: what the price book and the
 * contract have a price for. Nothing without a contract, which it would be billed by.
 */
export async function keepOffers(
  { store, clock }: OfferContext,
  record: EnvironmentRecord,
): Promise<Result<readonly KeepOffer[]>> {
  if ((await store.contract(record.tenant, toInstant(clock.now()))) === null) return ok([]);
  const terms = await environmentTerms({ store, clock }, record);
  if (!terms.ok) return terms;
  const at = toInstant(clock.now());
  const used = await environmentUsage(store, record, at);
  const segments = used.map((one) => Object.assign({}, one, { end: one.end ?? at }));
  const options = ["buy", "renew"] as const;
  return ok(
    options.flatMap((option) => {
      const release = { environment: record.id, at, option };
      const kept = keptTerms(terms.value, release);
      const { lines, currency } = statement({ terms: kept, segments, now: justAfter(at) });
      return lines
        .filter(({ category }) => category === "purchase")
        .map((line): KeepOffer => {
          const rule = kept.book.rules.find(({ id }) => id === line.rule.id);
          const cadence = rule?.kind === "purchase" && option === "renew" ? rule.cadence : null;
          const price = rule?.kind === "purchase" ? rule.price : line.list;
          const off = line.discounts.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
          const credit = moneyText(off.negated(), currency);
          const due = moneyText(new Decimal(price).plus(off), currency);
          return { option, title: line.title, price, cadence, credit, due, currency };
        });
    }),
  );
}

/** Terms by which an environment is kept. */
export function keptTerms({ book, contract }: Terms, release: Release): Terms {
  const others = contract.releases.filter(({ environment }) => environment !== release.environment);
  return { book, contract: { ...contract, releases: [...others, release] } };
}

/** What is bought at an instant is charged by the next one. */
export function justAfter(at: string): string {
  return toInstant(Date.parse(at) + 1);
}

/** Refuses to keep what has no price. */
export async function refuseUnoffered(
  context: OfferContext,
  record: EnvironmentRecord,
  option: Release["option"],
): Promise<Result<void>> {
  const offers = await keepOffers(context, record);
  if (!offers.ok) return offers;
  if (offers.value.some((one) => one.option === option)) return ok(undefined);
  const contract = await context.store.contract(record.tenant, toInstant(context.clock.now()));
  const detail =
    contract === null
      ? "There is no contract by which it would be billed."
      : "Neither the price book nor the contract has a price for that.";
  return err(fault("nothing-to-keep", { option, detail }));
}
