import { describe, expect, it } from "vitest";
import {
  cidrAround,
  contains,
  formatAddress,
  formatCidr,
  hostCapacity,
  hostRange,
  isHostAddress,
  overlaps,
  parseAddress,
  parseCidr,
  type Cidr,
} from "./cidr.ts";

function cidr(text: string): Cidr {
  return parseCidr(text)!;
}

describe("parseCidr", () => {
  it.each(["10.0.0.0/24", "0.0.0.0/0", "192.168.1.1/32", "fd00:1::/64", "::/0"])(
    "reads %s and prints it the same",
    (text) => {
      expect(formatCidr(cidr(text))).toBe(text);
      expect(cidr(text).exact).toBe(true);
    },
  );

  it.each([
    "10.0.0.0/33",
    "10.0.0.0",
    "10.0.0/24",
    "010.0.0.0/24",
    "10.0.0.0/-1",
    "10.0.0.0/1e1",
    "10.0.0.0/24/24",
    "10.0.0.256/24",
    "fd00::/129",
    "fe80::1%eth0/64",
    "web server",
    "",
    "/",
  ])("refuses %j", (text) => {
    expect(parseCidr(text)).toBeNull();
  });

  it("clears bits behind the prefix and says that there were some", () => {
    expect(formatCidr(cidr("10.0.0.5/24"))).toBe("10.0.0.0/24");
    expect(cidr("10.0.0.5/24").exact).toBe(false);
  });
});

describe("host addresses", () => {
  it.each([
    ["10.0.0.0/24", 254n],
    ["10.0.0.0/30", 2n],
    ["10.0.0.0/31", 2n],
    ["10.0.0.0/32", 1n],
    ["fd00::/126", 3n],
    ["fd00::/64", (1n << 64n) - 1n],
  ])("%s has room for %d", (text, capacity) => {
    expect(hostCapacity(cidr(text))).toBe(capacity);
  });

  it("keeps network and broadcast addresses", () => {
    const block = cidr("10.0.0.0/24");
    const usable = ["10.0.0.0", "10.0.0.1", "10.0.0.254", "10.0.0.255", "10.0.1.1", "fd00::1"].map(
      (text) => isHostAddress(block, parseAddress(text)!),
    );
    expect(usable).toEqual([false, true, true, false, false, false]);
    expect(formatAddress("ipv4", hostRange(block).last)).toBe("10.0.0.254");
  });
});

describe("blocks", () => {
  it.each([
    ["10.0.0.0/24", "10.0.0.128/25", true],
    ["10.0.0.128/25", "10.0.0.0/24", true],
    ["10.0.0.0/25", "10.0.0.128/25", false],
    ["10.0.0.0/24", "fd00::/8", false],
    ["0.0.0.0/0", "192.168.0.0/16", true],
  ])("%s and %s overlap: %s", (a, b, expected) => {
    expect(overlaps(cidr(a), cidr(b))).toBe(expected);
  });

  it("finds the block around an address", () => {
    const address = parseAddress("10.1.2.3")!;
    expect(formatCidr(cidrAround(address, 16))).toBe("10.1.0.0/16");
    expect(contains(cidrAround(address, 16), address)).toBe(true);
  });
});
