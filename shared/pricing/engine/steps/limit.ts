import { Decimal } from "../../../base/money.ts";
import { netOf, type Draft } from "../draft.ts";
import { precise } from "../exact.ts";
import { periodAt, type Period } from "../calendar.ts";
import type { Frame } from "../usage.ts";
import { accountUse } from "./claims.ts";
import { isUsage } from "../schema/rule.ts";
import { roundBy } from "./round.ts";
import { targetOf } from "./target.ts";
import { partOf, periodsOf } from "./terms.ts";

/**
 * Step 8: minimums and maximums, as lines of their own: what is missing, or what is too much, of what the lines before
 * it charge, each rounded where lines are. So all of them together come to the limit, to the cent.
 */
export function limit(frame: Frame, drafts: readonly Draft[]): readonly Draft[] {
  const ofRules = [...drafts, ...ruleLimits(frame, drafts)];
  return [...ofRules, ...contractLimits(frame, ofRules)];
}

interface Bounds {
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
}

function ruleLimits(frame: Frame, drafts: readonly Draft[]): readonly Draft[] {
  const limited = drafts.filter(
    ({ rule, accumulator }) => accumulator !== "" && boundsOf(rule) !== undefined,
  );
  return [...Map.groupBy(limited, ({ accumulator }) => accumulator).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const period = last(own);
    const bounds = partOfBounds(frame, first.rule, boundsOf(first.rule) ?? {}, period);
    return differenceDrafts(frame, own, bounds, first, period);
  });
}

/** Whether each instance has limits of its own. */
function isSingle(rule: Draft["rule"]): boolean {
  return rule !== undefined && isUsage(rule) && rule.accumulator.scope === "instance";
}

function boundsOf(rule: Draft["rule"]): Bounds | undefined {
  if (rule?.kind !== "usage" && rule?.kind !== "capacity") return undefined;
  return rule.minimum === undefined && rule.maximum === undefined ? undefined : rule;
}

/** What is left of limits in a period in which the contract begins or ends, where the book says so. */
function partOfBounds(
  frame: Frame,
  rule: Draft["rule"],
  { minimum, maximum }: Bounds,
  { start }: Period,
): Bounds {
  const { contract, calendar, book } = frame;
  const settings = { ...book.settings, ...rule?.settings };
  const cadence = cadenceOf(rule);
  if (settings.partialLimits !== "prorated" || cadence === null) return { minimum, maximum };
  const whole = periodAt(periodsOf(calendar, cadence), start);
  const end = contract.end === undefined ? Infinity : Date.parse(contract.end);
  const span = {
    start: Math.max(whole.start, Date.parse(contract.start)),
    end: Math.min(whole.end, end),
  };
  const { n, d } = partOf(calendar, settings, cadence, span, whole);
  const part = (bound: string | undefined): string | undefined =>
    bound === undefined
      ? undefined
      : precise(new Decimal(bound).times(n.toString()).dividedBy(d.toString())).toFixed();
  return { minimum: part(minimum), maximum: part(maximum) };
}

/** Of a contract's own limits each month counts; what is limited over all of a contract is never a part. */
function cadenceOf(rule: Draft["rule"]): "monthly" | "quarterly" | "annual" | null {
  if (rule === undefined || !isUsage(rule)) return "monthly";
  const { period } = rule.accumulator;
  if (period === "contract") return null;
  return period === "month" ? "monthly" : period === "quarter" ? "quarterly" : "annual";
}

function last(drafts: readonly Draft[]): Period {
  return drafts.reduce(
    (latest, { period }) => (period.start > latest.start ? period : latest),
    drafts[0]?.period ?? EMPTY,
  );
}

const EMPTY: Period = { start: 0, end: 0, label: "" };

/** In each month that the contract lasts, whatever was used. */
function contractLimits(frame: Frame, drafts: readonly Draft[]): readonly Draft[] {
  const { contract } = frame;
  if (contract.minimum === undefined && contract.maximum === undefined) return [];
  const own = drafts.filter(({ account }) => account === contract.account);
  return contractMonths(frame).flatMap((month) => {
    const lines = own.filter(
      ({ period }) => month.start <= period.start && period.start < month.end,
    );
    const use = accountUse(frame, "");
    const shape = { use, account: contract.account, rule: undefined, accumulator: "", late: false };
    const bounds = partOfBounds(frame, undefined, contract, month);
    return differenceDrafts(frame, lines, bounds, shape, month);
  });
}

/** The months in which the contract has begun and not ended, as far as the calendar is asked about. */
export function contractMonths({ contract, calendar }: Frame): readonly Period[] {
  const start = Math.max(Date.parse(contract.start), calendar.start);
  const end = Math.min(
    contract.end === undefined ? Infinity : Date.parse(contract.end),
    calendar.end,
  );
  return calendar.months.filter((month) => month.start < end && start < month.end);
}

function differenceDrafts(
  frame: Frame,
  drafts: readonly Draft[],
  { minimum, maximum }: Bounds,
  base: Pick<Draft, "use" | "account" | "rule" | "accumulator" | "late">,
  period: Period,
): readonly Draft[] {
  const sum = drafts.reduce((total, draft) => total.plus(chargedOf(frame, draft)), new Decimal(0));
  const make = (category: "minimum" | "cap", bound: string): Draft => {
    const amount = precise(new Decimal(bound).minus(sum));
    const words = category === "minimum" ? "at least" : "at most";
    const id = `${base.rule?.id ?? "contract"}-${category}`;
    return {
      ...base,
      target: targetOf(base.use, base.account, id, isSingle(base.rule) ? base.use.instance : ""),
      category,
      period,
      window: "",
      band: "",
      unused: false,
      quantity: { n: 1n, d: 1n },
      unit: category,
      unitPrice: amount.toFixed(),
      fee: new Decimal(0),
      list: amount,
      discounts: [],
      parts: [],
      start: period.start,
      end: period.end,
      lengthens: undefined,
      notes: [`${words} ${bound} for the period, which came to ${precise(sum).toFixed()}`],
    };
  };
  if (minimum !== undefined && sum.lessThan(minimum)) return [make("minimum", minimum)];
  return maximum !== undefined && sum.greaterThan(maximum) ? [make("cap", maximum)] : [];
}

/** What a draft's line is going to charge. */
function chargedOf({ book: { settings, currency } }: Frame, draft: Draft): Decimal {
  const net = netOf(draft);
  return settings.rounding === "line" ? roundBy(net, currency, settings) : net;
}
