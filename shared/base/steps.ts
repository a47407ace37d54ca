/** Work that can be left alone, or given up, between its steps; in the end it has a result. */
export type Steps<T> = Generator<undefined, T>;

/** The same for work that is good for something before its end: what is found so far; undefined for nothing new. */
export type Findings<T> = Generator<T | undefined, void>;

/** All of it at once. */
export function allAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** All of it at once: what was found last, if anything was. */
export function lastOf<T>(findings: Findings<T>): T | undefined {
  let last: T | undefined;
  for (const found of findings) last = found ?? last;
  return last;
}
