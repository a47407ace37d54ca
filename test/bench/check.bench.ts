import { cpus, loadavg } from "node:os";
import { compareText } from "../../shared/topology/ids.ts";
import { largeDesign } from "../support/large-design.ts";
import { GESTURE_MIX, MANY } from "../support/random-session.ts";
import { timeSession, type EditTime, type SessionTimes } from "./editing.ts";
import { median, percentile, rangeOf, type BenchResult, type BenchRow } from "./measure.ts";

interface Size {
  readonly elements: number;
  readonly edits: number;
  /** How often the outcome is compared with a full check and quote, which are timed too. */
  readonly compareEvery: number;
  /** How often the same session is worked through. */
  readonly sessions: number;
  /** What 99 of 100 edits must stay below, in milliseconds. */
  readonly limit: number;
}

const SIZES: readonly Size[] = [
  { elements: 10_000, edits: 3000, compareEvery: 600, sessions: 5, limit: 1 },
  { elements: 100_000, edits: 1000, compareEvery: 500, sessions: 3, limit: 4 },
];

const CLOCKS = ["wall", "processor"] as const;
type Clock = (typeof CLOCKS)[number];

const isSingle = ({ kind }: EditTime): boolean => !kind.endsWith(` ${MANY}`);

/**
 * From an edit to the problems and the price of the next version, over a session of random gestures with undo
 * and redo, and in between a full check of what it led to. Problems and price are compared with full ones.
 * The same session is worked through several times and of each edit the middle time is taken: a machine that is
 * shared runs the same edits up to half as fast again from one minute to the next.
 */
export async function bench(): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  for (const size of SIZES) rows.push(...(await benchSize(size)));
  return { name: "Check", rows };
}

async function benchSize(size: Size): Promise<readonly BenchRow[]> {
  const design = largeDesign(size.elements);
  const sessions: SessionTimes[] = [];
  while (sessions.length < size.sessions)
    sessions.push(await timeSession(design, size.edits, size.compareEvery));
  const fullCheck = sessions.flatMap((times) => times.fullCheck);
  return [
    row(
      `full check, ${size.elements.toLocaleString("en")} elements`,
      fullCheck,
      "in between the edits, outcomes equal",
    ),
    row(
      "full quote",
      sessions.flatMap((times) => times.fullPrice),
      "the same",
    ),
    row(
      "first incremental check and price",
      sessions.map(({ first }) => first),
    ),
    ...editRows(sessions, median(fullCheck), size.limit),
  ];
}

/** The session with the middle of each edit's times. */
function middleTimes(sessions: readonly SessionTimes[]): readonly EditTime[] {
  const [first, ...others] = sessions.map(({ edits }) => edits);
  return (first ?? []).map((edit, index) => {
    const same = [edit, ...others.flatMap((edits) => edits[index] ?? [])];
    const middle = (clock: Clock): number => median(same.map((one) => one[clock]));
    return { kind: edit.kind, wall: middle("wall"), processor: middle("processor") };
  });
}

/**
 * All together, then each kind of gesture; what is done to many at once stands apart. Processor time too: on a
 * machine that does other things besides, it is what an edit costs, and the wall says how long it waited.
 */
function editRows(
  sessions: readonly SessionTimes[],
  full: number,
  limit: number,
): readonly BenchRow[] {
  const edits = middleTimes(sessions);
  const single = edits.filter(isSingle);
  const load = `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`;
  const rows = CLOCKS.flatMap((clock): readonly BenchRow[] => {
    const list = single.map((edit) => edit[clock]);
    const high = percentile(list, 0.99);
    const highs = sessions.map((session) =>
      percentile(
        session.edits.filter(isSingle).map((edit) => edit[clock]),
        0.99,
      ),
    );
    const ratio = (value: number): string =>
      `full check takes ${Math.round(full / value)} × as long`;
    return [
      row(`  an edit, ${clock} time, median`, list, ratio(median(list))),
      {
        ...row(
          `  an edit, ${clock} time, 99 of 100`,
          list,
          `limit ${limit} ms, ${ratio(high)}, ${load}; range and runs: of each session by itself`,
        ),
        value: high,
        range: rangeOf(highs),
        runs: highs.length,
      },
    ];
  });
  const kinds = [...Map.groupBy(edits, ({ kind }) => kind)].toSorted(([a], [b]) =>
    compareText(a, b),
  );
  return [
    ...rows,
    {
      what: "  memory tidied up after an edit",
      value: median(sessions.map(({ between }) => between)),
      unit: "ms",
      note: "processor time, on average; not in the edit's own, as each is a task of its own",
    },
    { what: "  gestures", value: single.length, unit: "edits", note: GESTURE_MIX },
    ...kinds.map(([kind, list]) => kindRow(kind, list)),
  ];
}

/** In processor time. */
function kindRow(kind: string, list: readonly EditTime[]): BenchRow {
  const times = list.map(({ processor }) => processor);
  const each = kind.endsWith(` ${MANY}`)
    ? `, ${(median(times) / MANY).toFixed(2)} ms for each of ${MANY}`
    : "";
  return row(`    ${kind}`, times, `99 of 100: ${percentile(times, 0.99).toFixed(2)} ms${each}`);
}

function row(what: string, list: readonly number[], note?: string): BenchRow {
  const base = { what, value: median(list), unit: "ms", range: rangeOf(list), runs: list.length };
  return note === undefined ? base : { ...base, note };
}
