import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, type ReactNode, type RefObject } from "react";
import { IconCalendarOff } from "@tabler/icons-react";
import type { Pool } from "../../shared/pool/pool.ts";
import type { CalendarRow } from "../../shared/protocol/reservation.ts";
import { useDaemonNow } from "../live/running-charge.ts";
import { useBlocks } from "../live/use-blocks.ts";
import { usePersonName } from "../lab/use-lab.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import type { Ways } from "./arrows.ts";
import { shareOf, type Axis } from "./axis.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { STEP_MINUTES } from "./moving.ts";
import { pickTime, type Point } from "./pick.ts";
import { timeOnAxis } from "./picked-time.ts";
import { PickedBand } from "./PickedBlock.tsx";
import { outOfUseIn } from "./out-of-use.ts";
import { loadRows, showKeptRows, type RowsKey } from "./load.ts";
import { rowLines } from "./row-lines.ts";
import { rowOf } from "./rows.ts";
import { LANE_PIXELS, TimelineRow } from "./TimelineRow.tsx";
import { useArrows } from "./use-arrows.ts";
import type { Scale } from "./use-gesture.ts";
import { useKept } from "./use-kept.ts";
import { useMoved } from "./use-moved.ts";
import { dayWords, shownName, timeWords } from "./words.ts";

/** Between the lanes of one row and those of the next. */
const ROW_GAP = 8;
/** One above the other nobody looks through more bars than this in one row. */
const MOST = 30;
const MOST_OF_A_DAY = 200;
/** So many lanes are drawn beyond what is seen, so that quick scrolling shows no gaps. */
const OVERSCAN = 4;
/** What the rows are called takes so much; styles say it too. */
const TITLE_PIXELS = 170;
/** Lines of the hours, where a day is so wide. */
const HOUR_STEPS = 4;

const WAYS: Ways = {
  earlier: "ArrowLeft",
  later: "ArrowRight",
  "line before": "ArrowUp",
  "line after": "ArrowDown",
};

interface TimelineProps {
  readonly days: readonly Day[];
  readonly pool: Pool;
}

/** Bars over time, a row for each host, environment or person. Only what is in view is known and drawn. */
export function TimelineView({ days, pool }: TimelineProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  useArrows(scroller, WAYS, true);
  const time = useMemo(() => ({ start: days[0]?.start ?? 0, end: days.at(-1)?.end ?? 1 }), [days]);
  return (
    <div
      className={styles["timeline"]}
      ref={scroller}
      // What scrolls can be scrolled by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Timeline"
      aria-describedby="calendar-ways"
    >
      <div className={styles["timelineHead"]}>
        <span />
        <div>
          <Marks days={days} time={time} />
        </div>
      </div>
      <Rows pool={pool} time={time} isDay={days.length === 1} scroller={scroller} />
    </div>
  );
}

interface RowsProps {
  readonly pool: Pool;
  readonly time: Axis;
  readonly isDay: boolean;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Apart from the rest, which stays while one scrolls. */
function Rows({ pool, time, isDay, scroller }: RowsProps): ReactNode {
  const grouping = useCalendar((calendar) => calendar.grouping);
  const zone = useCalendar((calendar) => calendar.zone);
  const known = useCalendar((calendar) => calendar.rows);
  const personName = usePersonName();
  const scale = useMemo(() => scaleOf(time), [time]);
  const moved = useMoved();
  const { id, conditions, resources } = pool;
  const { hosts } = resources;
  const outOf = useMemo(
    () => outOfUseIn({ conditions, resources }, grouping, time, zone),
    [conditions, resources, grouping, time, zone],
  );
  const wanted = { pool: id, ...time, by: grouping, most: isDay ? MOST_OF_A_DAY : MOST };
  // Of another time, the rows stay where they are until it is known what is in them.
  const rows = useMemo(
    () => (known !== null && isOf(known.key, { pool: id, by: grouping }) ? known : null),
    [known, id, grouping],
  );
  const count = rows?.total ?? (grouping === "host" ? hosts.length : 0);
  const lines = useMemo(
    () => rowLines(count, (row) => lanesIn(rows?.known.get(row))),
    [count, rows],
  );
  const topOf = (row: number): number => lines.firstOf(row) * LANE_PIXELS + row * ROW_GAP;
  // By line, not by row: of a row that is higher than the window not all is drawn at once.
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines.total,
    getScrollElement: () => scroller.current,
    estimateSize: (line) => (lines.isLast(line) ? LANE_PIXELS + ROW_GAP : LANE_PIXELS),
    getItemKey: lines.keyOf,
    overscan: OVERSCAN,
  });
  const inView = virtual.getVirtualItems();
  const [top, bottom] = [inView[0]?.index ?? 0, inView.at(-1)?.index ?? -1];
  const [first, last] = [lines.rowOf(top), bottom < 0 ? -1 : lines.rowOf(bottom)];
  const titleOf = (index: number): string => {
    const told = rows?.known.get(index)?.title ?? "";
    if (grouping === "person") return personName(told);
    return grouping === "environment" ? shownName(told) : told;
  };
  const key = JSON.stringify(wanted);
  useBlocks({
    key,
    first,
    last: Math.max(0, last),
    total: known?.key === key ? known.total : null,
    has: (row) => known?.known.has(row) ?? false,
    load: (blocks, anew) => loadRows(wanted, blocks, anew),
  });
  useKept({ pool: id, key, told: known?.key ?? null }, (kept) => showKeptRows(wanted, kept, hosts));
  return (
    <>
      {rows?.total === 0 && (
        <EmptyState icon={IconCalendarOff} title="Nothing is booked in this time">
          Open a design and press “Book…”, or turn to another week.
        </EmptyState>
      )}
      <div
        className={styles["rows"]}
        style={{ height: topOf(count) }}
        onPointerDown={(event) => {
          const { left, right } = event.currentTarget.getBoundingClientRect();
          const first = left + TITLE_PIXELS;
          const share = ({ x }: Point): number => (x - first) / (right - first);
          if (event.clientX >= first)
            pickTime(event, (from, to) => timeOnAxis(share(from), share(to), time));
        }}
      >
        <NowMark time={time} />
        <PickedBand time={time} />
        {Array.from({ length: last - first + 1 }, (_, place) => first + place).map((index) => (
          <TimelineRow
            key={index}
            line={index}
            row={rows?.known.get(index)}
            title={titleOf(index)}
            top={topOf(index)}
            height={topOf(index + 1) - topOf(index)}
            first={Math.max(0, top - lines.firstOf(index))}
            last={Math.min(bottom, lines.firstOf(index + 1) - 1) - lines.firstOf(index)}
            moved={moved}
            out={outOf(rows?.known.get(index)?.id ?? "")}
            time={time}
            scale={scale}
          />
        ))}
      </div>
    </>
  );
}

/** The same pool and grouping, whatever the time. */
function isOf(key: string, { pool, by }: Pick<RowsKey, "pool" | "by">): boolean {
  const known = JSON.parse(key) as RowsKey;
  return known.pool === pool && known.by === by;
}

/** One of a row that is not known yet. */
function lanesIn(row: CalendarRow | undefined): number {
  return row === undefined ? 1 : rowOf(row).lanes;
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
