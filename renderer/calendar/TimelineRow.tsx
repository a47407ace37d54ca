import { memo, useMemo, type ReactNode } from "react";
import type { CalendarRow } from "../../shared/protocol/reservation.ts";
import { daemonNow } from "../live/running-charge.ts";
import { shareOf, type Axis } from "./axis.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { dateAt } from "./days.ts";
import { EntryBlock } from "./EntryBlock.tsx";
import { showDay } from "./MoreOfDay.tsx";
import type { OutOfUse } from "./out-of-use.ts";
import { rowOf, type Drawn } from "./rows.ts";
import { stopProps } from "./use-arrows.ts";
import type { Scale } from "./use-gesture.ts";

export const LANE_PIXELS = 22;
/** A bar that is narrower cannot be hit. */
const LEAST_PIXELS = 6;

interface RowProps {
  /** Which row it is, from above. */
  readonly line: number;
  /** Not there before it came. */
  readonly row: CalendarRow | undefined;
  readonly title: string;
  readonly top: number;
  readonly height: number;
  /** The lanes that are in view. */
  readonly first: number;
  readonly last: number;
  readonly moved: Drawn | null;
  readonly out: readonly OutOfUse[];
  readonly time: Axis;
  readonly scale: Scale;
}

/** Of a row with many lanes only those in view are drawn. Memoised: while one scrolls, most rows stay. */
export const TimelineRow = memo(function TimelineRow(props: RowProps): ReactNode {
  const { line, title, top, height, first, last, moved, out, time, scale } = props;
  const row = useMemo(() => (props.row === undefined ? null : rowOf(props.row)), [props.row]);
  return (
    <div
      className={styles["row"]}
      style={{ top, height }}
      role="group"
      aria-label={title}
      aria-busy={row === null || undefined}
    >
      <span className={styles["rowTitle"]} title={title}>
        <span className={styles["rowName"]}>{title}</span>
        {row !== null && row.hidden > 0 && <More line={line} hidden={row.hidden} time={time} />}
      </span>
      <div className={styles["bars"]}>
        {out.map((span) => (
          <Out key={span.id} span={span} time={time} />
        ))}
        {row?.items
          .filter(({ start, end }) => end > time.start && start < time.end)
          // What is being moved is not lost with its place.
          .filter(({ id, lane }) => (lane >= first && lane <= last) || id === moved?.id)
          .map((item) => (
            <Bar
              key={item.id}
              drawn={item.id === moved?.id ? moved : item}
              line={line}
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

/** Behind the bars: they may lie over it, of those who stay to their end. */
function Out({ span, time }: { readonly span: OutOfUse; readonly time: Axis }): ReactNode {
  const [left, right] = [shareOf(span.start, time), shareOf(span.end, time)];
  return (
    <span
      className={styles["out"]}
      role="img"
      aria-label={span.words}
      title={span.words}
      style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
    />
  );
}

/** What there is no room for is shown where there is more: in a shorter time. */
function More({
  line,
  hidden,
  time,
}: Pick<BarProps, "line" | "time"> & { readonly hidden: number }): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const span = useCalendar((calendar) => calendar.span);
  if (span === 1) return <small>and {hidden} more</small>;
  return (
    <button
      type="button"
      className={styles["more"]}
      {...stopProps({ line, from: Infinity, to: Infinity })}
      onClick={() =>
        showDay(dateAt(Math.min(time.end - 1, Math.max(time.start, daemonNow())), zone))
      }
    >
      + {hidden} more
    </button>
  );
}

interface BarProps {
  readonly drawn: Drawn;
  readonly line: number;
  readonly lane: number;
  readonly isMoving: boolean;
  readonly time: Axis;
  readonly scale: Scale;
}

/** Of the whole time that is shown: nobody reads what is on a bar that is shorter. */
const NARROW = 0.025;

const Bar = memo(function Bar(props: BarProps): ReactNode {
  const { drawn, line, lane, isMoving, time, scale } = props;
  const [left, right] = [shareOf(drawn.start, time), shareOf(drawn.end, time)];
  return (
    <EntryBlock
      drawn={drawn}
      scale={scale}
      isMoving={isMoving}
      line={line}
      from={drawn.start}
      to={drawn.end}
      isNarrow={right - left < NARROW}
      end={drawn.end <= time.end ? "right" : "none"}
      // Short ones at the end stay within the row: to clip each row would be work each time that one scrolls.
      left={`min(${left * 100}%, 100% - ${LEAST_PIXELS}px)`}
      width={`max(${LEAST_PIXELS}px, ${(right - left) * 100}% - 1px)`}
      top={`${lane * LANE_PIXELS + 4}px`}
      height={`${LANE_PIXELS - 3}px`}
    />
  );
});
