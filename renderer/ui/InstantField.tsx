import { useRef, useState, type ReactElement } from "react";
import { fromLocalInput, toLocalInput } from "./local-time.ts";
import { TimeField, type TimeFieldProps } from "./TimeField.tsx";

type InstantFieldProps = Omit<TimeFieldProps, "kind" | "value" | "write"> & {
  /** Milliseconds; null while there is none. */
  readonly instant: number | null;
  /** Called with each whole time as it is typed, and with null when the field is emptied or no whole time stands there. */
  readonly enter: (instant: number | null) => void;
};

/** An instant in the reader's own time. Esc takes back what was typed since the field was entered. */
export function InstantField({ instant, enter, ...rest }: InstantFieldProps): ReactElement {
  const entered = useRef(instant);
  // What is no whole time is known to the field alone, until the instant becomes another one than what was typed.
  const [typed, setTyped] = useState({ text: inputOf(instant), of: instant, after: instant });
  const value = [typed.of, typed.after].includes(instant) ? typed.text : inputOf(instant);
  return (
    <TimeField
      {...rest}
      kind="date-time"
      value={value}
      write={(text) => {
        const at = fromLocalInput(text);
        setTyped({ text, of: at, after: instant });
        enter(at);
      }}
      onFocus={() => {
        entered.current = instant;
      }}
      onKeyDown={({ key }) => {
        if (key !== "Escape") return;
        const before = entered.current;
        setTyped({ text: inputOf(before), of: before, after: before });
        enter(before);
      }}
    />
  );
}

function inputOf(instant: number | null): string {
  return instant === null ? "" : toLocalInput(instant);
}
