import { formatGibibytes, formatMebibytes, formatMegabits } from "../../shared/base/units.ts";
import { poolDuring } from "../../shared/pool/condition.ts";
import { capacities, resourceIds, type Pool } from "../../shared/pool/pool.ts";
import { toInstant } from "../../shared/base/clock.ts";
import type { HeldNow } from "./things.ts";

/** How much of one sort of thing the whole pool has, and how much of that is held. */
export interface Supply {
  readonly id: string;
  readonly title: string;
  readonly held: number;
  readonly capacity: number;
  readonly text: (value: number) => string;
  readonly level: "ample" | "nearly" | "exhausted";
}

/** From here on somebody should know. */
const NEARLY = 0.8;

type Sum = Omit<Supply, "level">;

/** Everything that can run out, with what is out of use at this moment left out. */
export function supplies(pool: Pool, held: HeldNow, now: number): readonly Supply[] {
  const usable = poolDuring(pool, { start: toInstant(now), end: toInstant(now + 1) });
  const sums = new Map<string, { held: number; capacity: number }>();
  for (const { resource, capacity } of capacities(usable)) {
    const name = supplyOf(resource.slice(pool.id.length + 1));
    const sum = sums.get(name) ?? { held: 0, capacity: 0 };
    sums.set(name, {
      held: sum.held + (held.get(resource) ?? 0),
      capacity: sum.capacity + capacity,
    });
  }
  const seats = pool.resources.seats.map(({ product }) => ({
    id: resourceIds.seats(pool.id, product).slice(pool.id.length + 1),
    title: `Seats of ${product}`,
    text: String,
  }));
  return [...TITLES, ...seats].flatMap((one): Supply[] => {
    const sum = sums.get(one.id);
    return sum === undefined ? [] : [withLevel({ ...one, ...sum })];
  });
}

const TITLES: readonly Pick<Supply, "id" | "title" | "text">[] = [
  { id: "host/cores", title: "Cores", text: String },
  { id: "host/memoryMiB", title: "Memory", text: formatMebibytes },
  { id: "host/diskGiB", title: "Disk of hosts", text: formatGibibytes },
  { id: "storage/capacityGiB", title: "Storage", text: formatGibibytes },
  { id: "switch/ports", title: "Switch ports", text: String },
  { id: "trunk/bandwidthMbps", title: "Trunks", text: formatMegabits },
  { id: "address", title: "Outside addresses", text: String },
  { id: "vlan", title: "VLANs", text: String },
];

/** `host/h1/cores` counts for `host/cores`, each VLAN for `vlan`; seats are told apart by product. */
function supplyOf(resource: string): string {
  const [sort = "", ...rest] = resource.split("/");
  if (sort === "seats") return resource;
  return rest.length > 1 ? `${sort}/${rest.at(-1)}` : sort;
}

function withLevel(sum: Sum): Supply {
  const { held, capacity } = sum;
  // Of what there never was, nothing is exhausted.
  const level =
    capacity === 0 && held === 0
      ? "ample"
      : held >= capacity
        ? "exhausted"
        : held >= capacity * NEARLY
          ? "nearly"
          : "ample";
  return { ...sum, level };
}
