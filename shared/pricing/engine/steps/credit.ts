import { Decimal } from "../../../base/money.ts";
import type { Period } from "../calendar.ts";
import { netOf, type Draft } from "../draft.ts";
import { precise, toDecimal, ONE } from "../exact.ts";
import type { QosTerm } from "../schema/discount.ts";
import { fits } from "../select.ts";
import type { Frame, Piece, Use } from "../usage.ts";
import { targetOf } from "./target.ts";

/** Step 9: credits for guarantees that were missed. Without readings of the quality there are none. */
export function credit(
  frame: Frame,
  drafts: readonly Draft[],
  pieces: readonly Piece[],
): readonly Draft[] {
  const credits = frame.book.qosTerms.flatMap((term) => {
    const readings = pieces.filter(({ use }) => use.meter === term.metric && fits(term.match, use));
    const places = Map.groupBy(readings, ({ use }) =>
      JSON.stringify([use.account, use.environment, use.node]),
    );
    return [...places.values()].flatMap((own) =>
      frame.calendar.months.flatMap((month) => creditOf(frame, term, month, own, drafts)),
    );
  });
  return [...drafts, ...credits];
}

function creditOf(
  { contract }: Frame,
  term: QosTerm,
  month: Period,
  readings: readonly Piece[],
  drafts: readonly Draft[],
): readonly Draft[] {
  const [first] = readings;
  const average = averageOf(readings, month, term);
  if (first === undefined || average === undefined || average.greaterThanOrEqualTo(term.target))
    return [];
  const percent = percentFor(term, average);
  const affected = drafts.filter(
    (draft) =>
      draft.category !== "purchase" &&
      draft.period.label === month.label &&
      fits(term.match, draft.use) &&
      isAt(first.use, draft),
  );
  const paid = affected.reduce((sum, draft) => sum.plus(netOf(draft)), new Decimal(0));
  const isClaimed = wasClaimed(term, month, contract.claims);
  const amount = precise(
    paid
      .times(isClaimed ? percent : 0)
      .dividedBy(100)
      .negated(),
  );
  const missed = `${term.metric} was ${average.toDecimalPlaces(6).toFixed()}, promised ${term.target}`;
  if (percent.isZero()) return [];
  return [
    {
      target: targetOf(first.use, first.use.account, term.id, ""),
      category: "credit",
      rule: undefined,
      accumulator: "",
      use: first.use,
      account: first.use.account,
      period: month,
      late: false,
      window: "",
      band: "",
      unused: false,
      quantity: { n: 1n, d: 1n },
      unit: "credit",
      unitPrice: amount.toFixed(),
      fee: new Decimal(0),
      list: amount,
      discounts: [],
      parts: [],
      start: month.start,
      end: month.end,
      notes: [
        `${missed}: ${percent.toFixed()} % of ${precise(paid).toFixed()}`,
        ...(isClaimed ? [] : [`not claimed within ${term.claimDays} days`]),
      ],
    },
  ];
}

/** A reading of a node is about that node; one of an environment about all in it. */
function isAt(reading: Use, { use, account }: Draft): boolean {
  return (
    account === reading.account &&
    (reading.environment === "" || reading.environment === use.environment) &&
    (reading.node === "" || reading.node === use.node)
  );
}

/** Weighted by time; nothing where nothing was read. */
function averageOf(readings: readonly Piece[], month: Period, term: QosTerm): Decimal | undefined {
  let [time, sum] = [0, 0n];
  for (const { start, end, amount } of readings) {
    const length = lengthWithout(Math.max(start, month.start), Math.min(end, month.end), term);
    time += length;
    sum += amount * BigInt(length);
  }
  return time === 0 ? undefined : toDecimal(sum).dividedBy(time).dividedBy(toDecimal(ONE));
}

/** A span's length without the times that do not count. */
function lengthWithout(start: number, end: number, { exclusions }: QosTerm): number {
  if (end <= start) return 0;
  let [length, reached] = [end - start, start];
  const spans = exclusions.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const [low, high] = [Math.max(from, reached), Math.min(to, end)];
    if (high > low) length -= high - low;
    reached = Math.max(reached, high);
  }
  return length;
}

/** By the lowest bound that it is under, and never more than the cap. */
function percentFor({ bands, capPercent }: QosTerm, average: Decimal): Decimal {
  const missed = bands
    .filter(({ below }) => average.lessThan(below))
    .toSorted((a, b) => new Decimal(a.below).comparedTo(b.below));
  return Decimal.min(missed[0]?.percent ?? "0", capPercent);
}

const DAY = 86_400_000;

function wasClaimed(
  { id, claimDays }: QosTerm,
  month: Period,
  claims: Frame["contract"]["claims"],
): boolean {
  if (claimDays === undefined) return true;
  const until = month.end + claimDays * DAY;
  return claims.some(
    (claim) => claim.term === id && claim.month === month.label && Date.parse(claim.at) < until,
  );
}
