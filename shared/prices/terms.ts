import type { PriceBook } from "../pricing/engine/book.ts";
import type { WindowRule, WindowSet } from "../pricing/engine/schema/window-set.ts";

/** When which rate window is, in words for a price list. */
export function windowWords(book: PriceBook, set: WindowSet): readonly string[] {
  const zone = set.zone ?? book.tariffZone;
  return [
    ...set.windows.map(
      (rule) => `${rule.window}: ${daysOf(rule)} ${rule.from} to ${rule.to}, ${zone}`,
    ),
    `${set.default}: all other times`,
    ...(set.holidays.length === 0
      ? []
      : [`${set.holiday} all day on ${set.holidays.length} holidays`]),
  ];
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES: Readonly<Record<string, string>> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

/** `Mon to Fri`, `every day`, `Mon, Wed`. */
function daysOf({ days }: WindowRule): string {
  if (days.length === WEEK.length) return "every day";
  const at = days.map((day) => WEEK.indexOf(day)).toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [at[0], at.at(-1)];
  const name = (index: number): string => NAMES[WEEK[index] ?? ""] ?? "";
  const isRun = at.length > 2 && last - first === at.length - 1;
  return isRun ? `${name(first)} to ${name(last)}` : at.map(name).join(", ");
}

/** Each discount and guarantee in a sentence. */
export function discountWords({ discounts, currency, qosTerms }: PriceBook): readonly string[] {
  return [
    ...discounts.map((one) => {
      const title = one.title ?? one.id;
      const off =
        one.trigger === "manual"
          ? one.percent === undefined
            ? `${one.amount ?? "0"} ${currency} off`
            : `${one.percent} % off`
          : one.steps
              .map(
                (step) =>
                  `${stepWords(one.trigger, step, currency)} from ${fromWords(one.trigger, step.from, currency)}`,
              )
              .join(", ");
      return `${title}: ${off}`;
    }),
    ...qosTerms.map(
      ({ id, title, bands }) =>
        `${title ?? id}: ${bands.map(({ below, percent }) => `${percent} % back below ${below}`).join(", ")}`,
    ),
  ];
}

function stepWords(
  trigger: string,
  { percent, amount = "0" }: PriceBook["discounts"][number]["steps"][number],
  currency: string,
): string {
  if (percent !== undefined) return `${percent} %`;
  return trigger === "volume" ? `${amount} ${currency}` : `${amount} ${currency} a unit`;
}

function fromWords(trigger: string, from: string, currency: string): string {
  if (trigger === "volume") return `${from} ${currency} a month`;
  return trigger === "group-size" ? `${from} members` : `number ${from} on`;
}
