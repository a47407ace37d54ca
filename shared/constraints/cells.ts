import { computed, signal } from "alien-signals";

/** Values by key, each a signal of its own, made when it is first read. */
export interface Cells<T> {
  read(key: string): T;
  /** Looks again at those keys that somebody has read. */
  refresh(keys: Iterable<string>): void;
}

export function createCells<T>(look: (key: string) => T): Cells<T> {
  const cells = new Map<string, ReturnType<typeof signal<T>>>();
  return {
    read: (key) => {
      let cell = cells.get(key);
      if (cell === undefined) cells.set(key, (cell = signal<T>(look(key))));
      return cell();
    },
    refresh: (keys) => {
      for (const key of keys) cells.get(key)?.(look(key));
    },
  };
}

/**
 * Answers by key that are worked out again when `version` moves on, and count as changed only when they
 * are no longer equal. Nobody reads them: nothing is worked out.
 */
export function createAnswers<T>(
  version: () => number,
  look: (key: string) => T,
  equal: (a: T, b: T) => boolean,
): (key: string) => T {
  const answers = new Map<string, () => T>();
  return (key) => {
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = computed<T>((previous) => {
        version();
        const next = look(key);
        return previous !== undefined && equal(previous, next) ? previous : next;
      });
      answers.set(key, answer);
    }
    return answer();
  };
}
