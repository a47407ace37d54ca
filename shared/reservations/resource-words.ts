import { formatAmounts } from "../base/units.ts";
import type { Conflict } from "../protocol/reservation.ts";

const SEATS = /\/seats\/(.+)$/;
const HOSTS = /\/host\/\*$/;
const PARTS: readonly (readonly [pattern: RegExp, words: string, unit: string])[] = [
  [HOSTS, "Hosts that suit", ""],
  [/\/host\/\*\/cores$/, "Cores of the # hosts that suit", ""],
  [/\/host\/\*\/memoryMiB$/, "Memory of the # hosts that suit", "MiB"],
  [/\/host\/\*\/diskGiB$/, "Disk of the # hosts that suit", "GiB"],
  [/\/switch\/\*\/ports$/, "Ports of the # switches that suit", ""],
  [/\/storage\/\*\/capacityGiB$/, "The # storage pools that suit", "GiB"],
  [/\/storage\/\*\/bandwidthMbps$/, "Bandwidth of the # storage pools that suit", "Mb/s"],
  [/\/vlan\/\*$/, "VLANs", ""],
  [/\/address\/\*$/, "Outside addresses", ""],
  [/\/host\/(.+)\/cores$/, "Cores of $1", ""],
  [/\/host\/(.+)\/memoryMiB$/, "Memory of $1", "MiB"],
  [/\/host\/(.+)\/diskGiB$/, "Disk of $1", "GiB"],
  [/\/host\/(.+)\/uplinkMbps$/, "Network card of $1", "Mb/s"],
  [/\/host\/(.+)\/uplinkMbps\/.+$/, "Further network card of $1", "Mb/s"],
  [/\/switch\/(.+)\/ports$/, "Ports of $1", ""],
  [/\/trunk\/(.+)\/bandwidthMbps$/, "Trunk $1", "Mb/s"],
  [/\/storage\/(.+)\/capacityGiB$/, "Storage $1", "GiB"],
  [/\/storage\/(.+)\/bandwidthMbps$/, "Bandwidth of storage $1", "Mb/s"],
  [SEATS, "Licence seats of $1", ""],
  [/\/vlan\/(.+)$/, "VLAN $1", ""],
  [/\/address\/(.+)$/, "Address $1", ""],
];

/**
 * What of a pool is held, and how much: `Memory of host-3: 24 GiB of 64 GiB held`, of `lab/host/host-3/memoryMiB`.
 * Licence products are called what `productName` says.
 */
export function heldWords(
  { resource, of, held, capacity }: Omit<Conflict, "holders" | "others">,
  productName: (product: string) => string,
): string {
  const [pattern, words = resource, unit = ""] =
    PARTS.find(([known]) => known.test(resource)) ?? [];
  const found = pattern?.exec(resource)?.[1] ?? "";
  const title = words
    .replace("$1", () => (pattern === SEATS ? productName(found) : found))
    .replace("#", String(of));
  const [some, all] = formatAmounts([held, capacity], unit);
  return `${title}: ${some} of ${all} held${pattern === HOSTS ? ", at least in part," : ""}`;
}
