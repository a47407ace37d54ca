import ipaddr from "ipaddr.js";
import { memoiseText } from "../base/memo.ts";

export type AddressFamily = "ipv4" | "ipv6";

/** An IP address as a number, so that both families are counted in the same way. */
export interface Address {
  readonly family: AddressFamily;
  readonly value: bigint;
}

/** A block of addresses. */
export interface Cidr {
  readonly family: AddressFamily;
  /** The first address of the block. */
  readonly network: bigint;
  readonly prefixLength: number;
  /** False when the text named an address inside the block, e.g. `10.0.0.5/24`. */
  readonly exact: boolean;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/** Reads `10.0.0.1` or `fd00::1`; null for anything else (no zones, no short or octal IPv4 forms). */
export function parseAddress(text: string): Address | null {
  return readAddress(text);
}

/** Reads `10.0.0.0/24` or `fd00::/64`; null when it is no CIDR. Bits behind the prefix are cleared. */
export function parseCidr(text: string): Cidr | null {
  return readCidr(text);
}

// The same few texts are asked for again and again by rules, addresses and routes.
const readAddress = memoiseText((text): Address | null => {
  if (ipaddr.IPv4.isValidFourPartDecimal(text))
    return { family: "ipv4", value: toNumber(ipaddr.IPv4.parse(text).toByteArray()) };
  if (text.includes(":") && !text.includes("%") && ipaddr.IPv6.isValid(text))
    return { family: "ipv6", value: toNumber(ipaddr.IPv6.parse(text).toByteArray()) };
  return null;
});

const readCidr = memoiseText((text): Cidr | null => {
  const [head = "", tail = "", ...rest] = text.split("/");
  const address = parseAddress(head);
  if (address === null || rest.length > 0 || !/^\d{1,3}$/.test(tail)) return null;
  const prefixLength = Number(tail);
  if (prefixLength > BITS[address.family]) return null;
  const cidr = cidrAround(address, prefixLength);
  return { ...cidr, exact: cidr.network === address.value };
});

/** The block of that prefix length in which an address lies. */
export function cidrAround(address: Address, prefixLength: number): Cidr {
  const hostBits = BigInt(BITS[address.family] - prefixLength);
  const network = (address.value >> hostBits) << hostBits;
  return { family: address.family, network, prefixLength, exact: true };
}

export function formatAddress(family: AddressFamily, value: bigint): string {
  const bytes: number[] = [];
  for (let bit = BITS[family] - 8; bit >= 0; bit -= 8)
    bytes.push(Number((value >> BigInt(bit)) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.family, cidr.network)}/${cidr.prefixLength}`;
}

/** All addresses of the block, network and broadcast included. */
export function cidrSize(cidr: Cidr): bigint {
  return 1n << BigInt(BITS[cidr.family] - cidr.prefixLength);
}

/**
 * The first and last address a machine may have. IPv4 keeps the network and broadcast address (but for
 * /31 and /32, RFC 3021), IPv6 the subnet-router anycast address (RFC 4291 §2.6.1).
 */
export function hostRange(cidr: Cidr): { readonly first: bigint; readonly last: bigint } {
  const size = cidrSize(cidr);
  const end = cidr.network + size - 1n;
  if (size <= 2n) return { first: cidr.network, last: end };
  return { first: cidr.network + 1n, last: cidr.family === "ipv4" ? end - 1n : end };
}

/** How many machines can have an address in the block. */
export function hostCapacity(cidr: Cidr): bigint {
  const { first, last } = hostRange(cidr);
  return last - first + 1n;
}

export function contains(cidr: Cidr, address: Address): boolean {
  return (
    cidr.family === address.family &&
    address.value >= cidr.network &&
    address.value < cidr.network + cidrSize(cidr)
  );
}

/** True when a machine can have this address: inside the block and not kept for the network itself. */
export function isHostAddress(cidr: Cidr, address: Address): boolean {
  const { first, last } = hostRange(cidr);
  return contains(cidr, address) && address.value >= first && address.value <= last;
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  const [wide, narrow] = a.prefixLength <= b.prefixLength ? [a, b] : [b, a];
  return contains(wide, { family: narrow.family, value: narrow.network });
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
