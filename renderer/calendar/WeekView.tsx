import { useLayoutEffect, useMemo, useRef, type ReactNode } from "react";
import { daemonNow, useDaemonNow } from "../live/running-charge.ts";
import styles from "./Calendar.module.css";
import type { Ways } from "./arrows.ts";
import { useCalendar } from "./calendar-state.ts";
import { dateAt, minuteOf, type Day } from "./days.ts";
import { EntryBlock, type Place } from "./EntryBlock.tsx";
import { firstSeen } from "./first-seen.ts";
import { hiddenOf, MoreOfDay } from "./MoreOfDay.tsx";
import { STEP_MINUTES } from "./moving.ts";
import { NothingBooked } from "./NothingBooked.tsx";
import { pickTime, type Point } from "./pick.ts";
import { timeBetween, type Moment } from "./picked-time.ts";
import { PickedBlock } from "./PickedBlock.tsx";
import { byName, type Drawn } from "./rows.ts";
import { useMoved } from "./use-moved.ts";
import { useArrows } from "./use-arrows.ts";
import type { Scale } from "./use-gesture.ts";
import { piecesOf, weekOf, type Piece } from "./week-layout.ts";
import { dayWords } from "./words.ts";

const HOUR_PIXELS = 44;
const WAYS: Ways = {
  earlier: "ArrowUp",
  later: "ArrowDown",
  "line before": "ArrowLeft",
  "line after": "ArrowRight",
};
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface WeekProps {
  readonly drawn: readonly Drawn[];
  readonly days: readonly Day[];
  readonly cores: number;
  readonly isOwn: (one: Drawn) => boolean;
}

/** Seven days side by side, by what the clock shows on each. */
export function WeekView({ drawn, days, cores, isOwn }: WeekProps): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const scroller = useOpening(drawn, days);
  const week = useMemo(() => weekOf(drawn, days, { zone, isOwn }), [drawn, days, zone, isOwn]);
  const moved = useMoved();
  useArrows(scroller, WAYS, false);
  const pieces =
    moved === null
      ? week.pieces
      : [
          ...week.pieces.filter((piece) => piece.drawn.id !== moved.id),
          ...piecesOf(moved, days, zone),
        ];
  return (
    <div
      className={styles["week"]}
      ref={scroller}
      // What scrolls can be scrolled by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Week"
      aria-describedby="calendar-ways"
    >
      <WeekHead days={days} shown={week.shown} />
      {week.pieces.length === 0 && <NothingBooked days={days} />}
      <div className={styles["weekBody"]} style={{ height: 24 * HOUR_PIXELS }}>
        <div className={styles["hours"]} aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour} style={{ top: hour * HOUR_PIXELS }}>
              {String(hour).padStart(2, "0")}:00
            </span>
          ))}
        </div>
        {/* With keys a time is typed, under Book…. */}
        <div
          className={styles["layer"]}
          onPointerDown={(event) => {
            const layer = event.currentTarget;
            pickTime(event, (from, to) =>
              timeBetween(
                momentIn(layer, from, Math.floor),
                momentIn(layer, to, Math.round),
                days,
                zone,
              ),
            );
          }}
        >
          {HOURS.map((hour) => (
            <div key={hour} className={styles["hourLine"]} style={{ top: hour * HOUR_PIXELS }} />
          ))}
          {days.map((day, index) => (
            <DayColumn key={day.date} day={day} place={index / 7} cores={cores} />
          ))}
          <NowLine days={days} />
          {inDomOrder(pieces).map((piece) => (
            <EntryBlock
              key={piece.key}
              drawn={piece.drawn}
              {...placeOf(piece)}
              scale={SCALE}
              isMoving={piece.drawn.id === moved?.id}
              end={piece.last ? "bottom" : "none"}
              isFurther={piece.drawn.start < (days[piece.day]?.start ?? 0)}
              line={piece.day}
              from={piece.from}
              to={piece.to}
            />
          ))}
          <PickedBlock days={days} />
        </div>
      </div>
    </div>
  );
}

/**
 * Opens a week so that what was led to, now and what is booked next is in sight: at once, and again when it has been
 * told what there is, unless somebody has scrolled meanwhile. A week that is turned to stays at the same time of day.
 */
function useOpening(drawn: readonly Drawn[], days: readonly Day[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const zone = useCalendar((calendar) => calendar.zone);
  const isTold = useCalendar((calendar) => calendar.days.has(days[0]?.start ?? 0));
  const sought = useCalendar((calendar) => calendar.sought);
  const opened = useRef<{ top: number; isTold: boolean; sought: number | null } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = opened.current?.sought === sought ? opened.current : null;
    if (element === null || last?.isTold === true) return;
    if (last === null || element.scrollTop === last.top) {
      const head = element.firstElementChild?.clientHeight ?? 0;
      const visible = ((element.clientHeight - head) / HOUR_PIXELS) * 60;
      const marks = marksOf({ drawn, days, zone, sought });
      element.scrollTop = (firstSeen(marks, visible) / 60) * HOUR_PIXELS;
    }
    opened.current = { top: element.scrollTop, isTold, sought };
  }, [drawn, days, zone, isTold, sought]);
  return scroller;
}

/** On the clock, of these days: what was led to, now, and when what is next begins. */
function marksOf(of: {
  readonly drawn: readonly Drawn[];
  readonly days: readonly Day[];
  readonly zone: string;
  readonly sought: number | null;
}): readonly number[] {
  const { drawn, days, zone, sought } = of;
  const now = daemonNow();
  const next = drawn.find(({ start }) => start > now)?.start;
  return [sought, now, next].flatMap((at) => {
    if (at === null || at === undefined) return [];
    const day = days.find(({ start, end }) => start <= at && at < end);
    return day === undefined ? [] : [minuteOf(day, at, zone)];
  });
}

/**
 * As they are read: by their start, copies in their order. By what is booked and not by where it is brought: nothing
 * changes its place among the others while it is moved, as the keyboard would fall off it.
 */
function inDomOrder(pieces: readonly Piece[]): readonly Piece[] {
  const start = ({ drawn }: Piece): number => Date.parse(drawn.entry.window.start);
  return pieces.toSorted(
    (a, b) =>
      start(a) - start(b) || byName(a.drawn.entry, b.drawn.entry) || (a.key < b.key ? -1 : 1),
  );
}

function placeOf({ day, from, to, lane, lanes }: Piece): Place {
  const width = (1 / 7 / lanes) * 100;
  return {
    left: `calc(${(day / 7) * 100}% + ${lane} * (${100 / 7 / lanes}% - ${10 / lanes}px) + 8px)`,
    width: `calc(${width}% - ${10 / lanes + 2}px)`,
    top: `${(from / 60) * HOUR_PIXELS}px`,
    height: `${Math.max(14, ((to - from) / 60) * HOUR_PIXELS - 2)}px`,
  };
}

/** Which day and time of the week a point is at, where the week is by now: it scrolls below the pointer. */
function momentIn(layer: HTMLElement, { x, y }: Point, whole: (steps: number) => number): Moment {
  const { left, top, width, height } = layer.getBoundingClientRect();
  const steps = (24 * 60) / STEP_MINUTES;
  return {
    day: within(6, Math.floor(((x - left) / width) * 7)),
    minute: within(steps, whole(((y - top) / height) * steps)) * STEP_MINUTES,
  };
}

function within(most: number, value: number): number {
  return Math.min(most, Math.max(0, value));
}

const SCALE: Scale = {
  byOf({ x, y }, { width }) {
    const steps = Math.round((y / HOUR_PIXELS) * (60 / STEP_MINUTES));
    return { days: Math.round(x / (width / 7)), minutes: steps * STEP_MINUTES };
  },
  arrows: {
    ArrowRight: { days: 1, minutes: 0 },
    ArrowLeft: { days: -1, minutes: 0 },
    ArrowDown: { days: 0, minutes: STEP_MINUTES },
    ArrowUp: { days: 0, minutes: -STEP_MINUTES },
  },
};

function WeekHead(props: {
  readonly days: readonly Day[];
  readonly shown: readonly number[];
}): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const told = useCalendar((calendar) => calendar.days);
  const today = dateAt(useDaemonNow(60_000), zone);
  return (
    <div className={styles["weekHead"]}>
      <span />
      {props.days.map((day, index) => (
        <div key={day.date} data-today={day.date === today || undefined}>
          <strong>{dayWords(day.start, zone)}</strong>
          <ClockChange day={day} />
          <MoreOfDay
            day={day}
            hidden={hiddenOf(told.get(day.start), props.shown[index])}
            line={index}
          />
        </div>
      ))}
    </div>
  );
}

/** Says of a day that it is longer or shorter than others. */
export function ClockChange({ day }: { readonly day: Day }): ReactNode {
  const hours = (day.end - day.start) / 3_600_000;
  if (hours === 24) return null;
  return <small className={styles["clockChange"]}>{hours} hours: clocks change</small>;
}

interface DayColumnProps {
  readonly day: Day;
  readonly place: number;
  readonly cores: number;
}

/** A day's background: how busy the lab is, at its left edge. */
function DayColumn({ day, place, cores }: DayColumnProps): ReactNode {
  const busy = useCalendar((calendar) => calendar.days.get(day.start)?.busy) ?? NOTHING;
  const most = Math.round((Math.max(0, ...busy) / Math.max(1, cores)) * 100);
  const words = most === 0 ? "Nothing is held" : `Up to ${most} % of the cores are held`;
  return (
    <div className={styles["day"]} style={{ left: `${place * 100}%` }}>
      <div
        className={styles["busy"]}
        role="img"
        aria-label={words}
        title={words}
        style={{ background: most === 0 ? undefined : gradientOf(busy, cores) }}
      />
    </div>
  );
}

const NOTHING: readonly number[] = [];

/** One background instead of an element for each half hour. */
function gradientOf(busy: readonly number[], cores: number): string {
  const stops = busy.map((held, part) => {
    const share = Math.round(Math.min(1, held / Math.max(1, cores)) * 100);
    const [from, to] = [(part / busy.length) * 100, ((part + 1) / busy.length) * 100];
    return `color-mix(in srgb, var(--warning) ${share}%, transparent) ${from}% ${to}%`;
  });
  return `linear-gradient(${stops.join(", ")})`;
}

function NowLine({ days }: { readonly days: readonly Day[] }): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const now = useDaemonNow(30_000);
  const index = days.findIndex(({ start, end }) => start <= now && now < end);
  const day = days[index];
  if (day === undefined) return null;
  const top = (minuteOf(day, now, zone) / 60) * HOUR_PIXELS;
  return (
    <div
      className={styles["nowLine"]}
      style={{ top, left: `${(index / 7) * 100}%`, width: `${100 / 7}%` }}
      role="img"
      aria-label="Now"
    />
  );
}
