import { memo, type MouseEvent, type ReactNode } from "react";
import { openEnvironment } from "../live/open-environment.ts";
import styles from "./Calendar.module.css";
import type { PieceProps } from "./EntryBlock.tsx";
import { EntryName, useLook } from "./entry-look.tsx";
import { canMove } from "./moving.ts";
import { useGesture } from "./use-gesture.ts";

/** Where an entry goes on: for eyes and pointer alone, as its first piece stands for all of it. */
export const FurtherPiece = memo(function FurtherPiece(props: PieceProps): ReactNode {
  const { drawn, scale, end, isMoving, before, after, left, top, width, height } = props;
  const { entry } = drawn;
  const { words, title, unbooked, tried } = useLook(entry, isMoving);
  const endSide = end !== "none" && canMove(entry) ? end : undefined;
  const gesture = useGesture(drawn, scale, endSide);
  const isHeld = unbooked === undefined && entry.reservation === null;
  const acts = {
    onPointerDown: gesture.onPointerDown,
    onClick(event: MouseEvent<HTMLElement>) {
      // The keyboard is where it would be if the first piece had been pressed.
      firstPiece(event.currentTarget)?.focus();
      if (unbooked === undefined) gesture.onClick(event);
      else void openEnvironment(unbooked);
    },
  };
  return (
    <div
      className={styles["entry"]}
      aria-hidden
      data-further
      data-state={isHeld ? undefined : entry.state}
      data-held={isHeld || undefined}
      data-before={before}
      data-after={after}
      data-end={endSide}
      {...tried}
      title={words}
      style={{ left, top, width, height }}
      {...(!isHeld && acts)}
    >
      <EntryName title={title} />
    </div>
  );
});

/** The pieces of an entry follow each other. */
function firstPiece(piece: Element): HTMLElement | null {
  let first: Element | null = piece;
  while (first?.hasAttribute("data-further") === true) first = first.previousElementSibling;
  return first instanceof HTMLElement ? first : null;
}
