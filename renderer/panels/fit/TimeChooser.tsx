import { Group, SegmentedControl, Select } from "@mantine/core";
import { useState, type KeyboardEvent, type ReactElement } from "react";
import { toInstant } from "../../../shared/base/clock.ts";
import type { Window as TimeWindow } from "../../../shared/schedule/window.ts";
import { usePools } from "../../live/state.ts";
import { useChosen } from "../../store/lab-fit.ts";
import { fromLocalInput, toLocalInput } from "../../ui/local-time.ts";
import { TimeField } from "../../ui/TimeField.tsx";
import { chosenWindow } from "./fit.ts";

const HOUR_MS = 3_600_000;
/** Of a small field: what has none stands beside the fields themselves. */
const LABEL_HEIGHT = 23;
/** No pool in particular. */
const BEST = "";

/** Where and when the design is meant to run; problems of the chosen time follow it. */
export function TimeChooser(): ReactElement {
  const window = useChosen((chosen) => chosen.window);
  const hasLabels = usePools().length > 1 || window !== null;
  return (
    <Group gap={12} px={16} py={8} align="flex-start">
      <PoolChoice />
      <SegmentedControl
        size="xs"
        mt={hasLabels ? LABEL_HEIGHT : 0}
        aria-label="When"
        value={window === null ? "now" : "time"}
        data={[
          { value: "now", label: "From now on" },
          { value: "time", label: "At a time" },
        ]}
        onChange={(when) => {
          useChosen.setState({ window: when === "now" ? null : fromNextHour() });
        }}
      />
      {window !== null && <FromTo window={window} />}
    </Group>
  );
}

function PoolChoice(): ReactElement | null {
  const pools = usePools();
  const pool = useChosen((chosen) => chosen.pool);
  if (pools.length < 2) return null;
  return (
    <Select
      size="xs"
      label="Lab"
      w={190}
      allowDeselect={false}
      value={pool ?? BEST}
      data={[
        { value: BEST, label: "Whichever fits best" },
        ...pools.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(value) => {
        useChosen.setState({ pool: value === BEST ? null : value });
      }}
    />
  );
}

/** As long as the quote, from the next full hour. */
function fromNextHour(): TimeWindow {
  const { start, end } = chosenWindow(Date.now());
  const next = Math.ceil(Date.parse(start) / HOUR_MS) * HOUR_MS;
  return {
    start: toInstant(next),
    end: toInstant(next + Date.parse(end) - Date.parse(start)),
  };
}

function FromTo({ window }: { readonly window: TimeWindow }): ReactElement {
  const [from, setFrom] = useState(toLocalInput(Date.parse(window.start)));
  const [to, setTo] = useState(toLocalInput(Date.parse(window.end)));
  const [seen, setSeen] = useState(window);
  const chosen = windowBetween(from, to);
  // Chosen elsewhere, by a fix for instance. What is being typed here is left alone.
  if (window !== seen) {
    setSeen(window);
    if (!isSame(window, chosen)) {
      setFrom(toLocalInput(Date.parse(window.start)));
      setTo(toLocalInput(Date.parse(window.end)));
    }
  }
  const take = (next: TimeWindow | null): void => {
    if (next !== null && !isSame(window, next)) useChosen.setState({ window: next });
  };
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === "Enter") take(chosen);
    if (key !== "Escape") return;
    setFrom(toLocalInput(Date.parse(window.start)));
    setTo(toLocalInput(Date.parse(window.end)));
  };
  return (
    <>
      <TimeField
        size="xs"
        kind="date-time"
        label="From"
        value={from}
        write={setFrom}
        onBlur={() => {
          take(chosen);
        }}
        onKeyDown={onKey}
      />
      <TimeField
        size="xs"
        kind="date-time"
        label="To"
        value={to}
        error={isBackwards(from, to) ? "It has to end after it starts" : null}
        write={setTo}
        onBlur={() => {
          take(chosen);
        }}
        onKeyDown={onKey}
      />
    </>
  );
}

/** To the minute, as the fields have it. */
function isSame(a: TimeWindow, b: TimeWindow | null): boolean {
  const minute = (instant: string): string => toLocalInput(Date.parse(instant));
  return b !== null && minute(a.start) === minute(b.start) && minute(a.end) === minute(b.end);
}

function isBackwards(from: string, to: string): boolean {
  const [start, end] = [fromLocalInput(from), fromLocalInput(to)];
  return start !== null && end !== null && start >= end;
}

function windowBetween(from: string, to: string): TimeWindow | null {
  const [start, end] = [fromLocalInput(from), fromLocalInput(to)];
  if (start === null || end === null || isBackwards(from, to)) return null;
  return { start: toInstant(start), end: toInstant(end) };
}
