import type { Architecture } from "../catalogue/catalogue.ts";
import { availableIn } from "../placement/available.ts";
import type { Holding } from "../placement/placement.ts";
import { resourceIds, type Pool } from "../pool/pool.ts";
import type { Window } from "../schedule/window.ts";

export const PARTS = ["cores", "memoryMiB", "diskGiB"] as const;

type Size = Readonly<Record<(typeof PARTS)[number], number>>;

/** What is free on the hosts of one architecture. */
interface FreeHosts {
  readonly architecture: Architecture;
  readonly total: Size;
  /** The most that any one of them has left, part by part. */
  readonly largest: Size;
}

/** What a lab has left for a design. */
export interface FreeCapacity {
  readonly hosts: readonly FreeHosts[];
  /** Seats left by licence product; a product that is not listed has none. */
  readonly seats: ReadonlyMap<string, number>;
}

/** What is free of a pool all through a window. */
export function freeCapacity(pool: Pool, window: Window, held: readonly Holding[]): FreeCapacity {
  const available = availableIn(pool, window, held);
  const hosts = pool.resources.hosts.map(({ id, architecture }) => {
    const free = (part: (typeof PARTS)[number]): number =>
      available.free(resourceIds.host(pool.id, id, part));
    return {
      architecture,
      cores: free("cores"),
      memoryMiB: free("memoryMiB"),
      diskGiB: free("diskGiB"),
    };
  });
  const byArchitecture = Map.groupBy(hosts, ({ architecture }) => architecture);
  return {
    hosts: [...byArchitecture].map(([architecture, members]) => ({
      architecture,
      total: perPart((part) => members.reduce((sum, host) => sum + host[part], 0)),
      largest: perPart((part) => Math.max(...members.map((host) => host[part]))),
    })),
    seats: new Map(
      pool.resources.seats.map(({ product }) => [
        product,
        available.free(resourceIds.seats(pool.id, product)),
      ]),
    ),
  };
}

function perPart(value: (part: (typeof PARTS)[number]) => number) {
  return { cores: value("cores"), memoryMiB: value("memoryMiB"), diskGiB: value("diskGiB") };
}
