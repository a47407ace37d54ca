import { ActionIcon, TextInput, type TextInputProps } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import {
  plainTime,
  readTypedTime,
  shownTime,
  steppedTime,
  TIME_FORMS,
  type TimeKind,
} from "./typed-time.ts";
import styles from "./TimeField.module.css";

export type TimeFieldProps = Omit<TextInputProps, "type" | "value" | "onChange" | "label"> & {
  readonly kind: TimeKind;
  readonly label: string;
  /** The label is for those who hear it. */
  readonly hidesLabel?: boolean;
  /** `2026-11-23T09:00`, `2026-11-23` or `09:00`; else what was typed and is none of it, or nothing. */
  readonly value: string;
  readonly write: (value: string) => void;
};

const PICKERS = { date: "date", "date-time": "datetime-local", time: null } as const;

/**
 * A day, a time or both, written alike wherever the reader is; the arrow keys count up and down what the cursor
 * stands in, and the browser's own calendar is a click away. What is typed and is no time is said to be none.
 */
export function TimeField(props: TimeFieldProps): ReactNode {
  const { kind, label, hidesLabel, value, write, error, disabled, ...rest } = props;
  const { onBlur, onFocus, onKeyDown } = rest;
  const [typed, setTyped] = useState({ text: shownTime(value), of: value });
  const [isTyping, setTyping] = useState(false);
  const text = typed.of === value ? typed.text : shownTime(value);
  const isWrong = value !== "" && readTypedTime(kind, value) === null;
  function take(next: string): void {
    const means = readTypedTime(kind, next) ?? next.trim();
    setTyped({ text: next, of: means });
    write(means);
  }
  function step(event: KeyboardEvent<HTMLInputElement>): void {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
    const { currentTarget: input } = event;
    const cursor = input.selectionStart ?? 0;
    const next = by === null ? null : steppedTime(kind, { text, cursor, by });
    if (next === null) return;
    event.preventDefault();
    take(shownTime(next));
    requestAnimationFrame(() => input.setSelectionRange(cursor, cursor));
  }
  return (
    <TextInput
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder={TIME_FORMS[kind]}
      autoComplete="off"
      spellCheck={false}
      {...rest}
      {...(hidesLabel === true ? { "aria-label": label } : { label })}
      disabled={disabled ?? false}
      value={text}
      error={error ?? (isWrong && !isTyping ? `Write it as ${TIME_FORMS[kind]}` : null)}
      onChange={(event) => take(event.currentTarget.value)}
      onFocus={(event) => {
        setTyping(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setTyping(false);
        setTyped({ text: shownTime(value), of: value });
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        step(event);
        onKeyDown?.(event);
      }}
      rightSection={
        PICKERS[kind] === null ? null : (
          <Picker
            type={PICKERS[kind]}
            label={label}
            value={isWrong ? "" : plainTime(value)}
            disabled={disabled ?? false}
            write={(chosen) => take(shownTime(chosen))}
          />
        )
      }
    />
  );
}

/** The browser's own calendar; what it would write itself is not shown. */
function Picker(props: {
  readonly type: "date" | "datetime-local";
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly write: (value: string) => void;
}): ReactNode {
  const { type, label, value, disabled, write } = props;
  const own = useRef<HTMLInputElement>(null);
  return (
    <span className={styles["picker"]}>
      <input
        ref={own}
        className={styles["own"]}
        type={type}
        tabIndex={-1}
        aria-hidden
        value={value}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <ActionIcon
        size="sm"
        aria-label={`Calendar for “${label}”`}
        disabled={disabled}
        onClick={() => own.current?.showPicker()}
      >
        <IconCalendar size={15} aria-hidden />
      </ActionIcon>
    </span>
  );
}
