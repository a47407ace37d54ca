import type { ReactNode } from "react";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import { withoutCopy } from "../../shared/reservations/shared-name.ts";
import { useLive } from "../live/state.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { isTold, useTrying } from "./trying.ts";
import { becameWordsIn, copyWords, shownName, STATE_WORDS, windowWords } from "./words.ts";

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

/** What is said and shown of an entry, wherever it is drawn. */
export function useLook(entry: CalendarEntry, isMoving: boolean) {
  const zone = useCalendar(pickZone);
  // Of all that are drawn only the moved one and those in its way are drawn anew by an answer.
  const verdict = useTrying(({ told }) => (isMoving && isTold(told) ? told.verdict : undefined));
  const isInTheWay = useTrying(({ others }) => others.has(entry.reservation ?? ""));
  const isOwn = useLive(({ summaries }) => summaries[entry.environment ?? ""] !== undefined);
  return {
    zone,
    words: wordsOf(entry, zone),
    title: shownName(entry.name),
    /** The own environment that it is, where it was not booked. */
    unbooked: isOwn ? entry.environment : undefined,
    /** How it goes with what is being moved. */
    tried: {
      "data-moving": isMoving || undefined,
      "data-verdict": verdict,
      "data-in-the-way": isInTheWay || undefined,
    },
  };
}

/** Which of several copies it is stays where the name is cut off. */
export function EntryName({ title }: { readonly title: string }): ReactNode {
  const copy = copyWords(title);
  if (copy === null) return <span className={styles["name"]}>{title}</span>;
  return (
    <span className={styles["copy"]}>
      <span className={styles["name"]}>{`${withoutCopy(title)} `}</span>
      {copy}
    </span>
  );
}
