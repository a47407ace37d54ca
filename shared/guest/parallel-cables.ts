import type { DesiredInstance, DesiredInterface } from "../plan/desired.ts";
import { cidrAround, contains, formatCidr, parseAddress } from "../topology/cidr.ts";
import { quote } from "./shell.ts";

/** The first routing table that is taken; Linux keeps those from 253 to itself. */
const FIRST_TABLE = 100;

/**
 * Several cables of a machine into one network: Linux would answer for all their addresses on any of them and send
 * everything by the first. So each address is answered for by its own card alone, and what comes from it goes out there.
 */
export function parallelCableLines({ interfaces, routes }: DesiredInstance): readonly string[] {
  const byNetwork = Map.groupBy(interfaces, ({ network }) => network);
  return interfaces.flatMap((item, index) => {
    const isParallel = (byNetwork.get(item.network)?.length ?? 0) > 1;
    return isParallel ? ownWayLines(item, routes, String(FIRST_TABLE + index)) : [];
  });
}

function ownWayLines(
  { name, address }: DesiredInterface,
  routes: DesiredInstance["routes"],
  table: string,
): readonly string[] {
  const [text = "", length = ""] = address?.split("/") ?? [];
  const own = parseAddress(text);
  if (own === null) return [];
  const block = cidrAround(own, Number(length));
  const ip = own.family === "ipv6" ? "ip -6" : "ip";
  const rule = `from ${quote(text)} table ${table}`;
  const way = `dev ${quote(name)} table ${table}`;
  const near = routes.filter(({ via }) => {
    const gateway = parseAddress(via);
    return gateway !== null && contains(block, gateway);
  });
  return [
    // Version 6 asks who has an address by the card alone already.
    ...(own.family === "ipv6"
      ? []
      : [
          `echo 1 > /proc/sys/net/ipv4/conf/${quote(name)}/arp_ignore`,
          `echo 2 > /proc/sys/net/ipv4/conf/${quote(name)}/arp_announce`,
        ]),
    `${ip} rule del ${rule} 2>/dev/null || true`,
    `${ip} rule add ${rule}`,
    `${ip} route replace ${quote(formatCidr(block))} ${way}`,
    ...near.map(({ destination, via }) => {
      return `${ip} route replace ${quote(destination)} via ${quote(via)} ${way}`;
    }),
  ];
}
