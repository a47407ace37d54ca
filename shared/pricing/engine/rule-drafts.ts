import type { Draft } from "./draft.ts";
import { isUsage, type Rule } from "./schema/rule.ts";
import type { Settings } from "./schema/settings.ts";
import type { Cadence } from "./schema/values.ts";
import { accumulate } from "./steps/accumulate.ts";
import type { Claim } from "./steps/claims.ts";
import type { Condition } from "./steps/conditions.ts";
import { cut } from "./steps/cut.ts";
import { price } from "./steps/price.ts";
import { quantise, type Counting } from "./steps/quantum.ts";
import { share } from "./steps/share.ts";
import type { Tariff } from "./steps/tariff.ts";
import { countsDays } from "./steps/terms.ts";
import { withZeroUsage } from "./steps/zero-usage.ts";
import type { Frame, Piece } from "./usage.ts";

/** Steps 2 to 6 for one rule. */
export function draftsOf(
  frame: Frame,
  tariff: Tariff,
  { rule, pieces }: Claim,
  conditions: readonly Condition[],
): readonly Draft[] {
  const settings = settingsFor(frame, rule);
  const counted = quantise(pieces, countingOf(rule, settings), frame.calendar); // 2
  const set = isUsage(rule) ? rule.windows?.set : undefined;
  const cadence = rule.kind === "purchase" && rule.option === "buy" ? "once" : cadenceOf(rule);
  const slices = cut(frame, asTotals(rule, counted), {
    // 3
    rule,
    tariff,
    windows: set === undefined ? undefined : frame.calendar.windows[set],
    changes: (piece) => conditions.flatMap((condition) => condition.changes(piece)),
    fee: cadence && { cadence, settings },
  });
  const paid = share(frame, slices); // 4
  const all = isUsage(rule) ? withZeroUsage(frame, tariff, rule, paid) : paid;
  const sums = accumulate(frame, rule, settings, all); // 5
  return price(frame, rule, settings, sums, all); // 6
}

/** Those of the book, and the rule's own instead. */
export function settingsFor({ book }: Frame, rule: Rule): Settings {
  return { ...book.settings, ...rule.settings };
}

/** Of fees; usage has none. */
function cadenceOf(rule: Rule): Cadence | undefined {
  return isUsage(rule) ? undefined : rule.cadence;
}

/** How the time of a rule's runs is counted before anything is cut. */
export function countingOf(rule: Rule, { quantum, dayCount }: Settings): Counting {
  const perMonth = isUsage(rule)
    ? rule.per === "month" && rule.windows === undefined
    : rule.kind !== "purchase";
  const whole = perMonth && dayCount === "real-hours" && quantum.rule === "none";
  const none = { rule: "none", minimumSeconds: 0 } as const;
  const own =
    isUsage(rule) && rule.aggregation === "time-integral" && rule.per !== "once" ? quantum : none;
  return {
    quantum: whole ? { ...own, rule: "started-hours" as const } : own,
    dayCount,
    byDays: perMonth && countsDays(dayCount),
  };
}

/** A level is a quantity to those who add up quantities. */
function asTotals(rule: Rule, pieces: readonly Piece[]): readonly Piece[] {
  if (!isUsage(rule) || rule.aggregation !== "sum") return pieces;
  return pieces.map((piece) => ({ ...piece, isTotal: true }));
}
