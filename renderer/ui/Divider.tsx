import type { KeyboardEvent, PointerEvent, ReactElement } from "react";
import styles from "./Divider.module.css";

interface DividerProps {
  readonly label: string;
  /** The present size of the panel it belongs to, in pixels. */
  readonly size: number;
  readonly range: readonly [number, number];
  /** What a double click brings back. */
  readonly usual: number;
  /** Which way the pointer goes to make the panel larger. */
  readonly grows: "left" | "right" | "up";
  readonly onResize: (size: number) => void;
}

const KEY_STEP = 16;

/** The line between two panels: drag it, or focus it and use the arrow keys. */
export function Divider(props: DividerProps): ReactElement {
  const { label, size, range, usual, grows, onResize } = props;
  const [least, most] = range;
  const set = (value: number): void => {
    onResize(Math.round(Math.min(most, Math.max(least, value))));
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const line = event.currentTarget;
    const start = grows === "up" ? event.clientY : event.clientX;
    line.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => {
      const distance = (grows === "up" ? moved.clientY : moved.clientX) - start;
      set(size + (grows === "right" ? distance : -distance));
    };
    line.addEventListener("pointermove", move);
    line.addEventListener(
      "lostpointercapture",
      () => {
        line.removeEventListener("pointermove", move);
      },
      { once: true },
    );
  };
  const press = (event: KeyboardEvent): void => {
    const larger = { left: "ArrowLeft", right: "ArrowRight", up: "ArrowUp" }[grows];
    const smaller = { left: "ArrowRight", right: "ArrowLeft", up: "ArrowDown" }[grows];
    if (event.key === larger) set(size + KEY_STEP);
    else if (event.key === smaller) set(size - KEY_STEP);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // A focusable separator is the role for this (ARIA window splitter pattern).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles["divider"]}
      data-orientation={grows === "up" ? "horizontal" : "vertical"}
      role="separator"
      aria-label={label}
      aria-orientation={grows === "up" ? "horizontal" : "vertical"}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
      onDoubleClick={() => {
        set(usual);
      }}
    />
  );
}
