import { setImmediate as nextTask } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { toInstant } from "../../shared/base/clock.ts";
import { Decimal } from "../../shared/base/money.ts";
import { runningCharges } from "../../shared/pricing/charges.ts";
import { expandCalendar } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { openRating } from "../../shared/pricing/engine/open/open-rating.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import { segmentSchema, type Segment } from "../../shared/pricing/engine/segments.ts";
import { OpenStatement } from "../../shared/pricing/open-statement.ts";
import { statement } from "../../shared/pricing/quote.ts";
import { seeded } from "../support/seeded.ts";
import { book, contract, month } from "./banded-book.ts";
import { median, percentile, processorTime, rangeOf, type BenchRow } from "./measure.ts";

const HOUR = 3_600_000;
const RUNNING = 10_000;
const EVENTS = 4000;
/** Not counted: until the machine code is there. */
const FIRST = 2000;
const LABS = 200;
/** Of each lab. */
const NODES = 10;
/** With which office hours begin: all that runs has another price from then on. A second passes with each event. */
const CHANGE = 3000;
const BEGIN = month.start + 6 * HOUR - CHANGE * 1000;

/** Of whom something is started or stopped, and who is asked at once what one lab is charged. */
interface Charged {
  tell(before: Segment | undefined, segment: Segment): void;
  charge(lab: string, now: number): unknown;
  /** Throws where it is not what all of it comes to, rated anew. */
  compare(told: readonly Segment[], now: number): void;
}

/** What a lab is charged after a machine of it was started or stopped, while thousands of others run. */
export async function liveRows(): Promise<readonly BenchRow[]> {
  return [
    ...(await rowsOf("live charge of one lab of 200", LABS, labOfMany())),
    ...(await rowsOf("live charge of a lab that runs them all", 1, watchedLab())),
  ];
}

/** One rating of all labs, where each unit counts towards the bands of all. */
function labOfMany(): Charged {
  const calendar = expandCalendar(book, contract, month);
  const open = openRating(book, contract, calendar);
  return {
    tell: (_, segment) => open.add(segment),
    charge: (lab, now) => sumOf(open.lines(now, lab)),
    compare: (told, now) => {
      const whole = rate(book, contract, told, { ...calendar, end: now });
      const own = whole.filter(({ environment }) => environment === "lab-0");
      same(open.lines(now, "lab-0"), own);
    },
  };
}

/** As the daemon follows an environment that somebody watches: what it is charged, and by the hour. */
function watchedLab(): Charged {
  const terms = { book, contract };
  const open = new OpenStatement(terms);
  return {
    tell: (before, segment) => open.change(before === undefined ? [] : [before], [segment]),
    charge: (_, now) => runningCharges(open, book, now),
    compare: (told, now) => {
      const ended = new Set(told.filter(({ end }) => end !== null).map(beginningOf));
      const segments = told.filter((one) => one.end !== null || !ended.has(beginningOf(one)));
      same(open.rated(now), statement({ terms, segments, now: toInstant(now) }));
    },
  };
}

/** Each event is a task of its own, as in the daemon: see `timeSession`. */
async function rowsOf(what: string, labs: number, charged: Charged): Promise<readonly BenchRow[]> {
  const random = seeded(12);
  const told: Segment[] = [];
  const running: Segment[] = [];
  const start = (at: number, instant: number): void => {
    const segment = machine(at, labs, instant);
    told.push(segment);
    running[at] = segment;
    charged.tell(undefined, segment);
  };
  for (let at = 0; at < RUNNING; at += 1) start(at, month.start + Math.ceil(random() * HOUR));
  let now = BEGIN;
  charged.charge("lab-0", now);
  const times: number[] = [];
  for (let event = 1; event <= FIRST + EVENTS; event += 1) {
    const at = Math.floor(random() * RUNNING);
    now += 1000;
    const before = running[at];
    if (before === undefined) throw new Error(`machine ${at} does not run`);
    const stop = { ...before, end: toInstant(now) };
    told.push(stop);
    const begun = processorTime();
    charged.tell(before, stop);
    charged.charge(before.environment, now + 500);
    times.push(processorTime() - begun);
    start(at, now + 700);
    await nextTask();
  }
  charged.compare(told, now + 900);
  const counted = times.slice(FIRST);
  const base = { unit: "ms", runs: counted.length };
  const note = `${RUNNING.toLocaleString("en")} running; the thread's processor time`;
  const [change = NaN] = times.slice(CHANGE - 1);
  return [
    { ...base, what, value: median(counted), range: rangeOf(counted), note },
    { ...base, what: "the same, 99 of 100 within", value: percentile(counted, 0.99) },
    { what: "the same, as office hours begin", value: change, unit: "ms", runs: 1, note: "once" },
  ];
}

function machine(at: number, labs: number, start: number): Segment {
  const node = `node-${Math.floor(at / labs) % NODES}`;
  return segmentSchema.parse({
    environment: `lab-${at % labs}`,
    node,
    instance: `${node}.${at}`,
    meter: "instance",
    item: "small",
    level: "1",
    start: toInstant(start),
    end: null,
  });
}

function beginningOf({ instance, start }: Segment): string {
  return `${instance} ${start}`;
}

function sumOf(lines: readonly RatedLine[]): string {
  return lines.reduce((sum, { rounded }) => sum.plus(rounded), new Decimal(0)).toFixed();
}

function same(kept: unknown, anew: unknown): void {
  if (!isDeepStrictEqual(kept, anew)) throw new Error("what was kept open is not what it is anew");
}
