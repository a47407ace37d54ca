import type { Run, Tracker } from "./tracker.ts";

/** Values by key, kept while somebody reads them. */
export interface Cells<T> {
  readonly read: (key: string) => T;
  /** Looks again at those of these keys that somebody reads; at all of those when none are given. */
  readonly refresh: (keys?: Iterable<string>) => void;
  readonly size: () => number;
}

interface Cell<T> {
  value: T;
  readonly readers: Set<Run>;
}

/** Reading a cell notes the read; refreshing it wakes its readers only when its value is no longer equal. */
export function createCells<T>(
  tracker: Tracker,
  look: (key: string) => T,
  equal: (a: T, b: T) => boolean = Object.is,
): Cells<T> {
  const cells = new Map<string, Cell<T>>();
  return {
    read: (key) => {
      let cell = cells.get(key);
      if (cell === undefined) cells.set(key, (cell = { value: look(key), readers: new Set() }));
      tracker.note(cell.readers);
      return cell.value;
    },
    refresh: (keys = cells.keys()) => {
      for (const key of keys) {
        const cell = cells.get(key);
        if (cell === undefined) continue;
        if (cell.readers.size === 0) {
          cells.delete(key);
          continue;
        }
        const value = look(key);
        if (equal(cell.value, value)) continue;
        cell.value = value;
        tracker.wake(cell.readers);
      }
    },
    size: () => cells.size,
  };
}

/** Cells of cells: those of one place are let go when nobody reads any of them. */
export function createCellsBy<T>(create: (place: string) => Cells<T>) {
  const places = new Map<string, Cells<T>>();
  return {
    of: (place: string): Cells<T> => {
      let cells = places.get(place);
      if (cells === undefined) places.set(place, (cells = create(place)));
      return cells;
    },
    refresh: (changed: Iterable<string>): void => {
      for (const place of changed) {
        places.get(place)?.refresh();
        if (places.get(place)?.size() === 0) places.delete(place);
      }
    },
  };
}
