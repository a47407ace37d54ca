import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";
import { readingFinder, type Reading } from "../../shared/pricing/review/readings.ts";

/** What lines were made from, put together when somebody asks; null where there is nothing. */
export type LazyInputs = () => RatingInputs | null;

/** Does a work when it is first asked for, and never again. */
export function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null;
  return () => (done ??= { value: work() }).value;
}

/** Finds readings as {@link readingFinder} does; nothing is looked through before somebody asks. */
export function lazyReadings(inputs: LazyInputs): (line: RatedLine) => readonly Reading[] {
  const finder = once(() => {
    const known = inputs();
    return known === null ? null : readingFinder(known);
  });
  return (line) => finder()?.(line) ?? [];
}
