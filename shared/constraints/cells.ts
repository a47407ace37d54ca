import { signal } from "alien-signals";

/** Values by key, each a signal of its own, made when it is first read. */
export interface Cells<T> {
  read(key: string): T;
  /** Looks again at those of these keys that somebody has read; all that were read when none are given. */
  refresh(keys?: Iterable<string>): void;
}

/** Reading a cell notes the read; refreshing it wakes its readers only when its value is no longer equal. */
export function createCells<T>(
  look: (key: string) => T,
  equal: (a: T, b: T) => boolean = Object.is,
): Cells<T> {
  const cells = new Map<string, { readonly signal: Signal<T>; value: T }>();
  return {
    read: (key) => {
      let cell = cells.get(key);
      if (cell === undefined) {
        const value = look(key);
        cells.set(key, (cell = { signal: signal<T>(value), value }));
      }
      return cell.signal();
    },
    refresh: (keys = cells.keys()) => {
      for (const key of keys) {
        const cell = cells.get(key);
        if (cell === undefined) continue;
        const value = look(key);
        if (equal(cell.value, value)) continue;
        cell.value = value;
        cell.signal(value);
      }
    },
  };
}

type Signal<T> = ReturnType<typeof signal<T>>;
