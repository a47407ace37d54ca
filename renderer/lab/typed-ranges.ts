import { addressesBetween, runsOf, type Ranges } from "../../shared/pool/inventory/ranges.ts";
import { areVlans, joinedVlans, VLAN_WORDS, type VlanRange } from "../../shared/pool/vlans.ts";

/** VLANs and outside addresses as they stand in the form's fields. */
export interface TypedRanges {
  /** One range a line, or several with commas between: `100 - 199, 300`. */
  readonly vlans: string;
  /** One range a line: `203.0.113.10 - 203.0.113.20`, or one address. */
  readonly addresses: string;
}

/** What stands in the fields at first. */
export function typedRanges({ vlans, outsideAddresses }: Ranges): TypedRanges {
  return {
    vlans: vlans.map(vlanLine).join("\n"),
    addresses: addressLines(outsideAddresses ?? []).join("\n"),
  };
}

/** `203.0.113.10 - 203.0.113.20`, one line for each run of addresses. */
export function addressLines(addresses: readonly string[]): readonly string[] {
  return runsOf(addresses).map(([first, last]) => (first === last ? first : `${first} - ${last}`));
}

type ReadRanges = Ranges & { readonly outsideAddresses: string[] };

/** What the fields mean, or what is wrong with each of them. */
export function rangesIn(
  typed: TypedRanges,
): { readonly ranges: ReadRanges } | { readonly wrong: Partial<TypedRanges> } {
  const texts = typed.vlans.split(/[\n,;]/).filter((text) => text.trim() !== "");
  const vlans = texts.map(vlansOf);
  const lines = typed.addresses.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map((line) => ({ line: line.trim(), addresses: addressesIn(line) }));
  const odd = read.find(({ addresses }) => addresses === null);
  const wrong = {
    ...(!vlans.every(areVlans) && { vlans: VLAN_WORDS }),
    ...(odd !== undefined && {
      addresses: `“${odd.line}” is no address and no range such as 203.0.113.10 - 203.0.113.20.`,
    }),
  };
  if (Object.keys(wrong).length > 0) return { wrong };
  const outsideAddresses = [...new Set(read.flatMap(({ addresses }) => addresses ?? []))];
  return { ranges: { vlans: joinedVlans(vlans), outsideAddresses } };
}

function vlanLine({ first, last }: VlanRange): string {
  return first === last ? String(first) : `${first} - ${last}`;
}

/** One VLAN is a range of itself; not a number where there is more or else. */
function vlansOf(text: string): VlanRange {
  const [first = "", last = first, ...more] = text.split(/\s*[-–]\s*/).map((part) => part.trim());
  const numberOf = (part: string): number =>
    /^\d+$/.test(part) && more.length === 0 ? Number(part) : Number.NaN;
  return { first: numberOf(first), last: numberOf(last) };
}

function addressesIn(line: string): readonly string[] | null {
  const [first = "", last = first, ...more] = line.split(/\s*[-–]\s*/).map((part) => part.trim());
  return more.length > 0 ? null : addressesBetween(first, last);
}
