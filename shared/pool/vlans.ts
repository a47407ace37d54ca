import { z } from "zod";

/** VLANs one after the other, both ends among them. */
const vlanRangeSchema = z.object({ first: z.int(), last: z.int() });
export type VlanRange = z.infer<typeof vlanRangeSchema>;

/** Ranges of VLANs, none for a lab that needs none. A range by itself, or null, are read as what was written before. */
export const vlansSchema = z
  .preprocess(
    (vlans) => (vlans === null ? [] : isRange(vlans) ? [vlans] : vlans),
    z.array(vlanRangeSchema).max(4094),
  )
  .default([]);

function isRange(vlans: unknown): boolean {
  return vlanRangeSchema.safeParse(vlans).success;
}

export const VLAN_WORDS = "VLANs are whole numbers from 1 to 4094, the first before the last.";

/** False for what no switch knows as a range of VLANs. */
export function areVlans({ first, last }: VlanRange): boolean {
  return [first, last].every(Number.isInteger) && first >= 1 && last <= 4094 && first <= last;
}

/** Every VLAN of some ranges, one by one. */
export function* vlansIn(ranges: readonly VlanRange[]): Generator<number> {
  for (const { first, last } of ranges) for (let vlan = first; vlan <= last; vlan++) yield vlan;
}

export function vlanCount(ranges: readonly VlanRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

export function hasVlan(ranges: readonly VlanRange[], vlan: number): boolean {
  return ranges.some(({ first, last }) => first <= vlan && vlan <= last);
}

/** The same VLANs in rising order, each once, and what follows each other as one range. */
export function joinedVlans(ranges: readonly VlanRange[]): VlanRange[] {
  const joined: VlanRange[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before.last + 1)
      joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, last) };
    else joined.push({ first, last });
  }
  return joined;
}

/** The VLANs that are in both. */
export function commonVlans(one: readonly VlanRange[], other: readonly VlanRange[]): VlanRange[] {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
      return first <= last ? [{ first, last }] : [];
    }),
  );
}

/** `100 – 199, 300`; empty for none. */
export function vlanWords(ranges: readonly VlanRange[]): string {
  return ranges
    .map(({ first, last }) => (first === last ? String(first) : `${first} – ${last}`))
    .join(", ");
}
