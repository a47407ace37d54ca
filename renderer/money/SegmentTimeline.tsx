import { Text } from "@mantine/core";
import { useId, type ReactElement } from "react";
import type { Span, WindowSpan } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { localTime } from "../ui/local-time.ts";
import styles from "./Explain.module.css";
import { lengthWords } from "./row-words.ts";

/** Copies that have a lane of their own. */
const LANES = 12;
const WIDTH = 1000;
const LANE = 14;
const STRIP = 16;

interface TimelineProps {
  readonly line: RatedLine;
  readonly readings: readonly Reading[];
  readonly windows: readonly WindowSpan[];
}

/** When what a line charges was used: a lane for each copy, below the rate windows; what is charged here is filled. */
export function SegmentTimeline({ line, readings, windows }: TimelineProps): ReactElement {
  const title = useId();
  const span = spanOf(line, readings);
  const lanes = [...Map.groupBy(readings, ({ instance }) => instance)];
  const shown = lanes.slice(0, LANES);
  const strip = windows.length === 0 ? 0 : STRIP;
  const height = strip + shown.length * LANE;
  const place = placer(span);
  const inside = windows.filter(({ start, end }) => start < span.end && end > span.start);
  return (
    <figure className={styles["timeline"]}>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        preserveAspectRatio="none"
        height={height}
        width="100%"
        role="img"
        aria-labelledby={title}
      >
        <title id={title}>{summary(line, readings, span)}</title>
        {inside.map(({ start, end, window }) => (
          <rect
            key={start}
            {...place({ start, end })}
            y={0}
            height={height}
            className={styles["window"]}
            data-own={window === line.window || undefined}
          >
            <title>{`${window}: ${times({ start, end })}`}</title>
          </rect>
        ))}
        {shown.map(([instance, own], lane) => (
          <Lane
            key={instance}
            readings={own}
            y={strip + lane * LANE + 3}
            place={place}
            title={instance}
          />
        ))}
      </svg>
      <figcaption className={styles["axis"]}>
        <span>{localTime(new Date(span.start).toISOString())}</span>
        {line.window !== "" && (
          <span>
            <i className={styles["key"]} /> {line.window}
          </span>
        )}
        <span>{localTime(new Date(span.end).toISOString())}</span>
      </figcaption>
      {lanes.length > LANES && (
        <Text size="xs" c="dimmed">
          and {lanes.length - LANES} more copies
        </Text>
      )}
    </figure>
  );
}

type Place = (span: Span) => { readonly x: number; readonly width: number };

function Lane(props: {
  readonly readings: readonly Reading[];
  readonly y: number;
  readonly place: Place;
  readonly title: string;
}): ReactElement {
  const { readings, y, place, title } = props;
  const height = LANE - 6;
  return (
    <g>
      {readings.map((reading) => (
        <g key={`${reading.start} ${reading.segment.id ?? ""} ${reading.segment.session}`}>
          <title>{`${title}: ${times(reading)}`}</title>
          <rect {...place(reading)} y={y} height={height} className={styles["reading"]} />
          {reading.spans.map((span) => (
            <rect
              key={span.start}
              {...place(span)}
              y={y}
              height={height}
              className={styles["charged"]}
              data-estimated={reading.segment.quality === "estimated" || undefined}
            />
          ))}
        </g>
      ))}
    </g>
  );
}

/** A little around what was used, within the line's own time where that is not much longer. */
function spanOf(line: RatedLine, readings: readonly Reading[]): Span {
  const starts = readings.map(({ start }) => start);
  const ends = readings.map(({ end }) => end);
  const [from, to] = [Math.min(...starts), Math.max(...ends)];
  const around = Math.max((to - from) * 0.05, 60_000);
  const whole = { start: Date.parse(line.start), end: Date.parse(line.end) };
  return {
    start: Math.max(from - around, Math.min(whole.start, from)),
    end: Math.min(to + around, Math.max(whole.end, to)),
  };
}

function placer(whole: Span): Place {
  const length = Math.max(1, whole.end - whole.start);
  const at = (time: number): number =>
    (Math.min(Math.max(time, whole.start), whole.end) - whole.start) * (WIDTH / length);
  return ({ start, end }) => ({ x: at(start), width: Math.max(2, at(end) - at(start)) });
}

function times({ start, end }: Span): string {
  const [from, to] = [start, end].map((at) => localTime(new Date(at).toISOString()));
  return `${from} – ${to}, ${lengthWords(end - start)}`;
}

function summary({ window }: RatedLine, readings: readonly Reading[], span: Span): string {
  const charged = readings
    .flatMap(({ spans }) => spans)
    .reduce((sum, { start, end }) => sum + end - start, 0);
  const where = window === "" ? "" : ` in the rate window ${window}`;
  return `${readings.length} readings, ${lengthWords(charged)}${where}, between ${times(span)}. The table below has them all.`;
}
