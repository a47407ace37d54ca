import type { Design } from "../../../shared/design/design.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import type { Kept, PlacementRequest } from "../../../shared/placement/placement.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { poolOf, plainCatalogue } from "../pools.ts";

export const LEVELS = ["host", "rack", "switch", "site"] as const;
export type Level = (typeof LEVELS)[number];

/** Where machines stand beside each other; left out where nothing is asked. */
export interface Standing {
  readonly apart?: Level;
  readonly together?: Level;
}

export interface LabHost {
  readonly cores: number;
  readonly memoryGiB: number;
  readonly site: string;
  readonly rack: string;
  readonly switch: string;
  readonly features: readonly string[];
  readonly exclusive: boolean;
  readonly uplinkMbps: number;
  /** What of its own cable is somebody else's; its ports are as wide as ever. */
  readonly heldMbps: number;
  readonly ports: number;
  /** Cables beside its own, each to another switch or one more to the same. */
  readonly further: readonly { readonly switch: string; readonly mbps: number }[];
  /** What somebody else has of it all through the window. */
  readonly heldCores: number;
  /** Whether it is being drained: who is there has to go. */
  readonly isDrained: boolean;
}

/** Equal machines: one node of the design. */
export interface Wanted extends Standing {
  readonly cores: number;
  readonly memoryGiB: number;
  readonly count: number;
  readonly wholeHost: boolean;
  readonly features: readonly string[];
  /** Whether it is in the one group of the design. */
  readonly isGrouped: boolean;
  /** The hosts on which some of its machines stand already, by their order; null for one that is new. */
  readonly stands: readonly (number | null)[];
}

/** A cable between two nodes, or what one node sends into a subnet. */
export type Join =
  | { readonly from: number; readonly to: number; readonly mbps: number }
  | { readonly from: number; readonly lan: string; readonly mbps: number };

/** So few machines and hosts that every way can be tried: all that matters to where machines go, and nothing else. */
export interface SmallLab {
  readonly hosts: readonly LabHost[];
  readonly trunks: readonly {
    readonly from: string;
    readonly to: string;
    readonly mbps: number;
  }[];
  readonly wanted: readonly Wanted[];
  readonly joins: readonly Join[];
  readonly group: Standing;
}

const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const catalogue = plainCatalogue();

/** The node of a wanted machine, by its number. */
export function nodeOf(number: number): string {
  return `m${String(number).padStart(2, "0")}`;
}

/** The same as a design and a pool; without what is left out of `only`. */
export function requestOf(
  { hosts, trunks, wanted, joins, group }: SmallLab,
  only: readonly number[] = [...wanted.keys()],
): PlacementRequest {
  const machines = only.map((number): [string, SketchNode] => {
    const { memoryGiB, isGrouped, features, stands: _, ...own } = wanted[number]!;
    return [
      nodeOf(number),
      {
        kind: "machine",
        machineType: "virtual",
        diskGiB: 1,
        ...own,
        memoryMiB: memoryGiB * 1024,
        features: [...features],
        ...(isGrouped && { group: "g" }),
      },
    ];
  });
  const lans = [...new Set(joins.flatMap((join) => ("lan" in join ? [join.lan] : [])))];
  const subnets = lans.map((id, index): [string, SketchNode] => [
    id,
    { kind: "subnet", cidr: `10.${index}.0.0/16` },
  ]);
  const links = joins
    .filter((join) => only.includes(join.from) && ("lan" in join || only.includes(join.to)))
    .map((join) => {
      const to = "lan" in join ? `${join.lan}:net` : `${nodeOf(join.to)}:nic`;
      return `${nodeOf(join.from)}:nic ${to} bandwidthMbps=${join.mbps}`;
    });
  const switches = [
    ...new Set([
      ...hosts.flatMap((host) => [host.switch, ...host.further.map((cable) => cable.switch)]),
      ...trunks.flatMap(({ from, to }) => [from, to]),
    ]),
  ];
  const pool = poolOf({
    hosts: hosts.map(({ cores, site, rack, exclusive, uplinkMbps, ports, ...host }, index) => ({
      id: `h${index}`,
      name: `h${index}`,
      architecture: "amd64",
      diskGiB: 1000,
      switch: host.switch,
      features: [...host.features],
      memoryMiB: host.memoryGiB * 1024,
      cores,
      site,
      rack,
      exclusive,
      uplinkMbps,
      ports,
    })),
    switches: switches.map((id) => ({ id, name: id, ports: 48, speedMbps: 100_000 })),
    trunks: trunks.map(({ from, to, mbps }) => {
      return { id: `${from}-${to}`, from, to, bandwidthMbps: mbps };
    }),
    cables: hosts.flatMap(({ further }, index) =>
      further.map((cable, at) => ({
        from: { item: `h${index}`, port: `eth${at + 1}` },
        to: { item: cable.switch, port: `${index}-${at}` },
        speedMbps: cable.mbps,
      })),
    ),
  });
  const held = hosts.flatMap(({ heldCores }, index) =>
    heldCores === 0 ? [] : [{ resource: `lab/host/h${index}/cores`, quantity: heldCores, window }],
  );
  const conditions = hosts.flatMap(({ isDrained }, index) =>
    isDrained ? [drainingOf(`h${index}`)] : [],
  );
  const stand = only.flatMap((number) =>
    wanted[number]!.stands.flatMap((host, at) =>
      host === null ? [] : [[`${nodeOf(number)}.${at + 1}`, `h${host}`] as const],
    ),
  );
  const kept = { ...NOTHING, hosts: Object.fromEntries(stand) };
  const design = sketch("Small", Object.fromEntries([...subnets, ...machines]), links, {
    groups: { g: { name: "G", ...group } },
  });
  return {
    design,
    pool: { ...pool, conditions },
    catalogue,
    window,
    held,
    ...(stand.length > 0 && { kept }),
  };
}

const NOTHING: Kept = {
  hosts: {},
  switches: {},
  storage: {},
  vlans: {},
  outsideAddresses: {},
  claims: [],
};

/** A host is to become empty, from half of the window on. */
function drainingOf(host: string): Pool["conditions"][number] {
  const scope = { sort: "host" as const, id: host };
  const start = "2026-11-23T12:00:00.000Z";
  return { id: host, scope, kind: "draining", start, end: null, why: "", by: "admin" };
}

/** The same lab for the design as somebody changed it; nodes are numbered anew. */
export function labFor(lab: SmallLab, design: Design): SmallLab {
  const nodes = resolveNodes(design, catalogue);
  const ids = lab.wanted.map((_, number) => nodeOf(number)).filter((id) => nodes.has(id));
  const wanted = ids.map((id): Wanted => {
    const { count, demand, node } = nodes.get(id)!;
    const { stands } = lab.wanted.find((_, number) => nodeOf(number) === id)!;
    const { cores, memoryMiB, bareMetal, features } = demand.compute!;
    return {
      cores,
      memoryGiB: memoryMiB / 1024,
      count,
      wholeHost: bareMetal,
      features,
      isGrouped: node.group === "g",
      stands: stands.slice(0, count),
      ...standingOf(node.properties),
    };
  });
  const joins = Object.values(design.links).map(({ from, to, bandwidthMbps: mbps = 0 }): Join => {
    const [one, other] = [ids.indexOf(from.node), ids.indexOf(to.node)];
    return other === -1 ? { from: one, lan: to.node, mbps } : { from: one, to: other, mbps };
  });
  return { ...lab, wanted, joins, group: standingOf(design.groups["g"] ?? {}) };
}

function standingOf(properties: Readonly<Record<string, unknown>>): Standing {
  const [apart, together] = [properties["apart"], properties["together"]].map((level) =>
    LEVELS.find((one) => one === level),
  );
  return { ...(apart && { apart }), ...(together && { together }) };
}

/** The same lab when nobody else has anything of it any more. */
export function labLater(lab: SmallLab): SmallLab {
  return { ...lab, hosts: lab.hosts.map((host) => ({ ...host, heldCores: 0, heldMbps: 0 })) };
}
