import { memo, type CSSProperties, type ReactNode } from "react";
import { withoutCopy } from "../../shared/reservations/shared-name.ts";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import { openEnvironment } from "../live/open-environment.ts";
import { useLive } from "../live/state.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { canMove } from "./moving.ts";
import type { Drawn } from "./rows.ts";
import { isTold, useTrying } from "./trying.ts";
import { stopProps } from "./use-arrows.ts";
import { useGesture, type Scale, type Side } from "./use-gesture.ts";
import {
  becameWordsIn,
  copyWords,
  shownName,
  STATE_WORDS,
  timeWords,
  windowWords,
} from "./words.ts";

/** Where it is drawn, as CSS lengths: one by one, so that what has not changed is not drawn again. */
export interface Place {
  readonly left: string;
  readonly top: string;
  readonly width: string;
  readonly height: string;
}

interface EntryBlockProps extends Place {
  readonly drawn: Drawn;
  readonly scale: Scale;
  /** At which of its sides it ends; none where it goes on in another piece. */
  readonly end: Side | "none";
  /** It is being moved. */
  readonly isMoving: boolean;
  /** So narrow that nothing can be read on it, nor its end be told from it. */
  readonly isNarrow?: boolean;
  /** The line that it is in for the arrow keys, and its time there; left out where each is a stop of its own. */
  readonly line?: number;
  readonly from?: number;
  readonly to?: number;
}

const pickZone = ({ zone }: { readonly zone: string }): string => zone;
const known = new WeakMap<CalendarEntry, { readonly zone: string; readonly words: string }>();

/** All that is told of it in a line; put together once, as dates take long and it comes into view again and again. */
function wordsOf(entry: CalendarEntry, zone: string): string {
  const before = known.get(entry);
  if (before?.zone === zone) return before.words;
  const { name, window, state } = entry;
  const became = becameWordsIn(entry, zone);
  const why = became === "" ? "" : `. ${became}`;
  const words = `${shownName(name)}, ${windowWords(window, zone)}, ${STATE_WORDS[state]}${why}`;
  known.set(entry, { zone, words });
  return words;
}

/** Which of several copies it is stays where the name is cut off. */
function EntryName({ title }: { readonly title: string }): ReactNode {
  const copy = copyWords(title);
  if (copy === null) return <span className={styles["name"]}>{title}</span>;
  return (
    <span className={styles["copy"]}>
      <span className={styles["name"]}>{`${withoutCopy(title)} `}</span>
      {copy}
    </span>
  );
}

/** A reservation in the calendar; of others' only that something is held. */
export const EntryBlock = memo(function EntryBlock(props: EntryBlockProps): ReactNode {
  const { drawn, scale, end, isMoving, isNarrow = false, left, top, width, height } = props;
  const { line, from = 0, to = 0 } = props;
  const stop = line === undefined ? undefined : stopProps({ line, from, to });
  const { entry, start } = drawn;
  const zone = useCalendar(pickZone);
  const endSide = !isNarrow && end !== "none" && canMove(entry) ? end : undefined;
  const gesture = useGesture(drawn, scale, endSide);
  // Of all that are drawn only the moved one and those in its way are drawn anew by an answer.
  const verdict = useTrying(({ told }) => (isMoving && isTold(told) ? told.verdict : undefined));
  const isInTheWay = useTrying(({ others }) => others.has(entry.reservation ?? ""));
  const isOwn = useLive(({ summaries }) => summaries[entry.environment ?? ""] !== undefined);
  const title = shownName(entry.name);
  const style: CSSProperties = { left, top, width, height };
  const words = wordsOf(entry, zone);
  const unbooked = isOwn ? entry.environment : undefined;
  if (unbooked !== undefined)
    return (
      <button
        type="button"
        className={styles["entry"]}
        data-state={entry.state}
        data-narrow={isNarrow || undefined}
        aria-label={`${words}: open its drawing`}
        title={words}
        style={style}
        {...stop}
        onClick={() => void openEnvironment(unbooked)}
      >
        {!isNarrow && <EntryName title={title} />}
      </button>
    );
  if (entry.reservation === null)
    return (
      <div
        className={styles["entry"]}
        data-held
        data-narrow={isNarrow || undefined}
        role="img"
        aria-label={words}
        title={words}
        style={style}
      >
        {!isNarrow && <EntryName title={title} />}
      </div>
    );
  // Once: dates take long, and hundreds of entries come into view within a second.
  const begins = timeWords(start, zone);
  return (
    <button
      type="button"
      className={styles["entry"]}
      data-entry={entry.reservation}
      data-state={entry.state}
      data-moving={isMoving || undefined}
      data-verdict={verdict}
      data-in-the-way={isInTheWay || undefined}
      data-narrow={isNarrow || undefined}
      data-end={endSide}
      aria-label={`${title} ${begins}, ${words.slice(title.length + 2)}`}
      aria-describedby={canMove(entry) ? "calendar-keys" : undefined}
      title={words}
      style={style}
      {...stop}
      {...gesture}
    >
      {!isNarrow && (
        <>
          <EntryName title={title} /> <span className={styles["time"]}>{begins}</span>
        </>
      )}
    </button>
  );
});
