/** A sorted list made of runs: each id has the values it put there, in order of the ids. */
export interface SortedRuns<T> {
  /** Takes the place of what the id had before; an empty run takes the id out. */
  put(id: string, run: readonly T[]): void;
  get(id: string): readonly T[];
  /** Every run after the other; the same array until one of them changes. */
  all(): readonly T[];
  /** The same as it is now, put together only when somebody asks for it. */
  snapshot(): () => readonly T[];
}

/** Some runs in a row. It never changes, so that what was put together of it stays right. */
interface Piece<T> {
  readonly ids: readonly string[];
  readonly runs: readonly (readonly T[])[];
  /** One run after the other; put together once. */
  readonly values: () => readonly T[];
  /** The same, if they were put together already. */
  readonly known: () => readonly T[] | undefined;
}

/** So many runs are in a piece at most; a change copies one piece and the list of the pieces. */
const MOST = 256;

const NONE: readonly never[] = [];

/** Keeps the list up to date by the pieces that changed; a list that changed a lot is made anew. */
export function createSortedRuns<T>(compare: (a: string, b: string) => number): SortedRuns<T> {
  const runs = new Map<string, readonly T[]>();
  const changed = new Set<string>();
  let pieces: readonly Piece<T>[] = [];
  let latest: (() => readonly T[]) | undefined;
  const rebuild = (): void => {
    const ids = [...runs.keys()].sort(compare);
    const all = ids.map((id) => runs.get(id) ?? NONE);
    pieces = cut(pieceOf(ids, all), MOST / 2);
  };
  const patch = (): void => {
    const next = pieces.slice();
    // Those that belong to one piece stand together, so it is copied once.
    const ids = [...changed].sort(compare);
    // From the last on, so that a piece that is cut moves none that is still to come.
    for (let end = ids.length; end > 0;) {
      const last = ids[end - 1] ?? "";
      const at = Math.max(
        0,
        firstAfter(next, (piece) => compare(piece.ids[0] ?? "", last) > 0) - 1,
      );
      const first = next[at]?.ids[0] ?? "";
      const belongs = (id = ""): boolean => at === 0 || compare(id, first) >= 0;
      let start = end - 1;
      while (start > 0 && belongs(ids[start - 1])) start -= 1;
      const piece = withRuns(
        next[at] ?? pieceOf<T>(NONE, NONE),
        ids.slice(start, end),
        runs,
        compare,
      );
      if (piece.ids.length > MOST) next.splice(at, 1, ...cut(piece, MOST / 2));
      else if (piece.ids.length > 0) next[at] = piece;
      else next.splice(at, 1);
      end = start;
    }
    pieces = next;
  };
  const snapshot = (): (() => readonly T[]) => {
    if (changed.size * 8 > runs.size) rebuild();
    else if (changed.size > 0) patch();
    if (changed.size > 0) latest = undefined;
    changed.clear();
    return (latest ??= laterList(pieces));
  };
  return {
    put: (id, run) => {
      if (run.length > 0) runs.set(id, run);
      else if (!runs.delete(id)) return;
      changed.add(id);
    },
    get: (id) => runs.get(id) ?? NONE,
    all: () => snapshot()(),
    snapshot,
  };
}

function laterList<T>(pieces: readonly Piece<T>[]): () => readonly T[] {
  let list: readonly T[] | undefined;
  return () => (list ??= joined(pieces.map(({ values }) => values())));
}

function pieceOf<T>(ids: Piece<T>["ids"], runs: Piece<T>["runs"], values?: readonly T[]): Piece<T> {
  return { ids, runs, values: () => (values ??= joined(runs)), known: () => values };
}

/** Several lists as one; of long ones, `flatMap` takes ten times as long. */
export function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return new Array<T>().concat(...lists);
}

/** The piece with other runs for some ids, or without them; the ids are in order. */
function withRuns<T>(
  piece: Piece<T>,
  changed: readonly string[],
  known: ReadonlyMap<string, readonly T[]>,
  compare: (a: string, b: string) => number,
): Piece<T> {
  const ids = piece.ids.slice();
  const runs = piece.runs.slice();
  let values = piece.known();
  for (const id of changed) {
    const run = known.get(id);
    const at = firstAfter(ids, (other) => compare(other, id) >= 0);
    const there = ids[at] === id ? 1 : 0;
    // To copy what was put together is much quicker than to put it together again.
    const start = values === undefined ? 0 : lengthOf(runs, at);
    values = values?.toSpliced(start, there === 1 ? (runs[at]?.length ?? 0) : 0, ...(run ?? NONE));
    if (run === undefined) {
      ids.splice(at, there);
      runs.splice(at, there);
    } else if (there === 1) runs[at] = run;
    else {
      ids.splice(at, 0, id);
      runs.splice(at, 0, run);
    }
  }
  return pieceOf(ids, runs, values);
}

/** Of so many runs from the first on. */
function lengthOf(runs: readonly (readonly unknown[])[], end: number): number {
  let length = 0;
  for (let at = 0; at < end; at++) length += runs[at]?.length ?? 0;
  return length;
}

function cut<T>({ ids, runs }: Piece<T>, size: number): Piece<T>[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => {
    const [start, end] = [index * size, (index + 1) * size];
    return pieceOf(ids.slice(start, end), runs.slice(start, end));
  });
}

/** The place of the first item for which a test holds that holds for all after it too; else the length. */
function firstAfter<T>(sorted: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // In between, so there is one.
    if (test(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
