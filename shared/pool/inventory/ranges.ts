import type { PoolResources } from "../pool.ts";
import { vlanWords } from "../vlans.ts";
import type { FieldChange, ImportPlan, ImportRow } from "./plan-import.ts";

/** VLANs and outside addresses, which are no things of their own: a lab has them in ranges. */
export type Ranges = Pick<PoolResources, "vlans" | "outsideAddresses">;

const MOST_ADDRESSES = 4096;

/** All addresses from the first to the last, or null when that is no range. */
export function addressesBetween(first: string, last: string): readonly string[] | null {
  const [from, to] = [numberOf(first), numberOf(last)];
  if (from === null || to === null || to < from || to - from >= MOST_ADDRESSES) return null;
  return Array.from({ length: to - from + 1 }, (_, index) => dotted(from + index));
}

/** The first and the last of each run of addresses that follow each other, in the given order. */
export function runsOf(addresses: readonly string[]): readonly (readonly [string, string])[] {
  const runs: [string, string][] = [];
  for (const address of addresses) {
    const run = runs.at(-1);
    const [before, number] = [numberOf(run?.[1] ?? ""), numberOf(address)];
    if (run !== undefined && before !== null && number === before + 1) run[1] = address;
    else runs.push([address, address]);
  }
  return runs;
}

function numberOf(address: string): number | null {
  const parts = (address.split("/")[0] ?? "").split(".");
  const numbers = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return numbers.length === 4 && numbers.every((part) => part <= 255)
    ? numbers.reduce((sum, part) => sum * 256 + part, 0)
    : null;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** What becomes of a lab with other ranges; everything else stays. */
export function planRanges(current: PoolResources, wanted: Ranges): ImportPlan {
  const resources = { ...current, ...wanted };
  return { rows: rangeRows(current, wanted), errors: [], resources };
}

/** What becomes of the ranges; undefined where nothing is said of them. */
export function rangeRows(
  before: Ranges,
  { vlans, outsideAddresses }: { readonly [name in keyof Ranges]: Ranges[name] | undefined },
): readonly ImportRow[] {
  const rows: ImportRow[] = [];
  if (vlans !== undefined) {
    const [was, is] = [vlanWords(before.vlans), vlanWords(vlans)];
    const differences = [{ field: "range", before: was, after: is }];
    if (was === is) rows.push(...(is === "" ? [] : [rowOf("vlans", is, "unchanged")]));
    else if (is === "") rows.push(rowOf("vlans", was, "removed"));
    else if (was === "") rows.push(rowOf("vlans", is, "added"));
    else rows.push(rowOf("vlans", is, "changed", differences));
  }
  if (outsideAddresses === undefined) return rows;
  const [was, is] = [new Set(before.outsideAddresses), new Set(outsideAddresses)];
  const added = [...is].filter((address) => !was.has(address));
  const gone = [...was].filter((address) => !is.has(address));
  if (added.length > 0) rows.push(rowOf("addresses", someWords(added), "added"));
  if (gone.length > 0) rows.push(rowOf("addresses", someWords(gone), "removed"));
  if (added.length + gone.length === 0 && is.size > 0)
    rows.push(rowOf("addresses", someWords([...is]), "unchanged"));
  return rows;
}

function rowOf(
  sort: "vlans" | "addresses",
  id: string,
  change: ImportRow["change"],
  differences: readonly FieldChange[] = [],
): ImportRow {
  return { where: sort, sort, id, change, differences };
}

/** `203.0.113.10 and 2 more` */
function someWords([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
