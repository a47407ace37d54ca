import {
  Chip,
  Group,
  Input,
  NumberInput,
  Pill,
  PillGroup,
  Select,
  Stack,
  type NumberInputProps,
} from "@mantine/core";
import { useState, type ReactNode } from "react";
import { WEEKDAYS } from "./booking-form.ts";
import { TimeField } from "../ui/TimeField.tsx";
import { readTypedTime } from "../ui/typed-time.ts";
import { allZones } from "./days.ts";

/** What explains a field stands below it, so that fields side by side are in line. */
const BELOW = ["label", "input", "description", "error"] as const;

type NumberFieldProps = Omit<NumberInputProps, "value" | "onChange"> & {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly write: (value: number) => void;
};

/** Why a number is not taken as it is; null for one that is, and for what is no number yet. */
function beyond(text: number | string, min: number, max: number): string | null {
  const typed = text === "" ? Number.NaN : Number(text);
  if (typed > max) return `At most ${max}`;
  return typed < min ? `At least ${min}` : null;
}

/**
 * A whole number. What is no number yet, such as an empty field while it is typed over, is not written; of what is
 * beyond a limit the limit is, which the field says and, when it is left, shows.
 */
export function NumberField({ value, write, ...rest }: NumberFieldProps): ReactNode {
  const [typed, setTyped] = useState<{ readonly text: number | string; readonly of: number }>({
    text: value,
    of: value,
  });
  const shown = typed.of === value ? typed.text : value;
  return (
    <NumberInput
      allowDecimal={false}
      allowNegative={false}
      inputWrapperOrder={[...BELOW]}
      {...rest}
      value={shown}
      error={beyond(shown, rest.min, rest.max)}
      onChange={(text) => {
        const taken =
          typeof text === "number" ? Math.min(rest.max, Math.max(rest.min, text)) : value;
        setTyped({ text, of: taken });
        if (taken !== value) write(taken);
      }}
      onBlur={() => setTyped((last) => (last.text === "" ? { text: value, of: value } : last))}
    />
  );
}

/** One of some choices, all of which are known. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly data: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly write: (value: T) => void;
}): ReactNode {
  const { label, data, value, write } = props;
  return (
    <Select
      label={label}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => chosen !== null && write(chosen)}
    />
  );
}

export function ZoneField(props: {
  readonly value: string;
  readonly write: (zone: string) => void;
}): ReactNode {
  return (
    <Select
      label="Time zone"
      searchable
      data={allZones()}
      value={props.value}
      allowDeselect={false}
      onChange={(zone) => zone !== null && props.write(zone)}
    />
  );
}

/** Days of the week, as RFC 5545 has them. */
export function Weekdays(props: {
  readonly label: string;
  readonly value: readonly string[];
  readonly write: (days: string[]) => void;
}): ReactNode {
  return (
    <Input.Wrapper label={props.label} labelElement="div">
      <Chip.Group multiple value={[...props.value]} onChange={props.write}>
        <Group gap={6} role="group" aria-label="Days of the week">
          {WEEKDAYS.map(({ value, label }) => (
            <Chip key={value} value={value} size="xs">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

/** Single days, each named by its date. */
export function DayList(props: {
  readonly label: string;
  readonly value: readonly string[];
  readonly write: (days: string[]) => void;
}): ReactNode {
  const { label, value, write } = props;
  const [day, setDay] = useState("");
  const add = (): void => {
    if (readTypedTime("date", day) === null) return;
    write([...new Set([...value, day])].toSorted());
    setDay("");
  };
  return (
    <Stack gap={4}>
      <div
        // Left with its calendar, too: what was chosen there is meant.
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) add();
        }}
      >
        <TimeField
          label={label}
          kind="date"
          value={day}
          write={setDay}
          description="Enter adds the day"
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
      </div>
      {value.length > 0 && (
        <PillGroup aria-label={`${label}: days`}>
          {value.map((date) => (
            <Pill
              key={date}
              withRemoveButton
              removeButtonProps={{ "aria-label": `Remove ${date}`, tabIndex: 0 }}
              onRemove={() => write(value.filter((other) => other !== date))}
            >
              {date}
            </Pill>
          ))}
        </PillGroup>
      )}
    </Stack>
  );
}
