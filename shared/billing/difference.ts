import { Decimal, decimalText, moneyText } from "../base/money.ts";
import { differenceOf, renewed, reversed } from "../pricing/engine/correct.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import type { Settings } from "../pricing/engine/schema/settings.ts";
import type { BilledLine } from "./bill.ts";

/** A line to be billed, of the charge that it is a part of. */
export type Charged = RatedLine & { readonly charge: string };

interface Comparison {
  readonly currency: string;
  readonly settings: Settings;
  /** Before this, months are billed: what changes there is a correction. */
  readonly closed: number;
}

/**
 * What charges come to now, less what was billed of them: with what was billed before, always all that is charged,
 * however it was cut. What rounded came out the same is left for later.
 */
export function unbilled(
  lines: readonly RatedLine[],
  billed: readonly BilledLine[],
  comparison: Comparison,
): readonly Charged[] {
  const before = Map.groupBy(billed, ({ charge }) => charge);
  const now = byCharge(lines.filter(({ category }) => category !== "unpriced"));
  const gone = [...before.keys()].filter((charge) => charge !== null && !now.has(charge));
  return [...now.keys(), ...gone].flatMap((charge) => {
    if (charge === null) return [];
    const old = before.get(charge);
    return changesOf(old && sumOf(old), now.get(charge), comparison).map((line) =>
      Object.assign({}, line, { charge }),
    );
  });
}

/** By their keys; where prices changed within a month, two lines may have the same. */
function byCharge(lines: readonly RatedLine[]): ReadonlyMap<string, RatedLine> {
  const charges = new Map<string, RatedLine>();
  for (const line of lines) {
    let key = line.lineKey;
    for (let copy = 2; charges.has(key); copy += 1) key = `${line.lineKey}#${copy}`;
    charges.set(key, line);
  }
  return charges;
}

const AMOUNTS = ["quantity", "fee", "list", "net", "rounded", "cost"] as const;

/** All that was billed of one charge, in the words of the last. */
function sumOf(billed: readonly BilledLine[]): RatedLine | undefined {
  const last = billed.at(-1);
  if (last === undefined) return undefined;
  const { id: _id, charge: _charge, ...line } = last;
  const sums = AMOUNTS.map((name) => {
    const sum = billed.reduce((total, one) => total.plus(one[name] || 0), new Decimal(0));
    return [name, name === "cost" && last.cost === "" ? "" : decimalText(sum)] as const;
  });
  return Object.assign(line, Object.fromEntries(sums));
}

function changesOf(
  old: RatedLine | undefined,
  next: RatedLine | undefined,
  { currency, settings, closed }: Comparison,
): readonly RatedLine[] {
  const same = (name: "net" | "rounded"): boolean =>
    new Decimal(old?.[name] ?? 0).equals(next?.[name] ?? 0);
  if (old !== undefined && same("net") && same("rounded")) return [];
  const { start } = next ?? old ?? { start: "" };
  if (Date.parse(start) >= closed)
    return old === undefined ? listed(next) : [sinceBilled(old, next, currency)];
  if (settings.correction === "delta") return listed(differenceOf(old, next, currency));
  const back = old !== undefined && !same("rounded") ? reversed(old, currency) : undefined;
  return [...listed(back), ...listed(next && renewed(next))];
}

function listed(line: RatedLine | undefined): readonly RatedLine[] {
  return line === undefined ? [] : [line];
}

/** More of a charge of which a bill in between already had some. */
function sinceBilled(old: RatedLine, next: RatedLine | undefined, currency: string): RatedLine {
  const line = differenceOf(old, next, currency) ?? old;
  const { lineKey, notes } = next ?? old;
  const money = (amount: string): string => moneyText(new Decimal(amount), currency);
  return {
    ...line,
    lineKey,
    class: "regular",
    notes: [
      `${money(next?.rounded ?? "0")} in all, less ${money(old.rounded)} billed before`,
      ...notes,
    ],
  };
}
