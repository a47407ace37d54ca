import type { DesiredInstance } from "../plan/desired.ts";
import { feed } from "./shell.ts";

type Filter = NonNullable<DesiredInstance["filter"]>;
type Rule = Filter["rules"][number];
type Family = "ip" | "ip6";

/**
 * Lines that set an instance's filter, and its address translation towards ways outside: nobody out there
 * knows a way back to a tenant's own addresses. With nftables where the image has it, else with iptables.
 */
export function packetRules(
  instance: DesiredInstance,
  outsideInterfaces: readonly string[],
): readonly string[] {
  const translated = instance.forwards ? outsideInterfaces : [];
  if (instance.filter === null && translated.length === 0) return [];
  return [
    "if has nft; then",
    feed("nft -f -", nftTable(instance.filter, translated)),
    "elif has iptables; then",
    ...iptablesLines(instance.filter, translated),
    `else fail "the image has neither nft nor iptables, which a firewall or a router to the outside needs"`,
    "fi",
  ];
}

function nftTable(filter: Filter | null, translated: readonly string[]): readonly string[] {
  return [
    // Named first, so that deleting it succeeds the first time too: the whole file is one transaction.
    "table inet labwright",
    "delete table inet labwright",
    "table inet labwright {",
    ...(filter === null ? [] : nftFilter(filter)),
    ...(translated.length === 0 ? [] : nftTranslation(translated)),
    "}",
  ];
}

function nftFilter(filter: Filter): readonly string[] {
  const policy = filter.defaultAction === "allow" ? "accept" : "drop";
  return [
    "chain forward {",
    `type filter hook forward priority 0; policy ${policy};`,
    "ct state established,related accept",
    ...filter.rules.flatMap((rule) =>
      matchesOf(rule).map((match) => [...nftMatch(match), verdict(rule)].join(" ")),
    ),
    "}",
  ];
}

function nftTranslation(interfaces: readonly string[]): readonly string[] {
  return [
    "chain outside {",
    "type nat hook postrouting priority 100;",
    ...interfaces.map((name) => `oifname "${name}" masquerade`),
    "}",
  ];
}

function verdict(rule: Rule): "accept" | "drop" {
  return rule.action === "allow" ? "accept" : "drop";
}

/** One rule as the packet filters understand it: one family, one protocol. */
interface Match {
  /** Null: both. */
  readonly family: Family | null;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly protocol: Rule["protocol"];
  readonly port: string | null;
}

function matchesOf(rule: Rule): readonly Match[] {
  const port = rule.port === "any" || rule.protocol === "icmp" ? null : rule.port;
  // A port without a protocol means that port of both protocols that have ports.
  const protocols: readonly Rule["protocol"][] =
    port !== null && rule.protocol === "any" ? ["tcp", "udp"] : [rule.protocol];
  return protocols.flatMap((protocol) =>
    familiesOf(rule).map(({ family, sources, destinations }) => {
      return { family, sources, destinations, protocol, port };
    }),
  );
}

function familiesOf(rule: Rule): readonly Pick<Match, "family" | "sources" | "destinations">[] {
  const { sources, destinations } = rule;
  if (sources.length + destinations.length === 0) return [{ family: null, sources, destinations }];
  const families: readonly Family[] = ["ip", "ip6"];
  return families.flatMap((family) => {
    const of = (blocks: readonly string[]): readonly string[] =>
      blocks.filter((block) => block.includes(":") === (family === "ip6"));
    const part = { family, sources: of(sources), destinations: of(destinations) };
    // Empty means anything: an end that has blocks, but none of this family, matches nothing of it.
    const lost =
      (sources.length > 0 && part.sources.length === 0) ||
      (destinations.length > 0 && part.destinations.length === 0);
    return lost ? [] : [part];
  });
}

/** Numbers, for small images have no /etc/protocols; ICMP is 1 and, for IPv6, 58. */
const PROTOCOL_NUMBERS = { tcp: 6, udp: 17 } as const;

function nftMatch(match: Match): readonly string[] {
  const { family, sources, destinations, protocol, port } = match;
  return [
    ...(sources.length === 0 ? [] : [`${family} saddr { ${sources.join(", ")} }`]),
    ...(destinations.length === 0 ? [] : [`${family} daddr { ${destinations.join(", ")} }`]),
    ...(protocol === "icmp" ? ["meta l4proto { 1, 58 }"] : []),
    ...(protocol === "tcp" || protocol === "udp"
      ? [port === null ? `meta l4proto ${PROTOCOL_NUMBERS[protocol]}` : `${protocol} dport ${port}`]
      : []),
  ];
}

function iptablesLines(filter: Filter | null, translated: readonly string[]): readonly string[] {
  return [
    ...(filter === null ? [] : iptablesFilter("iptables", filter, "ip")),
    ...(filter === null
      ? []
      : ["if has ip6tables; then", ...iptablesFilter("ip6tables", filter, "ip6"), "fi"]),
    ...(translated.length === 0 ? [] : iptablesTranslation(translated)),
  ];
}

function iptablesFilter(command: string, filter: Filter, family: Family): readonly string[] {
  const fallback = filter.defaultAction === "allow" ? "ACCEPT" : "DROP";
  return [
    ...freshChain(`${command} -w`, "FORWARD"),
    `${command} -w -A LABWRIGHT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT`,
    ...filter.rules.flatMap((rule) =>
      matchesOf(rule)
        .filter((match) => match.family === null || match.family === family)
        .map((match) => {
          const words = iptablesMatch(match, family).join(" ");
          return `${command} -w -A LABWRIGHT ${words} -j ${verdict(rule).toUpperCase()}`;
        }),
    ),
    `${command} -w -A LABWRIGHT -j ${fallback}`,
  ];
}

function iptablesMatch(match: Match, family: Family): readonly string[] {
  const { sources, destinations, protocol, port } = match;
  const named = protocol === "icmp" && family === "ip6" ? "ipv6-icmp" : protocol;
  return [
    ...(sources.length === 0 ? [] : ["-s", sources.join(",")]),
    ...(destinations.length === 0 ? [] : ["-d", destinations.join(",")]),
    ...(protocol === "any" ? [] : ["-p", named]),
    ...(port === null ? [] : ["--dport", port.replace("-", ":")]),
  ];
}

function iptablesTranslation(interfaces: readonly string[]): readonly string[] {
  return [
    ...freshChain("iptables -w -t nat", "POSTROUTING"),
    ...interfaces.map((name) => `iptables -w -t nat -A LABWRIGHT -o ${name} -j MASQUERADE`),
  ];
}

/** An empty chain of our own that the built-in one leads to, once. */
function freshChain(command: string, hook: string): readonly string[] {
  return [
    `${command} -N LABWRIGHT 2>/dev/null || ${command} -F LABWRIGHT`,
    `${command} -C ${hook} -j LABWRIGHT 2>/dev/null || ${command} -I ${hook} -j LABWRIGHT`,
  ];
}
