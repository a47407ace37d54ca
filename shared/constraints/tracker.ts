import type { Rule } from "./rule.ts";

/** One rule for one element; run again when what it read has changed. */
export interface Run {
  readonly rule: Rule;
  readonly id: string;
  /** Where it is noted as a reader. */
  readonly reads: Set<Run>[];
}

/**
 * Notes who reads what. Our own, not a signals library: nearly every one of the millions of runs reads nothing
 * but its own element, and costs nothing here, where a signal for each took three times a full check and 1.7 GB.
 */
export interface Tracker {
  /** Runs `work`; what it reads is noted for `run`, in place of what was. */
  track<T>(run: Run, work: () => T): T;
  /** Forgets what a run read. */
  release(run: Run): void;
  /** What runs now. */
  present(): Run | undefined;
  /** Adds the present run to some readers. */
  note(readers: Set<Run>): void;
  /** Marks some readers to be run again. */
  wake(readers: Iterable<Run>): void;
  /** Those marked since this was last called. */
  woken(): ReadonlySet<Run>;
}

export function createTracker(): Tracker {
  let present: Run | undefined;
  let marked = new Set<Run>();
  const release = (run: Run): void => {
    for (const readers of run.reads) readers.delete(run);
    run.reads.length = 0;
  };
  return {
    release,
    present: () => present,
    track: (run, work) => {
      release(run);
      present = run;
      try {
        return work();
      } finally {
        present = undefined;
      }
    },
    note: (readers) => {
      if (present === undefined) return;
      const { size } = readers;
      if (readers.add(present).size > size) present.reads.push(readers);
    },
    wake: (readers) => {
      for (const run of readers) marked.add(run);
    },
    woken: () => {
      const now = marked;
      marked = new Set();
      return now;
    },
  };
}
