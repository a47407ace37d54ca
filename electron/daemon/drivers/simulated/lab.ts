import type { Clock } from "../../../../shared/base/clock.ts";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../../shared/base/result.ts";
import type { PoolResources } from "../../../../shared/pool/pool.ts";
import type { Journal, LabItem } from "./journal.ts";

type ItemType = LabItem["type"];

/** What a new thing is made with. */
export interface NewItem extends Pick<LabItem, "type" | "managementId" | "id"> {
  readonly host?: string;
  readonly memoryMiB?: number;
  readonly cores?: number;
  readonly generation?: number;
  readonly shape?: string;
  readonly visited?: boolean;
}

/**
 * The simulated lab itself: what a driver's server would be. It works on by itself once something is
 * ordered, it makes whatever it is asked to, even twice, and it holds a host to its memory.
 */
export interface Lab {
  /** Everything stamped so, ordered or there, that is not gone. */
  find(managementId: string, type?: ItemType, id?: string): readonly LabItem[];
  managementIds(): readonly string[];
  isReady(item: LabItem): boolean;
  create(item: NewItem, duration: number): Result<LabItem>;
  change(item: LabItem, change: Partial<LabItem>): LabItem;
  /** Whether the item's host would hold it with so much memory. */
  mayGrow(item: LabItem, memoryMiB: number): Result<void>;
  /** Gone after `duration`. */
  remove(item: LabItem, duration: number): void;
  isDead(host: string): boolean;
  hasFullDisk(host: string): boolean;
}

export function createLab(journal: Journal, clock: Clock, resources: () => PoolResources): Lab {
  const { state } = journal;
  const dropGone = (): void => {
    for (const { serial, goneAt } of state.items.values())
      if (goneAt !== null && goneAt <= clock.now()) journal.append({ drop: serial });
  };
  const all = (): readonly LabItem[] => {
    dropGone();
    return [...state.items.values()];
  };
  const find: Lab["find"] = (managementId, type, id) =>
    all().filter(
      (item) =>
        item.managementId === managementId &&
        (type === undefined || item.type === type) &&
        (id === undefined || item.id === id),
    );
  const refusal = (host: string, memoryMiB: number): Result<void> => {
    if (host === "") return ok(undefined);
    if (state.faults.deadHost === host) return err(fault("host-down", { host }));
    if (state.faults.fullDisk === host) return err(fault("disk-full", { host }));
    const capacity = resources().hosts.find(({ id }) => id === host)?.memoryMiB ?? 0;
    const used = all().reduce(
      (sum, item) => sum + (item.host === host && !item.parked ? item.memoryMiB : 0),
      0,
    );
    if (used + memoryMiB <= capacity) return ok(undefined);
    const detail = `${host} has ${capacity - used} MiB of memory left.`;
    return err(fault("driver-refused", { driver: "simulated", action: "a machine", detail }));
  };

  return {
    find,
    managementIds: () => [...new Set(all().map((item) => item.managementId))],
    isReady: ({ readyAt }) => readyAt <= clock.now(),
    mayGrow: (item, memoryMiB) =>
      refusal(item.host, memoryMiB - (item.parked ? 0 : item.memoryMiB)),
    create(item, duration) {
      const { type, managementId, id, host = "", memoryMiB = 0, cores = 0 } = item;
      const room = refusal(host, memoryMiB);
      if (!room.ok) return room;
      if (find(managementId, type, id).length > 0)
        journal.append({ double: `${managementId} ${type} ${id}` });
      const put: LabItem = {
        serial: 1 + Math.max(0, ...state.items.keys()),
        type,
        managementId,
        id,
        readyAt: clock.now() + duration,
        goneAt: null,
        host,
        memoryMiB,
        cores,
        generation: item.generation ?? 1,
        shape: item.shape ?? null,
        visited: item.visited ?? false,
        runningAt: null,
        parked: false,
        configuredAt: null,
        configuredAs: null,
        installed: {},
        started: {},
      };
      journal.append({ put });
      return ok(put);
    },
    change(item, change) {
      const put = { ...item, ...change };
      journal.append({ put });
      return put;
    },
    remove(item, duration) {
      if (item.goneAt === null)
        journal.append({ put: { ...item, goneAt: clock.now() + duration } });
    },
    isDead: (host) => host !== "" && state.faults.deadHost === host,
    hasFullDisk: (host) => state.faults.fullDisk === host,
  };
}
