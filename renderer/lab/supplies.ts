import { formatGibibytes, formatMebibytes, formatMegabits } from "../../shared/base/units.ts";
import { poolDuring } from "../../shared/pool/condition.ts";
import { levelOf, type Level, type Supply as ToldSupply } from "../../shared/pool/levels.ts";
import { resourceIds, type Pool } from "../../shared/pool/pool.ts";
import { vlanCount } from "../../shared/pool/vlans.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { count } from "./count.ts";
import type { HeldNow } from "./things.ts";

/** How much of one sort of thing the whole pool has, and how much of that is held. */
export interface Supply {
  readonly id: string;
  readonly title: string;
  readonly held: number;
  readonly capacity: number;
  readonly text: (value: number) => string;
  readonly level: Level;
}

type Sum = Omit<Supply, "level">;

/**
 * Everything that can run out, with what is out of use at this moment left out. How it stands is as the daemon
 * tells lab admins; what it does not speak of, and everything while it is away, is judged alike.
 */
export function supplies(
  pool: Pool,
  held: HeldNow,
  now: number,
  told: readonly ToldSupply[] = [],
): readonly Supply[] {
  const usable = poolDuring(pool, { start: toInstant(now), end: toInstant(now + 1) });
  const sums = capacitiesOf(usable);
  const heldSums = new Map<string, number>();
  const gone = outOfUse(usable.resources);
  for (const [resource, quantity] of held) {
    const own = resource.slice(pool.id.length + 1);
    // Of what is out of use nothing more can be had, whoever still holds it.
    if (gone.has(own.slice(0, own.lastIndexOf("/")))) continue;
    const name = supplyOf(own);
    heldSums.set(name, (heldSums.get(name) ?? 0) + quantity);
  }
  const seats = pool.resources.seats.map(({ product }) => ({
    id: resourceIds.seats(pool.id, product).slice(pool.id.length + 1),
    title: `Seats of ${product}`,
    text: count,
  }));
  const known = [...TITLES, ...seats].flatMap((one): Supply[] => {
    const capacity = sums.get(one.id);
    if (capacity === undefined) return [];
    return [withLevel({ ...one, capacity, held: heldSums.get(one.id) ?? 0 }, told)];
  });
  // Whether another machine would find a host, only the daemon works out.
  const room = told
    .filter(({ id }) => id.startsWith("machines/"))
    // What is counted as held are those that are full.
    .map((one) => ({
      id: one.id,
      title: one.title.replace("with room", "without room"),
      held: one.held,
      capacity: one.capacity,
      level: one.level,
      text: count,
    }));
  return [...room, ...known];
}

/** The hosts, switches and storage that have nothing to give, as their resources begin: `host/h1`. */
function outOfUse({ hosts, switches, storage }: Pool["resources"]): ReadonlySet<string> {
  return new Set([
    ...hosts.filter(({ state }) => state !== "up").map(({ id }) => `host/${id}`),
    ...switches.filter(({ ports }) => ports === 0).map(({ id }) => `switch/${id}`),
    ...storage.filter((one) => one.capacityGiB === 0).map(({ id }) => `storage/${id}`),
  ]);
}

/** How much there is of each; added up without naming every single resource, of which there may be fifty thousand. */
function capacitiesOf({ resources }: Pool): ReadonlyMap<string, number> {
  const { hosts, switches, trunks, storage, seats, vlans, outsideAddresses } = resources;
  const up = hosts.filter(({ state }) => state === "up");
  const sums: readonly (readonly [string, number, boolean])[] = [
    ["host/cores", sumOf(up, ({ cores }) => cores), hosts.length > 0],
    ["host/memoryMiB", sumOf(up, ({ memoryMiB }) => memoryMiB), hosts.length > 0],
    ["host/diskGiB", sumOf(up, ({ diskGiB }) => diskGiB), hosts.length > 0],
    ["storage/capacityGiB", sumOf(storage, ({ capacityGiB }) => capacityGiB), storage.length > 0],
    ["switch/ports", sumOf(switches, ({ ports }) => ports), switches.length > 0],
    ["trunk/bandwidthMbps", sumOf(trunks, (trunk) => trunk.bandwidthMbps), trunks.length > 0],
    ["vlan", vlanCount(vlans), vlans.length > 0],
    ["address", outsideAddresses?.length ?? 0, (outsideAddresses ?? []).length > 0],
    ...seats.map((one) => [`seats/${one.product}`, one.seats, true] as const),
  ];
  return new Map(sums.flatMap(([id, sum, isThere]) => (isThere ? [[id, sum]] : [])));
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}

const TITLES: readonly Pick<Supply, "id" | "title" | "text">[] = [
  { id: "host/cores", title: "Cores", text: count },
  { id: "host/memoryMiB", title: "Memory", text: formatMebibytes },
  { id: "host/diskGiB", title: "Disk of hosts", text: formatGibibytes },
  { id: "storage/capacityGiB", title: "Storage", text: formatGibibytes },
  { id: "switch/ports", title: "Switch ports", text: count },
  { id: "trunk/bandwidthMbps", title: "Trunks", text: formatMegabits },
  { id: "address", title: "Outside addresses", text: count },
  { id: "vlan", title: "VLANs", text: count },
];

/** `host/h1/cores` counts for `host/cores`, each VLAN for `vlan`; seats are told apart by product. */
function supplyOf(resource: string): string {
  const [sort = "", ...rest] = resource.split("/");
  if (sort === "seats") return resource;
  return rest.length > 1 ? `${sort}/${rest.at(-1)}` : sort;
}

const BY_URGENCY: readonly Level[] = ["exhausted", "nearly", "ample"];

function withLevel(sum: Sum, told: readonly ToldSupply[]): Supply {
  // Storage is told one by one, and is one bar here: the fullest counts.
  const id = sum.id.replace(/^host\//, "");
  const own = told.filter((one) => one.id === id || (isStorage(id) && isStorage(one.id)));
  const level = BY_URGENCY.find((one) => own.some((supply) => supply.level === one));
  // Of what there never was, nothing is exhausted.
  const none = sum.capacity === 0 && sum.held === 0;
  return { ...sum, level: level ?? (none ? "ample" : levelOf(sum, "ample")) };
}

function isStorage(id: string): boolean {
  return id.startsWith("storage/");
}
