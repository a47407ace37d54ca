import { toInstant } from "../../../base/clock.ts";
import { decimalText, formatPrice } from "../../../base/money.ts";
import { periodAt } from "../calendar.ts";
import { netOf, type Draft } from "../draft.ts";
import { precise, preciseText } from "../exact.ts";
import { USED_BY_WORDS, type RatedLine } from "../line.ts";
import { sharingEdges } from "../sharing.ts";
import { meterUnit } from "../meters.ts";
import type { Frame, Use } from "../usage.ts";
import type { Unpriced } from "./claims.ts";
import { amountOf, productText } from "./price.ts";
import { round } from "./round.ts";
import { targetOf } from "./target.ts";

/** Step 11: lines in a fixed order, each with its sum in words. */
export function lines(
  frame: Frame,
  drafts: readonly Draft[],
  unpriced: readonly Unpriced[],
): readonly RatedLine[] {
  return [
    ...drafts.map((draft) => lineOf(frame, draft)),
    ...unpricedLines(frame, unpriced),
  ].toSorted((a, b) => (a.lineKey < b.lineKey ? -1 : 1));
}

/** The line that a draft becomes. */
export function lineOf(frame: Frame, draft: Draft): RatedLine {
  const { book, contract, calendar } = frame;
  const { use, period, rule, category } = draft;
  const net = netOf(draft);
  const rounded = round(net, book.currency, book.settings);
  const compareKey = `${draft.target}/${period.label}${draft.unused ? "/unused" : ""}${draft.late ? "/late" : ""}`;
  const billed = draft.late
    ? periodAt(calendar.months, Date.parse(contract.issuedThrough ?? ""))
    : period;
  const cost = rule?.cost === undefined ? "" : productText(draft.quantity, rule.cost);
  const quantity = preciseText(draft.quantity);
  const list = decimalText(draft.list);
  const [start, end] = [toInstant(draft.start), toInstant(draft.end)];
  return {
    lineKey: `${compareKey}/${draft.window}/${draft.band}${freeMark(draft)}${usedByMark(draft)}${sharingMark(frame, draft)}`,
    compareKey,
    category,
    class: draft.late ? "correction" : "regular",
    source: sourceOf(draft),
    account: draft.account,
    ...whatOf(use),
    ...(usedByOf(draft) !== undefined && { usedBy: usedByOf(draft) }),
    title: rule?.title ?? rule?.id ?? category,
    rule: {
      book: book.id,
      revision: rule?.revision ?? book.revision,
      id: rule?.id ?? "",
    },
    period: period.label,
    billedIn: billed.label,
    window: draft.window,
    band: draft.band,
    unused: draft.unused,
    quantity,
    unit: draft.unit,
    unitPrice: draft.unitPrice,
    fee: draft.fee.isZero() ? "0" : decimalText(precise(draft.fee)),
    list,
    discounts: draft.discounts.map(({ id, title, amount }) => ({
      id,
      title,
      amount: decimalText(amount),
    })),
    net: draft.discounts.length === 0 ? list : decimalText(net),
    rounded,
    cost,
    instances: countInstances(draft.parts.map(({ slice }) => slice)),
    estimated: draft.parts.some(({ slice }) => slice.use.quality === "estimated"),
    start,
    end,
    due: isDueFirst(draft) ? start : end,
    notes: [...draft.notes],
    explain: explain(frame, draft, { quantity, list, rounded }),
  };
}

/** A line of what goes on, a while later. */
export function lengthened(line: RatedLine, draft: Draft): RatedLine {
  const end = toInstant(draft.end);
  return { ...line, end, due: isDueFirst(draft) ? line.start : end };
}

function countInstances(slices: readonly Pick<Unpriced, "use" | "many">[]): number {
  const [first] = slices;
  if (slices.length === 1 && first?.many !== undefined) return first.many.count;
  const all = slices.flatMap(({ use, many }) => [...(many?.instances ?? [use.instance])]);
  return new Set(all).size;
}

/** What was used, as every line tells it. */
function whatOf({ environment, node, item, user, groups, meter }: Use) {
  return { environment, node, item, user, groups: [...groups], meter };
}

/** Whose doing a line's usage was; minimums, caps and credits are made of nobody's. */
function usedByOf({ parts, use }: Draft): RatedLine["usedBy"] {
  return parts.length === 0 ? undefined : use.usedBy;
}

/** Not in the key by which lines are compared: what is projected is not told apart. */
function usedByMark(draft: Draft): string {
  const usedBy = usedByOf(draft);
  return usedBy === undefined ? "" : `/by ${usedBy}`;
}

/** Not in the key by which lines are compared: who pays changes nothing that was projected. */
function sharingMark({ contract }: Frame, { use, parts, start }: Draft): string {
  if (parts.length === 0) return "";
  const from = sharingEdges(contract, use.environment).findLast((at) => at <= start);
  return from === undefined ? "" : `/shared from ${toInstant(from)}`;
}

/** Slices that nobody pays for are a line of their own. */
function freeMark({ notes, parts, accumulator }: Draft): string {
  return parts.length > 0 && accumulator === "" ? `/${notes.join(" ")}` : "";
}

function sourceOf({ parts, use }: Draft): RatedLine["source"] {
  const sources = new Set(parts.map(({ slice }) => slice.use.source));
  return sources.size > 1 ? "mixed" : ([...sources][0] ?? use.source);
}

/** Fees in advance are due when their time begins; everything else when it has ended. */
function isDueFirst({ rule }: Draft): boolean {
  const isAdvance = (rule?.kind === "base" || rule?.kind === "package") && rule.due === "advance";
  return isAdvance || rule?.kind === "purchase";
}

const PRICES = new Map<string, string>();

/** `formatPrice`, once for each price: books have few, and lines are many. */
function priceWords(price: string, currency: string): string {
  const key = `${price} ${currency}`;
  let words = PRICES.get(key);
  if (words === undefined) {
    if (PRICES.size > 10_000) PRICES.clear();
    PRICES.set(key, (words = formatPrice(price, currency)));
  }
  return words;
}

/** Everything that somebody needs to work the sum out again. */
function explain(
  { book }: Frame,
  draft: Draft,
  { quantity, list, rounded }: Pick<RatedLine, "quantity" | "list" | "rounded">,
): string[] {
  const { rule, fee, discounts, window, band, notes } = draft;
  const price = priceWords(draft.unitPrice, book.currency);
  const product = `${quantity} ${draft.unit} × ${price}`;
  const sum = fee.isZero() ? product : `${product} + ${decimalText(precise(fee))} fee`;
  return [
    ...(draft.parts.length === 0 && rule === undefined ? [] : [`${sum} = ${list}`]),
    ...notes,
    ...(window === "" ? [] : [`in the window ${window}`]),
    ...(band === "" ? [] : [`in the band ${band}`]),
    ...(draft.parts.length > 0 && draft.use.usedBy !== undefined
      ? [USED_BY_WORDS[draft.use.usedBy]]
      : []),
    ...(draft.unused ? ["the part of something shared that nobody used"] : []),
    ...discounts.map(({ title, amount }) => `${title}: ${decimalText(amount)}`),
    `rounded to ${rounded} ${book.currency}`,
    ...(rule === undefined
      ? []
      : [`rule ${rule.id} of ${book.id}, revision ${rule.revision ?? book.revision}`]),
  ];
}

/** What no rule prices, once for each month-independent target. */
export function unpricedLines(
  { book }: Frame,
  unpriced: readonly Unpriced[],
): readonly RatedLine[] {
  const byTarget = Map.groupBy(unpriced, ({ use }) => targetOf(use, use.account, "", ""));
  return [...byTarget].flatMap(([target, own]): RatedLine[] => {
    const use = own[0]?.use;
    if (use === undefined) return [];
    const start = toInstant(own.reduce((least, one) => Math.min(least, one.start), Infinity));
    const end = toInstant(own.reduce((most, one) => Math.max(most, one.end), -Infinity));
    return [
      {
        lineKey: `${target}///`,
        compareKey: target,
        category: "unpriced",
        class: "regular",
        source: use.source,
        account: use.account,
        ...whatOf(use),
        title: `No rule for ${use.meter} of ${use.item}`,
        rule: { book: book.id, revision: book.revision, id: "" },
        period: "",
        billedIn: "",
        window: "",
        band: "",
        unused: false,
        quantity: "0",
        unit: meterUnit(book, use.meter) ?? "",
        unitPrice: "0",
        fee: "0",
        list: "0",
        discounts: [],
        net: "0",
        rounded: round(amountOf({ n: 0n, d: 1n }, "0"), book.currency, book.settings),
        cost: "",
        instances: countInstances(own),
        estimated: false,
        start,
        end,
        due: end,
        notes: [],
        explain: ["the book has no rule for it, so it is in no total"],
      },
    ];
  });
}
