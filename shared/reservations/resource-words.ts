const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\/host\/(.+)\/cores$/, "Cores of $1"],
  [/\/host\/(.+)\/memoryMiB$/, "Memory of $1 (MiB)"],
  [/\/host\/(.+)\/diskGiB$/, "Disk of $1 (GiB)"],
  [/\/host\/(.+)\/uplinkMbps$/, "Network card of $1 (Mb/s)"],
  [/\/host\/(.+)\/uplinkMbps\/.+$/, "Further network card of $1 (Mb/s)"],
  [/\/switch\/(.+)\/ports$/, "Ports of $1"],
  [/\/trunk\/(.+)\/bandwidthMbps$/, "Trunk $1 (Mb/s)"],
  [/\/storage\/(.+)\/capacityGiB$/, "Storage $1 (GiB)"],
  [/\/storage\/(.+)\/bandwidthMbps$/, "Bandwidth of storage $1 (Mb/s)"],
  [/\/seats\/(.+)$/, "Licence seats of $1"],
  [/\/vlan\/(.+)$/, "VLAN $1"],
  [/\/address\/(.+)$/, "Address $1"],
];

/** What something of a pool that is held is called: `Cores of host-3`, where its id is `lab/host/host-3/cores`. */
export function resourceWords(resource: string): string {
  const [pattern, words] = PARTS.find(([known]) => known.test(resource)) ?? [];
  if (pattern === undefined || words === undefined) return resource;
  return words.replace("$1", () => pattern.exec(resource)?.[1] ?? "");
}
