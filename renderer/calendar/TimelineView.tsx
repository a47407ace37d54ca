import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, type ReactNode } from "react";
import { IconCalendarOff } from "@tabler/icons-react";
import type { PoolHost } from "../../shared/pool/pool.ts";
import { useDaemonNow } from "../live/running-bill.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { EntryBlock } from "./EntryBlock.tsx";
import { STEP_MINUTES } from "./moving.ts";
import { rowsOf, type Drawn, type Row } from "./rows.ts";
import type { Scale } from "./use-gesture.ts";
import { useMoved } from "./use-moved.ts";
import { dayWords, timeWords } from "./words.ts";

const LANE_PIXELS = 22;
/** A bar that is narrower cannot be hit. */
const LEAST_PIXELS = 6;
/** Lines of the hours, where a day is so wide. */
const HOUR_STEPS = 4;

interface TimelineProps {
  readonly drawn: readonly Drawn[];
  readonly days: readonly Day[];
  readonly hosts: readonly PoolHost[];
}

interface Axis {
  readonly start: number;
  readonly end: number;
}

/** Bars over time, a row for each host, environment or person. Only the rows in view are drawn. */
export function TimelineView({ drawn, days, hosts }: TimelineProps): ReactNode {
  const grouping = useCalendar((calendar) => calendar.grouping);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(drawn, grouping, hosts), [drawn, grouping, hosts]);
  const moved = useMoved(drawn);
  const time = useMemo(() => ({ start: days[0]?.start ?? 0, end: days.at(-1)?.end ?? 1 }), [days]);
  const scale = useMemo(() => scaleOf(time), [time]);
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.lanes ?? 1) * LANE_PIXELS + 8,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
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
      {rows.length === 0 && (
        <EmptyState icon={IconCalendarOff} title="Nothing is booked in this time">
          Open a design and press “Book…”, or turn to another week.
        </EmptyState>
      )}
      <div className={styles["rows"]} style={{ height: virtual.getTotalSize() }}>
        <NowMark time={time} />
        {virtual.getVirtualItems().map(({ key, index, start, size }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div
              key={key}
              className={styles["row"]}
              style={{ transform: `translateY(${start}px)`, height: size }}
              role="group"
              aria-label={row.title}
            >
              <span className={styles["rowTitle"]} title={row.title}>
                {row.title}
              </span>
              <Bars row={row} moved={moved} time={time} scale={scale} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface BarsProps {
  readonly row: Row;
  readonly moved: Drawn | null;
  readonly time: Axis;
  readonly scale: Scale;
}

function Bars({ row, moved, time, scale }: BarsProps): ReactNode {
  return (
    <div className={styles["bars"]}>
      {row.items.map((item) => {
        const drawn = item.id === moved?.id ? moved : item;
        const [left, right] = [shareOf(drawn.start, time), shareOf(drawn.end, time)];
        return (
          <EntryBlock
            key={item.id}
            drawn={drawn}
            scale={scale}
            end={drawn.end <= time.end ? "right" : "none"}
            place={{
              left: `${left * 100}%`,
              width: `max(${LEAST_PIXELS}px, ${(right - left) * 100}% - 1px)`,
              top: `${item.lane * LANE_PIXELS + 4}px`,
              height: `${LANE_PIXELS - 3}px`,
            }}
          />
        );
      })}
    </div>
  );
}

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
