import type { Rule, RuleScope } from "./rule.ts";

/** One rule for one element; run again when what it read has changed. */
export interface Run {
  /** null for an answer that is made of other answers (see derived.ts). */
  readonly rule: Rule | null;
  readonly id: string;
  /** Where it is noted as a reader. */
  readonly reads: Set<Run>[];
  /** True once it read anything besides the content of its own node; see clean-content.ts. */
  readsMore?: boolean;
  /** Makes such an answer again, before any rule is run. */
  readonly again?: () => void;
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
  /** Marks some rules of a scope to be run again for one element. */
  wakeRules(scope: RuleScope, rules: Iterable<Rule>, id: string): void;
  /** Marks nothing for these elements any more: all of their rules are run anyway, until marks are taken. */
  expect(fresh: Fresh): void;
  /** Which rules were marked for each element since this was last called. */
  woken(): Woken;
}

/** Elements that are new. */
export type Fresh = Readonly<Record<RuleScope, ReadonlySet<string>>>;

export type Woken = Readonly<Record<RuleScope, ReadonlyMap<string, ReadonlySet<Rule>>>>;

export function createTracker(): Tracker {
  let present: Run | undefined;
  let marked = noMarks();
  let expected = NOTHING;
  const stale = new Set<Run>();
  const marks = (scope: RuleScope, id: string): Set<Rule> => {
    let rules = marked[scope].get(id);
    if (rules === undefined) marked[scope].set(id, (rules = new Set()));
    return rules;
  };
  const release = (run: Run): void => {
    for (const readers of run.reads) readers.delete(run);
    run.reads.length = 0;
  };
  return {
    release,
    present: () => present,
    track: (run, work) => {
      release(run);
      const around = present;
      present = run;
      try {
        return work();
      } finally {
        present = around;
      }
    },
    note: (readers) => {
      if (present === undefined) return;
      present.readsMore = true;
      const { size } = readers;
      if (readers.add(present).size > size) present.reads.push(readers);
    },
    wake: (readers) => {
      for (const run of readers)
        if (run.rule === null) stale.add(run);
        else marks(run.rule.scope, run.id).add(run.rule);
    },
    expect: (fresh) => {
      expected = fresh;
    },
    wakeRules: (scope, rules, id) => {
      if (expected[scope].has(id)) return;
      const own = marks(scope, id);
      for (const rule of rules) own.add(rule);
    },
    woken: () => {
      for (const run of stale) {
        stale.delete(run);
        run.again?.();
      }
      const now = marked;
      marked = noMarks();
      expected = NOTHING;
      return now;
    },
  };
}

const NOTHING: Fresh = { design: new Set(), node: new Set(), link: new Set() };

function noMarks(): Record<RuleScope, Map<string, Set<Rule>>> {
  return { design: new Map(), node: new Map(), link: new Map() };
}
