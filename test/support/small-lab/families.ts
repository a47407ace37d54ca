import {
  LEVELS,
  type Join,
  type LabHost,
  type SmallLab,
  type Standing,
  type Wanted,
} from "./small-lab.ts";
import { standingAlready, type Random } from "./standing-already.ts";

/** What of a lab and a design is uneven; everything else is plain, or so much that it never decides. */
interface Style {
  readonly hosts: readonly [number, number];
  readonly nodes: readonly [number, number];
  readonly count?: readonly [number, number];
  readonly cores: readonly [number, number];
  readonly hostCores: readonly [number, number];
  readonly hasMemory?: boolean;
  readonly hasFeatures?: boolean;
  readonly hasHeld?: boolean;
  /** How often a machine stands somewhere already, and a host is to become empty. */
  readonly stands?: number;
  readonly drained?: number;
  /** How often a machine has its host for itself, or a host serves one machine at a time. */
  readonly whole?: number;
  readonly exclusive?: number;
  /** How often a node, or the group, asks for where it stands. */
  readonly standing?: number;
  readonly sites?: number;
  /** Switches per site, and how they hang together. */
  readonly switches?: number;
  readonly shape?: "star" | "line" | "islands";
  readonly trunkMbps?: readonly number[];
  readonly uplinkMbps?: readonly number[];
  readonly ports?: readonly number[];
  /** How often a host has a cable to another switch beside its own, and what such carry. */
  readonly further?: number;
  readonly furtherMbps?: readonly number[];
  /** Cables for each node, and how often a node is in a subnet. */
  readonly cables?: number;
  readonly lans?: number;
  readonly mbps?: readonly number[];
}

const NETWORKED = {
  trunkMbps: [1000, 2000, 3000],
  mbps: [500, 1000, 1500, 2000],
  cores: [1, 2],
  hostCores: [4, 4],
} as const;

const PLAIN = {
  "gaps of cores": {
    hosts: [2, 5],
    nodes: [2, 7],
    count: [1, 3],
    cores: [2, 8],
    hostCores: [6, 14],
  },
  "gaps of cores and memory": {
    hosts: [2, 5],
    nodes: [2, 7],
    count: [1, 2],
    cores: [1, 7],
    hostCores: [6, 12],
    hasMemory: true,
  },
  features: {
    hosts: [2, 7],
    nodes: [2, 8],
    count: [1, 2],
    cores: [2, 6],
    hostCores: [5, 10],
    hasFeatures: true,
  },
  "shared and exclusive hosts": {
    hosts: [2, 7],
    nodes: [2, 7],
    count: [1, 2],
    cores: [1, 5],
    hostCores: [4, 9],
    whole: 0.3,
    exclusive: 0.3,
    hasFeatures: true,
    hasHeld: true,
  },
  "apart and together": {
    hosts: [3, 8],
    nodes: [2, 7],
    count: [1, 3],
    cores: [1, 5],
    hostCores: [4, 9],
    standing: 0.5,
    sites: 2,
    switches: 2,
    hasHeld: true,
  },
  "cables between whole hosts": {
    hosts: [4, 10],
    nodes: [3, 9],
    whole: 1,
    switches: 3,
    cables: 1.4,
    ...NETWORKED,
    trunkMbps: [500, 1000, 2000],
  },
  "subnets of whole hosts": {
    hosts: [4, 10],
    nodes: [2, 7],
    count: [1, 3],
    whole: 1,
    switches: 3,
    lans: 0.8,
    ...NETWORKED,
  },
  "cables between machines that share hosts": {
    hosts: [3, 7],
    nodes: [3, 9],
    switches: 2,
    cables: 1.5,
    uplinkMbps: [1000, 2000, 4000],
    ...NETWORKED,
    hostCores: [2, 5],
  },
  "subnets of machines that share hosts": {
    hosts: [3, 7],
    nodes: [2, 7],
    count: [1, 3],
    switches: 2,
    lans: 0.8,
    uplinkMbps: [1000, 2000, 4000],
    ports: [1, 1, 2],
    ...NETWORKED,
    hostCores: [2, 5],
  },
  "sites in a row": {
    hosts: [4, 10],
    nodes: [3, 9],
    sites: 3,
    shape: "line",
    cables: 0.9,
    lans: 0.4,
    standing: 0.2,
    whole: 0.3,
    uplinkMbps: [2000, 4000],
    ...NETWORKED,
  },
  islands: {
    hosts: [4, 9],
    nodes: [3, 8],
    count: [1, 2],
    sites: 3,
    shape: "islands",
    cables: 0.6,
    lans: 0.5,
    whole: 0.3,
    ...NETWORKED,
    hostCores: [2, 5],
  },
  everything: {
    hosts: [3, 9],
    nodes: [3, 8],
    count: [1, 2],
    cores: [1, 4],
    hostCores: [3, 9],
    hasMemory: true,
    hasFeatures: true,
    hasHeld: true,
    whole: 0.2,
    exclusive: 0.15,
    standing: 0.2,
    sites: 2,
    switches: 2,
    cables: 0.5,
    lans: 0.4,
    trunkMbps: [1000, 2000, 4000],
    uplinkMbps: [1000, 2000, 4000],
    ports: [1, 1, 1, 2],
    mbps: [200, 500, 1000, 1500],
  },
  "nearly a dozen of machines and of hosts": {
    hosts: [8, 12],
    nodes: [8, 11],
    whole: 0.8,
    switches: 4,
    cables: 1.3,
    lans: 0.2,
    ...NETWORKED,
  },
  "hosts on two switches": {
    hosts: [3, 6],
    nodes: [3, 6],
    switches: 2,
    cables: 1.5,
    further: 0.6,
    furtherMbps: [500, 1000, 2000],
    uplinkMbps: [500, 1000, 2000],
    ...NETWORKED,
    trunkMbps: [200, 500, 1000],
    hostCores: [1, 4],
  },
  "whole hosts on two switches": {
    hosts: [4, 7],
    nodes: [3, 6],
    whole: 0.8,
    switches: 2,
    cables: 1.4,
    lans: 0.2,
    further: 0.5,
    furtherMbps: [500, 1000, 2000],
    uplinkMbps: [1000, 2000],
    ...NETWORKED,
    trunkMbps: [200, 500, 1000],
  },
  "subnets on hosts of several switches": {
    hosts: [3, 6],
    nodes: [2, 5],
    count: [1, 2],
    switches: 3,
    lans: 0.8,
    further: 0.4,
    furtherMbps: [500, 1000, 2000],
    uplinkMbps: [500, 1000, 2000],
    ports: [1, 1, 2],
    ...NETWORKED,
    trunkMbps: [200, 500, 1000],
    hostCores: [1, 4],
  },
  "islands that only hosts' cables join": {
    hosts: [3, 6],
    nodes: [3, 6],
    sites: 3,
    shape: "islands",
    cables: 1,
    lans: 0.2,
    whole: 0.3,
    standing: 0.2,
    further: 0.4,
    furtherMbps: [500, 1000, 2000],
    ...NETWORKED,
    hostCores: [1, 4],
  },
} as const satisfies Readonly<Record<string, Style>>;

/** The same with environments that stand already, in whole or in part, and are changed; and hosts that are drained. */
export const KEPT = {
  "kept in gaps of cores": { ...PLAIN["gaps of cores"], stands: 0.5, drained: 0.1 },
  "kept by cores and memory": { ...PLAIN["gaps of cores and memory"], stands: 0.6, drained: 0.15 },
  "kept on hosts with features": { ...PLAIN.features, stands: 0.5, drained: 0.15 },
  "kept on shared and exclusive hosts": {
    ...PLAIN["shared and exclusive hosts"],
    stands: 0.5,
    drained: 0.15,
  },
  "kept apart and together": { ...PLAIN["apart and together"], stands: 0.3, drained: 0.1 },
  "kept whole hosts with cables": {
    ...PLAIN["cables between whole hosts"],
    uplinkMbps: [1000, 2000, 4000],
    stands: 0.4,
    drained: 0.1,
  },
  "kept whole hosts in subnets": {
    ...PLAIN["subnets of whole hosts"],
    stands: 0.4,
    drained: 0.1,
  },
  "kept with cables on shared hosts": {
    ...PLAIN["cables between machines that share hosts"],
    stands: 0.4,
    drained: 0.1,
  },
  "kept in subnets on shared hosts": {
    ...PLAIN["subnets of machines that share hosts"],
    stands: 0.4,
    drained: 0.1,
  },
  "kept in everything": { ...PLAIN.everything, stands: 0.4, drained: 0.1 },
  "kept on two switches": { ...PLAIN["whole hosts on two switches"], stands: 0.4, drained: 0.1 },
} as const satisfies Readonly<Record<string, Style>>;

export const FAMILIES = { ...PLAIN, ...KEPT } as const;

export type Family = keyof typeof FAMILIES;

/** One small lab of a family, and what is wanted of it. */
export function smallLab(family: Family, random: Random): SmallLab {
  const style: Style = FAMILIES[family];
  const between = ([least, most]: readonly [number, number]): number =>
    least + Math.floor(random() * (most - least + 1));
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (share = 0): boolean => random() < share;
  const { places, trunks } = placesOf(style, oneOf);
  const features = ["gpu", "sriov"];
  const standing = (): Standing => {
    if (!chance(style.standing)) return {};
    return chance(0.5) ? { apart: oneOf(LEVELS) } : { together: oneOf(LEVELS) };
  };
  const furtherOf = (own: string): LabHost["further"] =>
    style.further === undefined
      ? []
      : places
          .filter((place) => place.switch !== own && chance(style.further))
          .map((place) => ({ switch: place.switch, mbps: oneOf(style.furtherMbps ?? [1000]) }));
  const hosts = Array.from({ length: between(style.hosts) }, (): LabHost => {
    const cores = between(style.hostCores);
    const place = oneOf(places);
    return {
      cores,
      memoryGiB: style.hasMemory === true ? between(style.hostCores) : 1000,
      ...place,
      // Hosts that differ in nothing that matters are alike to who tries every way.
      rack: style.standing === undefined ? "1" : oneOf(["1", "2"]),
      features: style.hasFeatures === true ? features.filter(() => chance(0.5)) : [],
      exclusive: chance(style.exclusive),
      uplinkMbps: oneOf(style.uplinkMbps ?? [100_000]),
      heldMbps: 0,
      ports: oneOf(style.ports ?? [1]),
      further: furtherOf(place.switch),
      heldCores: style.hasHeld === true && chance(0.2) ? 1 + Math.floor(random() * (cores - 1)) : 0,
      isDrained: style.drained !== undefined && chance(style.drained),
    };
  });
  const wanted = Array.from({ length: between(style.nodes) }, (): Wanted => ({
    cores: between(style.cores),
    memoryGiB: style.hasMemory === true ? between(style.cores) : 1,
    count: between(style.count ?? [1, 1]),
    wholeHost: chance(style.whole),
    features: style.hasFeatures === true ? features.filter(() => chance(0.25)) : [],
    isGrouped: style.standing !== undefined && chance(0.4),
    stands: [],
    ...standing(),
  }));
  const lab = {
    hosts,
    trunks,
    wanted,
    joins: joinsOf(style, wanted.length, random),
    group: standing(),
  };
  return style.stands === undefined ? lab : standingAlready(lab, style.stands, random);
}

function placesOf(
  { sites = 1, switches = 1, shape = "star", trunkMbps = [1000] }: Style,
  oneOf: (list: readonly number[]) => number,
) {
  const names = Array.from({ length: sites }, (_, index) => `site-${index + 1}`);
  const places = names.flatMap((site) =>
    Array.from({ length: switches }, (_, index) => ({ site, switch: `${site}-s${index + 1}` })),
  );
  const hub = places.length > 2 ? "hub" : places[0]!.switch;
  const joined = places.flatMap((place, index): readonly [string, string][] => {
    if (shape === "islands") return [];
    if (shape === "line") return index === 0 ? [] : [[places[index - 1]!.switch, place.switch]];
    return place.switch === hub ? [] : [[hub, place.switch]];
  });
  return { places, trunks: joined.map(([from, to]) => ({ from, to, mbps: oneOf(trunkMbps) })) };
}

function joinsOf({ cables = 0, lans = 0, mbps = [] }: Style, count: number, random: Random) {
  const rate = (): number => mbps[Math.floor(random() * mbps.length)] ?? 0;
  const node = (): number => Math.floor(random() * count);
  const pairs = new Map<string, Join>();
  for (let tries = Math.round(cables * count); tries > 0; tries--) {
    const [from, to] = [node(), node()].toSorted((a, b) => a - b) as [number, number];
    if (from !== to) pairs.set(`${from} ${to}`, { from, to, mbps: rate() });
  }
  const joined = Array.from({ length: count }, (_, from): readonly Join[] =>
    ["lan", "dmz"]
      .slice(0, random() < 0.3 ? 2 : 1)
      .flatMap((lan) => (random() < lans ? [{ from, lan, mbps: rate() }] : [])),
  );
  return [...pairs.values(), ...joined.flat()];
}
