import { Text } from "@mantine/core";
import {
  memo,
  useMemo,
  useRef,
  type CSSProperties,
  type ReactElement,
  type RefObject,
} from "react";
import type { Condition } from "../../shared/pool/condition.ts";
import { outOfUseOf, type Steps } from "../../shared/pool/occupancy.ts";
import type { Pool, PoolHost } from "../../shared/pool/pool.ts";
import { rackKey } from "../../shared/pool/racks.ts";
import { useBlocks } from "../live/use-blocks.ts";
import { useLive, useOnline, useStaleSince } from "../live/state.ts";
import { cellWidth } from "../ui/grid/text-width.ts";
import { shortDay } from "../ui/local-time.ts";
import { evenRows, inFlow, useLeftBehind, useRowSlots } from "../ui/use-row-slots.ts";
import { AnswerFault } from "./AnswerFault.tsx";
import { keptOccupancy, keptWords } from "./kept-occupancy.ts";
import { scopeOf, selectScope, useLab } from "./lab-state.ts";
import week from "./Occupancy.module.css";
import { useOccupancy } from "./use-occupancy.ts";

export const DAYS = 7;
export const STEPS_PER_DAY = 8;
export const DAY_MS = 24 * 3_600_000;
const ROW_HEIGHT = 28;
const ROWS = evenRows(ROW_HEIGHT);
/** Rows kept beyond what is seen, so that quick scrolling shows no gaps. */
const OVERSCAN = 3;

interface StripsProps {
  readonly pool: Pool;
  readonly by: "rack" | "host";
  readonly scale: Steps;
}

/** A line for each rack or host: how full it is, and when it is out of use. */
export function OccupancyStrips({ pool, by, scale }: StripsProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const { occupancy: told, blocks } = useOccupancy({ pool: pool.id, by, scale });
  const kept = useKept(told === null, { pool, by, scale });
  const occupancy = told ?? kept?.occupancy ?? null;
  const hostsOf = useMemo(
    () => Map.groupBy(pool.resources.hosts, (host) => (by === "rack" ? rackKey(host) : host.id)),
    [pool, by],
  );
  const width = useMemo(() => {
    const titles = by === "rack" ? hostsOf.keys() : pool.resources.hosts.map(({ name }) => name);
    return cellWidth(titles, TITLE_WIDTHS);
  }, [by, hostsOf, pool]);
  const total = occupancy?.total ?? 0;
  const { rows } = useRowSlots({
    count: total,
    scroller,
    places: ROWS,
    overscan: OVERSCAN,
    headHeight: 0,
  });
  const inView = rows.length === 0 ? [0] : rows.map(({ index }) => index);
  useBlocks({ ...blocks, first: Math.min(...inView), last: Math.max(...inView) });
  const days = Array.from({ length: DAYS }, (_, day) => new Date(scale.from + day * DAY_MS));
  return (
    <>
      {occupancy !== null && occupancy.fault !== null && <AnswerFault fault={occupancy.fault} />}
      {kept !== null && (
        <Text size="sm" role="status">
          {kept.words}
        </Text>
      )}
      <div
        ref={scroller}
        className={week["strips"]}
        role="group"
        aria-label="Held this week"
        // Whoever was on a line that is scrolled away goes on from here.
        tabIndex={-1}
        style={{ "--titles": `${width}px` } as CSSProperties}
      >
        <div className={week["days"]} aria-hidden>
          <span />
          {days.map((day) => (
            <span key={day.getTime()}>{shortDay(day.getTime())}</span>
          ))}
          <span />
        </div>
        <div className={week["rows"]} style={{ height: ROWS.topOf(total) }}>
          {rows.map((row) => {
            const line = occupancy?.known.get(row.index);
            if (line === undefined) return null;
            const { key, style } = inFlow(row);
            return (
              <Strip
                key={key}
                id={line.key}
                title={line.title}
                percent={line.percent}
                hosts={hostsOf.get(scopeOf(line.key).id) ?? NONE}
                conditions={pool.conditions}
                scale={scale}
                top={row.top}
                order={style.readingOrder}
                scroller={scroller}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

/** What a rack or host is called is seen whole, as far as there is room. */
const TITLE_WIDTHS = { least: 120, most: 260 };
const NONE: readonly PoolHost[] = [];

/** What this window knows by itself, while there is no daemon to ask. */
function useKept(isUntold: boolean, { pool, by, scale }: StripsProps) {
  const online = useOnline();
  const since = useStaleSince();
  const timeline = useLive((live) => live.timelines[pool.id]);
  const isAway = isUntold && !online;
  return useMemo(
    () =>
      isAway && timeline !== undefined
        ? {
            occupancy: keptOccupancy(pool, timeline, by, scale),
            words: keptWords(timeline, scale, since),
          }
        : null,
    [isAway, timeline, pool, by, scale, since],
  );
}

/** Memoised: while one scrolls, most lines stay; the others' elements draw those that come: see useRowSlots. */
const Strip = memo(function Strip(props: {
  readonly id: string;
  readonly title: string;
  readonly percent: readonly number[];
  readonly hosts: readonly PoolHost[];
  readonly conditions: readonly Condition[];
  readonly scale: Steps;
  readonly top: number;
  /** Among the others, where browsers know of that. */
  readonly order: CSSProperties["readingOrder"];
  readonly scroller: RefObject<HTMLElement | null>;
}): ReactElement {
  const { id, title, percent, hosts, conditions, scale, top, order, scroller } = props;
  const element = useRef<HTMLButtonElement>(null);
  useLeftBehind(element, id, scroller);
  const selected = useLab((lab) => lab.selected.has(id));
  const out = useMemo(
    () => (conditions.length === 0 ? [] : outOfUseOf({ hosts }, conditions, scale)),
    [hosts, conditions, scale],
  );
  const mean = percent.reduce((sum, share) => sum + share, 0) / Math.max(1, percent.length);
  const most = Math.max(0, ...percent);
  const days = out.filter((part) => part > 0).length / STEPS_PER_DAY;
  const words = [
    `${meanText(mean)} held this week, ${most} % at most`,
    ...(days === 0 ? [] : [`out of use for ${daysText(days)}`]),
  ].join(", ");
  return (
    <button
      ref={element}
      type="button"
      className={week["strip"]}
      aria-pressed={selected}
      title={`${title}: ${words}`}
      style={{ transform: `translateY(${top}px)`, readingOrder: order }}
      onClick={() => selectScope(id === "rack/" ? null : scopeOf(id))}
    >
      <span className={week["title"]}>{title}</span>{" "}
      <span
        className={week["held"]}
        style={{ backgroundImage: [outImage(out), heldImage(percent), LINES].join(", ") }}
        aria-hidden
      />
      <span className={week["share"]}>{meanText(mean)}</span>
    </button>
  );
});

/** Little is more than nothing. */
function meanText(mean: number): string {
  return mean > 0 && mean < 1 ? "< 1 %" : `${Math.round(mean)} %`;
}

const LINES =
  "repeating-linear-gradient(to right, var(--line) 0 1px, transparent 1px calc(100% / 7))";

function daysText(days: number): string {
  if (days >= DAYS) return "all of it";
  return days < 1 ? "a part of a day" : `${Math.round(days)} of its days`;
}

/** One background instead of an element for each step. */
function heldImage(percent: readonly number[]): string {
  return stepsImage(percent, (share) =>
    share === 0
      ? "transparent"
      : `color-mix(in srgb, var(--accent) ${Math.min(100, 15 + Math.round(0.85 * share))}%, transparent)`,
  );
}

/** Along the lower edge. */
function outImage(out: readonly number[]): string {
  return stepsImage(out, (part) =>
    part === 0
      ? "transparent"
      : `color-mix(in srgb, var(--warning) ${40 + Math.round(60 * part)}%, transparent)`,
  );
}

function stepsImage(values: readonly number[], color: (value: number) => string): string {
  if (values.every((value) => value === 0)) return "none";
  const at = (step: number): string => `${((step / values.length) * 100).toFixed(2)}%`;
  // Alike steps are one stop: what the browser reads it reads again with each line that comes into view.
  const starts = values.flatMap((value, step) => (value === values[step - 1] ? [] : [step]));
  const stops = starts.map(
    (step, index) =>
      `${color(values[step] ?? 0)} ${at(step)} ${at(starts[index + 1] ?? values.length)}`,
  );
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
