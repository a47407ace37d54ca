import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useLayoutEffect, useMemo, useRef, type ReactNode } from "react";
import { IconCalendarOff } from "@tabler/icons-react";
import type { Pool } from "../../shared/pool/pool.ts";
import type { CalendarRow } from "../../shared/protocol/reservation.ts";
import { daemonNow, useDaemonNow } from "../live/running-charge.ts";
import { useBlocks } from "../live/use-blocks.ts";
import { usePersonName } from "../lab/use-lab.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { dateAt, type Day } from "./days.ts";
import { EntryBlock } from "./EntryBlock.tsx";
import { STEP_MINUTES } from "./moving.ts";
import { loadRows, showKeptRows, type RowsKey } from "./load.ts";
import { drawnOf, rowOf, type Drawn } from "./rows.ts";
import type { Scale } from "./use-gesture.ts";
import { useKept } from "./use-kept.ts";
import { useMoved } from "./use-moved.ts";
import { dayWords, shownName, timeWords } from "./words.ts";

const LANE_PIXELS = 22;
/** A bar that is narrower cannot be hit. */
const LEAST_PIXELS = 6;
/** One above the other nobody looks through more bars than this in one row. */
const MOST = 30;
const MOST_OF_A_DAY = 200;
/** Lines of the hours, where a day is so wide. */
const HOUR_STEPS = 4;

interface TimelineProps {
  readonly days: readonly Day[];
  readonly pool: Pool;
}

interface Axis {
  readonly start: number;
  readonly end: number;
}

/** Bars over time, a row for each host, environment or person. Only the rows in view are known and drawn. */
export function TimelineView({ days, pool }: TimelineProps): ReactNode {
  const grouping = useCalendar((calendar) => calendar.grouping);
  const known = useCalendar((calendar) => calendar.rows);
  const entries = useCalendar((calendar) => calendar.entries);
  const personName = usePersonName();
  const scroller = useRef<HTMLDivElement>(null);
  const time = useMemo(() => ({ start: days[0]?.start ?? 0, end: days.at(-1)?.end ?? 1 }), [days]);
  const scale = useMemo(() => scaleOf(time), [time]);
  const drawn = useMemo(() => drawnOf(entries), [entries]);
  const moved = useMoved(drawn);
  const { hosts } = pool.resources;
  const most = days.length === 1 ? MOST_OF_A_DAY : MOST;
  const wanted = { pool: pool.id, ...time, by: grouping, most };
  // Of another time, the rows stay where they are until it is known what is in them.
  const rows = known !== null && isOf(known.key, wanted) ? known : null;
  const count = rows?.total ?? (grouping === "host" ? hosts.length : 0);
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows?.known.get(index)),
    overscan: 4,
  });
  // What rows are like is known only once they came.
  useLayoutEffect(() => virtual.measure(), [virtual, rows]);
  const inView = virtual.getVirtualItems();
  const titleOf = (index: number): string => {
    const told = rows?.known.get(index)?.title ?? "";
    if (grouping === "person") return personName(told);
    return grouping === "environment" ? shownName(told) : told;
  };
  const key = JSON.stringify(wanted);
  useBlocks({
    key,
    first: inView[0]?.index ?? 0,
    last: inView.at(-1)?.index ?? 0,
    total: known?.key === key ? known.total : null,
    has: (row) => known?.known.has(row) ?? false,
    load: (blocks, anew) => loadRows(wanted, blocks, anew),
  });
  useKept({ pool: pool.id, key, told: known?.key ?? null }, (kept) =>
    showKeptRows(wanted, kept, hosts),
  );
  return (
    <div
      className={styles["timeline"]}
      ref={scroller}
      // What scrolls can be scrolled by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Timeline"
    >
      <div className={styles["timelineHead"]}>
        <span />
        <div>
          <Marks days={days} time={time} />
        </div>
      </div>
      {rows?.total === 0 && (
        <EmptyState icon={IconCalendarOff} title="Nothing is booked in this time">
          Open a design and press “Book…”, or turn to another week.
        </EmptyState>
      )}
      <div className={styles["rows"]} style={{ height: virtual.getTotalSize() }}>
        <NowMark time={time} />
        {inView.map(({ index, start, size }) => (
          <TimelineRow
            key={index}
            row={rows?.known.get(index)}
            title={titleOf(index)}
            top={start}
            height={size}
            moved={moved}
            time={time}
            scale={scale}
          />
        ))}
      </div>
    </div>
  );
}

/** The same pool and grouping, whatever the time. */
function isOf(key: string, { pool, by }: RowsKey): boolean {
  const known = JSON.parse(key) as RowsKey;
  return known.pool === pool && known.by === by;
}

function heightOf(row: CalendarRow | undefined): number {
  return (row === undefined ? 1 : rowOf(row).lanes) * LANE_PIXELS + 8;
}

interface RowProps {
  /** Not there before it came. */
  readonly row: CalendarRow | undefined;
  readonly title: string;
  readonly top: number;
  readonly height: number;
  readonly moved: Drawn | null;
  readonly time: Axis;
  readonly scale: Scale;
}

/** Memoised: while one scrolls, most rows stay. */
const TimelineRow = memo(function TimelineRow(props: RowProps): ReactNode {
  const { title, top, height, moved, time, scale } = props;
  const row = useMemo(() => (props.row === undefined ? null : rowOf(props.row)), [props.row]);
  return (
    <div
      className={styles["row"]}
      style={{ transform: `translateY(${top}px)`, height }}
      role="group"
      aria-label={title}
    >
      <span className={styles["rowTitle"]} title={title}>
        {title}
        {row !== null && row.hidden > 0 && <More hidden={row.hidden} time={time} />}
      </span>
      <div className={styles["bars"]}>
        {row?.items
          .filter(({ start, end }) => end > time.start && start < time.end)
          .map((item) => (
            <Bar
              key={item.id}
              drawn={item.id === moved?.id ? moved : item}
              lane={item.lane}
              isMoving={item.id === moved?.id}
              time={time}
              scale={scale}
            />
          ))}
      </div>
    </div>
  );
});

/** What there is no room for is shown where there is more: in a shorter time. */
function More({ hidden, time }: { readonly hidden: number; readonly time: Axis }): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const span = useCalendar((calendar) => calendar.span);
  if (span === 1) return <small> and {hidden} more</small>;
  return (
    <button
      type="button"
      className={styles["more"]}
      onClick={() =>
        useCalendar.setState({
          span: 1,
          date: dateAt(Math.min(time.end - 1, Math.max(time.start, daemonNow())), zone),
        })
      }
    >
      + {hidden} more
    </button>
  );
}

interface BarProps {
  readonly drawn: Drawn;
  readonly lane: number;
  readonly isMoving: boolean;
  readonly time: Axis;
  readonly scale: Scale;
}

/** Of the whole time that is shown: nobody reads what is on a bar that is shorter. */
const NARROW = 0.025;

const Bar = memo(function Bar(props: BarProps): ReactNode {
  const { drawn, lane, isMoving, time, scale } = props;
  const [left, right] = [shareOf(drawn.start, time), shareOf(drawn.end, time)];
  return (
    <EntryBlock
      drawn={drawn}
      scale={scale}
      isMoving={isMoving}
      isNarrow={right - left < NARROW}
      end={drawn.end <= time.end ? "right" : "none"}
      left={`${left * 100}%`}
      width={`max(${LEAST_PIXELS}px, ${(right - left) * 100}% - 1px)`}
      top={`${lane * LANE_PIXELS + 4}px`}
      height={`${LANE_PIXELS - 3}px`}
    />
  );
});

function shareOf(at: number, { start, end }: Axis): number {
  return Math.min(1, Math.max(0, (at - start) / (end - start)));
}

/** Days, and hours where there is room for them. */
function Marks({ days, time }: { readonly days: readonly Day[]; readonly time: Axis }): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const everyHours = days.length === 1 ? HOUR_STEPS / 2 : 0;
  const hours =
    everyHours === 0
      ? []
      : Array.from(
          { length: Math.floor((time.end - time.start) / 3_600_000 / everyHours) },
          (_, index) => time.start + index * everyHours * 3_600_000,
        );
  return (
    <>
      {days.map((day, index) => (
        <span
          key={day.date}
          style={{ left: `${shareOf(day.start, time) * 100}%` }}
          data-week={index % 7 === 0 || undefined}
        >
          {(days.length <= 7 || index % 7 === 0) && dayWords(day.start, zone)}
        </span>
      ))}
      {hours.map((at) => (
        <span key={at} data-hour style={{ left: `${shareOf(at, time) * 100}%` }}>
          {timeWords(at, zone)}
        </span>
      ))}
    </>
  );
}

function NowMark({ time }: { readonly time: Axis }): ReactNode {
  const now = useDaemonNow(30_000);
  if (now < time.start || now >= time.end) return null;
  return (
    <div className={styles["nowTrack"]}>
      <div
        className={styles["nowMark"]}
        style={{ left: `${shareOf(now, time) * 100}%` }}
        role="img"
        aria-label="Now"
      />
    </div>
  );
}

function scaleOf({ start, end }: Axis): Scale {
  const later = { days: 0, minutes: STEP_MINUTES };
  return {
    byOf({ x }, { width }) {
      const minutes = ((end - start) / 60_000) * (x / width);
      return { days: 0, minutes: Math.round(minutes / STEP_MINUTES) * STEP_MINUTES };
    },
    arrows: {
      ArrowRight: later,
      ArrowLeft: { days: 0, minutes: -STEP_MINUTES },
      ArrowDown: { days: 1, minutes: 0 },
      ArrowUp: { days: -1, minutes: 0 },
    },
  };
}
