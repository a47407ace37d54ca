import type { Design } from "../../../shared/design/design.ts";
import { resolveNodes, type ResolvedNode } from "../../../shared/kinds/resolve.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import type { Holding, Kept, PlacementRequest } from "../../../shared/placement/placement.ts";
import { resourceIds } from "../../../shared/pool/pool.ts";
import { plainCatalogue, poolOf } from "../pools.ts";

/** What a lab has beside hosts and cables, and what a design takes of it: so little that every way can be tried. */
export interface SmallStock {
  readonly volumes: readonly {
    readonly capacityGiB: number;
    readonly bandwidthMbps: number;
    readonly count: number;
    /** The array that it is on already; null for none. */
    readonly stays: number | null;
  }[];
  readonly arrays: readonly {
    readonly capacityGiB: number;
    readonly bandwidthMbps: number;
    readonly heldGiB: number;
    /** Whether it is being drained: who is there stays, in what it had until now. */
    readonly isDrained: boolean;
    /** What those that are on it already had of it until now. */
    readonly own: { readonly gibibytes: number; readonly mbps: number };
  }[];
  readonly switches: readonly {
    readonly speedMbps: number;
    readonly count: number;
    /** Machines that are plugged into it, dealt out to all of its count. */
    readonly machines: number;
    /** The device that it is on already; null for none. */
    readonly stays: number | null;
  }[];
  readonly devices: readonly {
    readonly speedMbps: number;
    readonly ports: number;
    readonly heldPorts: number;
    /** Whether it is being drained: who is there has to go. */
    readonly isDrained: boolean;
  }[];
  readonly licences: readonly { readonly product: string; readonly seats: number }[];
  readonly owned: readonly {
    readonly product: string;
    readonly seats: number;
    readonly heldSeats: number;
    /** Whether its term ends within the window. */
    readonly ends: boolean;
  }[];
  /** The VLAN that each subnet wishes for, and the one it has already. */
  readonly subnets: readonly { readonly wish: number | null; readonly has: number | null }[];
  readonly vlans: readonly { readonly number: number; readonly isHeld: boolean }[];
  /** Links to the Internet, and the address that each has already. */
  readonly exits: readonly { readonly has: number | null }[];
  readonly addresses: readonly { readonly isHeld: boolean }[];
}

/** What is taken as pieces of one sort, each node's by itself. */
export const SORTS = ["volumes", "switches", "licences", "subnets", "exits"] as const;
export type Sort = (typeof SORTS)[number];

const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const before = "2026-11-23T12:00:00.000Z";
const catalogue = plainCatalogue();
const MACHINE = { kind: "machine", machineType: "virtual", cores: 1, memoryMiB: 64, diskGiB: 1 };

/** The node, or the link to the Internet, of what is wanted, by its number. */
export function idOf(sort: Sort, number: number): string {
  return sort === "exits" ? `r${number}-net` : `${sort.slice(0, 2)}${number}`;
}

function nodesOf({ volumes, switches, licences, subnets, exits }: SmallStock) {
  const entries = <T>(sort: Sort, list: readonly T[], nodeOf: (one: T, at: number) => SketchNode) =>
    list.map((one, at): [string, SketchNode] => [idOf(sort, at), nodeOf(one, at)]);
  return Object.fromEntries([
    ...entries("volumes", volumes, ({ capacityGiB, bandwidthMbps, count }) => {
      return { kind: "storage", capacityGiB, bandwidthMbps, count };
    }),
    ...entries("switches", switches, ({ speedMbps, count }) => {
      return { kind: "switch", ports: 48, speedMbps, count };
    }),
    ...switches.map(({ machines }, at): [string, SketchNode] => [
      `p${at}`,
      { ...MACHINE, count: machines },
    ]),
    ...entries("licences", licences, ({ product, seats }) => {
      return { kind: "licence", product, seats };
    }),
    ...entries("subnets", subnets, ({ wish }, at) => {
      return { kind: "subnet", cidr: `10.${at}.0.0/16`, vlan: wish };
    }),
    ...exits.map((_, at): [string, SketchNode] => [`r${at}`, MACHINE]),
    ["net", { kind: "internet" }] as const,
  ]);
}

function holdings({ arrays, devices, owned, vlans, addresses }: SmallStock): readonly Holding[] {
  const of = (resource: string, quantity: number): readonly Holding[] =>
    quantity === 0 ? [] : [{ resource, quantity, window }];
  return [
    ...arrays.flatMap(({ heldGiB }, at) =>
      of(resourceIds.storage("lab", `a${at}`, "capacityGiB"), heldGiB),
    ),
    ...devices.flatMap(({ heldPorts }, at) =>
      of(resourceIds.switchPorts("lab", `d${at}`), heldPorts),
    ),
    ...owned.flatMap(({ product, heldSeats }) => of(resourceIds.seats("lab", product), heldSeats)),
    ...vlans.flatMap(({ number, isHeld }) => of(resourceIds.vlan("lab", number), isHeld ? 1 : 0)),
    ...addresses.flatMap(({ isHeld }, at) =>
      of(resourceIds.outsideAddress("lab", `192.0.2.${at}`), isHeld ? 1 : 0),
    ),
  ];
}

/** The same as a design and a pool, on one host that has more than enough of all else. */
export function requestOfStock(stock: SmallStock): PlacementRequest {
  const { arrays, devices, owned, vlans, addresses } = stock;
  const pool = poolOf({
    hosts: [
      {
        id: "host",
        name: "host",
        architecture: "amd64",
        cores: 1000,
        memoryMiB: 1_000_000,
        diskGiB: 10_000,
      },
    ],
    storage: arrays.map(({ capacityGiB, bandwidthMbps }, at) => {
      return { id: `a${at}`, name: `a${at}`, capacityGiB, bandwidthMbps };
    }),
    switches: devices.map(({ ports, speedMbps }, at) => {
      return { id: `d${at}`, name: `d${at}`, ports, speedMbps };
    }),
    seats: owned.map(({ product, seats, ends }) => {
      return { product, seats, until: ends ? before : null };
    }),
    vlans: vlans.map(({ number }) => ({ first: number, last: number })),
    outsideAddresses: addresses.map((_, at) => `192.0.2.${at}`),
  });
  const links = [
    ...stock.switches.map((_, at) => `p${at}:nic ${idOf("switches", at)}:port`),
    ...stock.exits.map((_, at) => `r${at}:nic net:net`),
  ];
  const kept = keptOf(stock);
  const conditions = [
    ...devices.flatMap(({ isDrained }, at) => (isDrained ? [drainingOf("switch", `d${at}`)] : [])),
    ...arrays.flatMap(({ isDrained }, at) => (isDrained ? [drainingOf("storage", `a${at}`)] : [])),
  ];
  return {
    design: sketch("Small", nodesOf(stock), links),
    pool: { ...pool, conditions },
    catalogue,
    window,
    held: holdings(stock),
    ...(Object.values(kept).some((own) => Object.keys(own).length > 0) && { kept }),
  };
}

function keptOf(stock: SmallStock): Kept {
  const { volumes, arrays, switches, subnets, exits, vlans, addresses } = stock;
  const ofInstances = (
    sort: Sort,
    list: readonly { readonly count: number; readonly stays: number | null }[],
    letter: string,
  ) =>
    Object.fromEntries(
      list.flatMap(({ count, stays }, at) =>
        stays === null
          ? []
          : Array.from({ length: count }, (_, one) => [
              `${idOf(sort, at)}.${one + 1}`,
              `${letter}${stays}`,
            ]),
      ),
    );
  return {
    hosts: {},
    storage: ofInstances("volumes", volumes, "a"),
    switches: ofInstances("switches", switches, "d"),
    vlans: Object.fromEntries(
      subnets.flatMap(({ has }, at) =>
        has === null ? [] : [[idOf("subnets", at), vlans[has]!.number]],
      ),
    ),
    outsideAddresses: Object.fromEntries(
      exits.flatMap(({ has }, at) =>
        has === null || addresses[has] === undefined ? [] : [[idOf("exits", at), `192.0.2.${has}`]],
      ),
    ),
    claims: arrays.flatMap(({ own }, at) =>
      [
        { resource: resourceIds.storage("lab", `a${at}`, "capacityGiB"), quantity: own.gibibytes },
        { resource: resourceIds.storage("lab", `a${at}`, "bandwidthMbps"), quantity: own.mbps },
      ].filter(({ quantity }) => quantity > 0),
    ),
  };
}

/** Something is to become empty, from half of the window on. */
function drainingOf(
  sort: "switch" | "storage",
  id: string,
): PlacementRequest["pool"]["conditions"][number] {
  const scope = { sort, id };
  return { id, scope, kind: "draining", start: before, end: null, why: "", by: "admin" };
}

/** The same stock for the design as somebody changed it; what is wanted is numbered anew. */
export function stockFor(stock: SmallStock, design: Design): SmallStock {
  const nodes = resolveNodes(design, catalogue);
  const some = <T>(
    sort: Sort,
    list: readonly T[],
    of: (node: ResolvedNode, one: T, at: number) => T,
  ) =>
    list.flatMap((one, at) => {
      const node = nodes.get(idOf(sort, at));
      return node === undefined ? [] : [of(node, one, at)];
    });
  return {
    ...stock,
    volumes: some("volumes", stock.volumes, ({ count, demand }, { stays }) => {
      return { ...demand.volume!, count, stays };
    }),
    switches: some("switches", stock.switches, ({ count, demand }, { stays }, at) => {
      const machines = nodes.get(`p${at}`)?.count ?? 0;
      return { speedMbps: demand.switchPorts!.speedMbps, count, machines, stays };
    }),
    licences: some("licences", stock.licences, ({ demand }) => demand.seats!),
    subnets: some("subnets", stock.subnets, ({ traits }, { has }) => {
      return { wish: traits.subnet?.vlan ?? null, has };
    }),
    exits: stock.exits.filter((_, at) =>
      Object.values(design.links).some(
        ({ from, to }) => from.node === `r${at}` && to.node === "net",
      ),
    ),
  };
}

/** The same stock when nobody else has anything of it any more; a licence whose term has ended stays without seats. */
export function stockLater(stock: SmallStock): SmallStock {
  return {
    ...stock,
    arrays: stock.arrays.map((one) => ({ ...one, heldGiB: 0 })),
    devices: stock.devices.map((one) => ({ ...one, heldPorts: 0 })),
    owned: stock.owned.map((one) => ({ ...one, heldSeats: 0 })),
    vlans: stock.vlans.map((one) => ({ ...one, isHeld: false })),
    addresses: stock.addresses.map(() => ({ isHeld: false })),
  };
}
