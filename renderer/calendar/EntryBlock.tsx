import { memo, type CSSProperties, type ReactNode } from "react";
import { openEnvironment } from "../live/open-environment.ts";
import styles from "./Calendar.module.css";
import { EntryName, useLook } from "./entry-look.tsx";
import { canMove } from "./moving.ts";
import type { Drawn } from "./rows.ts";
import { stopProps } from "./use-arrows.ts";
import { useGesture, type Scale, type Side } from "./use-gesture.ts";
import { timeWords } from "./words.ts";

/** Where it is drawn, as CSS lengths: one by one, so that what has not changed is not drawn again. */
export interface Place {
  readonly left: string;
  readonly top: string;
  readonly width: string;
  readonly height: string;
}

export interface PieceProps extends Place {
  readonly drawn: Drawn;
  readonly scale: Scale;
  /** At which of its sides it ends; none where it goes on in another piece. */
  readonly end: Side | "none";
  /** It is being moved. */
  readonly isMoving: boolean;
  /** It goes on beyond its left and its right side: true or left out. */
  readonly before?: true | undefined;
  readonly after?: true | undefined;
}

interface EntryBlockProps extends PieceProps {
  /** So narrow that nothing can be read on it, nor its end be told from it. */
  readonly isNarrow?: boolean;
  /** It began on another day, where its time is told. */
  readonly isFurther?: boolean;
  /** The line that it is in for the arrow keys, and its time there. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** A reservation in the calendar; of others' only that something is held, for the keyboard too. */
export const EntryBlock = memo(function EntryBlock(props: EntryBlockProps): ReactNode {
  const {
    drawn,
    scale,
    end,
    isMoving,
    isNarrow = false,
    isFurther = false,
    left,
    top,
    width,
    height,
  } = props;
  const { line, from, to, before, after } = props;
  const stop = stopProps({ line, from, to });
  const { entry, start } = drawn;
  const { zone, words, title, unbooked, tried } = useLook(entry, isMoving);
  const endSide = !isNarrow && end !== "none" && canMove(entry) ? end : undefined;
  const gesture = useGesture(drawn, scale, endSide);
  const style: CSSProperties = { left, top, width, height };
  const goesOn = { "data-before": before, "data-after": after };
  if (unbooked !== undefined)
    return (
      <button
        type="button"
        className={styles["entry"]}
        data-state={entry.state}
        {...goesOn}
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
        {...goesOn}
        data-narrow={isNarrow || undefined}
        role="img"
        aria-label={words}
        title={words}
        style={style}
        {...stop}
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
      {...tried}
      {...goesOn}
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
          <EntryName title={title} />
          {before !== true && !isFurther && (
            <>
              {" "}
              <span className={styles["time"]}>{begins}</span>
            </>
          )}
        </>
      )}
    </button>
  );
});
