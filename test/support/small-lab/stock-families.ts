import type { SmallStock } from "./small-stock.ts";

/** Numbers in [0, 1), one after the other. */
type Random = () => number;

type Range = readonly [number, number];

/** What of a stock is uneven; of everything else there is none wanted. */
interface Style {
  readonly volumes?: Range;
  readonly arrays?: Range;
  readonly gibibytes?: Range;
  readonly mbps?: Range;
  readonly switches?: Range;
  readonly devices?: Range;
  readonly speeds?: readonly number[];
  readonly count?: Range;
  readonly licences?: Range;
  readonly subnets?: Range;
  readonly exits?: Range;
  /** How often somebody else has some of it, or it has to stay where it is. */
  readonly held?: number;
  readonly stays?: number;
  /** How often a switch or an array of the lab is to become empty. */
  readonly drained?: number;
}

export const STOCKS = {
  "volumes in gaps": { volumes: [2, 7], arrays: [1, 4], gibibytes: [2, 9] },
  "volumes of equal machines, some held": {
    volumes: [1, 5],
    arrays: [2, 4],
    gibibytes: [2, 8],
    count: [1, 3],
    held: 0.4,
  },
  "volumes by capacity and bandwidth": {
    volumes: [2, 7],
    arrays: [2, 4],
    gibibytes: [2, 9],
    mbps: [2, 9],
  },
  "volumes that stay where they are": {
    volumes: [2, 6],
    arrays: [2, 4],
    gibibytes: [2, 9],
    mbps: [2, 9],
    stays: 0.5,
  },
  "volumes that stay where nothing new comes": {
    volumes: [2, 6],
    arrays: [2, 4],
    gibibytes: [2, 9],
    mbps: [2, 9],
    count: [1, 2],
    stays: 0.6,
    drained: 0.4,
  },
  "switches in gaps of ports": { switches: [2, 6], devices: [1, 4], speeds: [1000] },
  "switches of several speeds": {
    switches: [2, 7],
    devices: [2, 5],
    speeds: [1000, 10_000, 25_000],
    count: [1, 2],
    held: 0.2,
  },
  "switches that stay where they are": {
    switches: [2, 6],
    devices: [2, 5],
    speeds: [1000, 10_000],
    count: [1, 2],
    held: 0.2,
    stays: 0.5,
    drained: 0.15,
  },
  "VLANs and outside addresses that stay": {
    subnets: [1, 7],
    exits: [1, 5],
    held: 0.15,
    stays: 0.7,
  },
  "seats of licences": { licences: [1, 7], held: 0.3 },
  "VLANs and outside addresses": { subnets: [0, 6], exits: [0, 5], held: 0.3 },
  "a little of all": {
    volumes: [1, 4],
    arrays: [1, 3],
    gibibytes: [2, 6],
    switches: [1, 4],
    devices: [1, 3],
    speeds: [1000, 10_000],
    licences: [0, 4],
    subnets: [0, 4],
    exits: [0, 3],
    held: 0.2,
  },
} as const satisfies Readonly<Record<string, Style>>;

export type StockFamily = keyof typeof STOCKS;

/** One small stock of a family, and what is wanted of it. */
export function smallStock(family: StockFamily, random: Random): SmallStock {
  const style: Style = STOCKS[family];
  const between = ([least, most]: Range): number =>
    least + Math.floor(random() * (most - least + 1));
  const chance = (share = 0): boolean => random() < share;
  const some = <T>(range: Range | undefined, one: () => T): readonly T[] =>
    range === undefined ? [] : Array.from({ length: between(range) }, one);
  const { gibibytes = [1, 1], mbps, count = [1, 1], speeds = [1000] } = style;
  const speed = (): number => speeds[Math.floor(random() * speeds.length)]!;
  const product = (): string => (chance(0.5) ? "office" : "design");
  const arrays = some(style.arrays, () => {
    const capacityGiB = between(gibibytes) + between(gibibytes);
    const heldGiB = chance(style.held) ? 1 + Math.floor(random() * (capacityGiB - 1)) : 0;
    const bandwidthMbps = mbps ? between(mbps) + between(mbps) : 1000;
    const isDrained = style.drained !== undefined && chance(style.drained);
    return { capacityGiB, heldGiB, bandwidthMbps, isDrained, own: { gibibytes: 0, mbps: 0 } };
  });
  const stock = {
    arrays,
    volumes: some(style.volumes, () => ({
      capacityGiB: between(gibibytes),
      bandwidthMbps: mbps ? between(mbps) : 1,
      count: between(count),
      stays: chance(style.stays) ? Math.floor(random() * arrays.length) : null,
    })),
    devices: some(style.devices, () => {
      return {
        speedMbps: speed(),
        ports: between([3, 9]),
        heldPorts: chance(style.held) ? 2 : 0,
        isDrained: style.drained !== undefined && chance(style.drained),
      };
    }),
    switches: some(style.switches, () => ({
      speedMbps: speed(),
      count: between(count),
      machines: between([1, 6]),
      stays: style.stays !== undefined && chance(style.stays) ? 0 : null,
    })),
    owned: ["office", "design"].flatMap((one) =>
      style.licences === undefined || chance(0.2)
        ? []
        : [
            {
              product: one,
              seats: between([3, 12]),
              heldSeats: chance(style.held) ? 2 : 0,
              ends: chance(0.15),
            },
          ],
    ),
    licences: some(style.licences, () => ({ product: product(), seats: between([1, 5]) })),
    vlans: some(style.subnets && [1, 5], () => chance(style.held)).map((isHeld, at) => {
      return { number: 100 + 2 * at, isHeld };
    }),
    subnets: some(style.subnets, () => {
      return { wish: chance(0.4) ? 100 + between([0, 6]) : null, has: null };
    }),
    addresses: some(style.exits && [0, 4], () => ({ isHeld: chance(style.held) })),
    exits: some(style.exits, () => ({ has: null })),
  };
  return style.stays === undefined ? stock : inUseAlready(stock, style.stays, random);
}

/**
 * The same when some of the switches, subnets and links are there already: each VLAN and address only once. Of the
 * volumes that are there some have become larger since.
 */
function inUseAlready(stock: SmallStock, share: number, random: Random): SmallStock {
  const places = (count: number): readonly number[] =>
    [...Array(count).keys()].toSorted(() => random() - 0.5);
  const among = (count: number) => {
    const left = places(count).values();
    return (): number | null => (random() < share ? (left.next().value ?? null) : null);
  };
  const [vlan, address] = [among(stock.vlans.length), among(stock.addresses.length)];
  const own = stock.arrays.map(() => ({ gibibytes: 0, mbps: 0 }));
  const volumes = stock.volumes.map((one) => {
    const { stays, count, capacityGiB, bandwidthMbps } = one;
    if (stays === null) return one;
    const [array, had] = [stock.arrays[stays]!, own[stays]!];
    const gibibytes = had.gibibytes + count * capacityGiB;
    const mbps = had.mbps + count * bandwidthMbps;
    const hadRoom = gibibytes <= array.capacityGiB && mbps <= array.bandwidthMbps;
    // What is emptied has only what once had room in it.
    if (array.isDrained && !hadRoom) return { ...one, stays: null };
    own[stays] = { gibibytes, mbps };
    return random() < 0.2 ? { ...one, capacityGiB: capacityGiB + 1 } : one;
  });
  return {
    ...stock,
    arrays: stock.arrays.map((one, at) => ({ ...one, own: own[at]! })),
    volumes,
    switches: stock.switches.map((one) => ({
      ...one,
      stays: one.stays === null ? null : Math.floor(random() * stock.devices.length),
    })),
    subnets: stock.subnets.map((one) => ({ ...one, has: vlan() })),
    exits: stock.exits.map(() => ({ has: address() })),
  };
}
