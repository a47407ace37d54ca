import {
  addressesBetween,
  areVlans,
  runsOf,
  VLAN_WORDS,
  type Ranges,
} from "../../shared/pool/inventory/ranges.ts";

/** VLANs and outside addresses as they stand in the form's fields. */
export interface TypedRanges {
  readonly first: string;
  readonly last: string;
  /** One range a line: `203.0.113.10 - 203.0.113.20`, or one address. */
  readonly addresses: string;
}

/** What stands in the fields at first. */
export function typedRanges({ vlans, outsideAddresses }: Ranges): TypedRanges {
  return {
    first: vlans === null ? "" : String(vlans.first),
    last: vlans === null ? "" : String(vlans.last),
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
  const [first, last] = [typed.first.trim(), typed.last.trim()];
  // One VLAN is a range of itself.
  const vlans =
    first === "" && last === "" ? null : { first: Number(first), last: Number(last || first) };
  const lines = typed.addresses.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map((line) => ({ line: line.trim(), addresses: addressesIn(line) }));
  const odd = read.find(({ addresses }) => addresses === null);
  const wrong = {
    ...(!areVlans(vlans) && { first: VLAN_WORDS }),
    ...(odd !== undefined && {
      addresses: `“${odd.line}” is no address and no range such as 203.0.113.10 - 203.0.113.20.`,
    }),
  };
  if (Object.keys(wrong).length > 0) return { wrong };
  const outsideAddresses = [...new Set(read.flatMap(({ addresses }) => addresses ?? []))];
  return { ranges: { vlans, outsideAddresses } };
}

function addressesIn(line: string): readonly string[] | null {
  const [first = "", last = first, ...more] = line.split(/\s*[-–]\s*/).map((part) => part.trim());
  return more.length > 0 ? null : addressesBetween(first, last);
}
