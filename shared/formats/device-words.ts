import type { KindId } from "../kinds/index.ts";

/** What a device of another program is here, told by the words that name it there. */
interface DeviceWords {
  readonly words: RegExp;
  readonly kind: KindId;
  /** Properties beyond the kind's defaults. */
  readonly properties?: Readonly<Record<string, string>>;
  /** The operating system it runs, as a text in which the catalogue's item is found. */
  readonly system?: string;
}

/**
 * The first line whose words are found decides; asked in small letters with blanks for all signs. Names
 * are those of containerlab's kinds, Cisco Modeling Labs' node definitions and GNS3's and EVE-NG's
 * templates. Data-centre switches that route count as routers: each of their cables is a network.
 */
export const DEVICE_WORDS: readonly DeviceWords[] = [
  {
    words: /^(nat|cloud|internet|wan|external connector|ext conn.*)$/,
    kind: "internet",
  },
  {
    words:
      /unmanaged|ethernet switch|ethernet hub|\bhub\b|frame relay|atm switch|^bridge$|open ?v ?switch|\bovs\b|linux bridge/,
    kind: "switch",
  },
  {
    words:
      /v?ios v?l2|iosvl2|ioll2|iol l2|viosl2|l2 switch|cat9kv?|cat9000v?|catalyst|vjunos ?switch|etherswitch|\bswitch\b|layer ?2/,
    kind: "switch",
  },
  { words: /opnsense|pfsense/, kind: "firewall", system: "opnsense" },
  {
    words:
      /\basa|\bftd|firepower|firewall|pan ?os|palo ?alto|forti|checkpoint|cloudguard|srx|sophos|watchguard|stonesoft|endian|ipfire|smoothwall|clavister/,
    kind: "firewall",
  },
  {
    words: /big ?ip|\bf5\b|haproxy|load ?balancer|netscaler|citrix adc|alteon|\bkemp|loadmaster/,
    kind: "load-balancer",
  },
  { words: /vyos/, kind: "router", system: "vyos" },
  {
    words:
      /srlinux|\bsrl\b|\bsros|\bsrsim|7750|ceos|veos|arista|crpd|vmx|vqfx|vjunos|cjunos|juniper|junos|sonic|iosv|\bvios|\bios\b|\biol|ios ?xe|ios ?xr|xrv|\bxrd|csr ?1000|c8000|cat8000|sd ?wan|vedge|cedge|n9kv|nx ?os|nexus|titanium|mikrotik|routeros|\bros\b|\bchr\b|6wind|\bvsr\b|ftosv|\bdell|aoscx|aruba|ocnos|saos|ciena|^rare$|freertr|cumulus|huawei|\bvrp\b|\bvpp\b|arcos|openwrt|osvbng|\bfrr|quagga|\bbird\b|gobgp|\bbgp|alcatel|timos|comware|\bh3c\b|extreme|\bexos|router|gateway|\bc[1-9]\d{3}\b|dynamips|plvision/,
    kind: "router",
  },
  {
    words: /desktop|vpcs|\bpc\b|workstation|client|laptop|chrome|firefox|webterm|windows 1[01]/,
    kind: "machine",
    properties: { role: "client" },
  },
];
