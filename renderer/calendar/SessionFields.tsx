import {
  Chip,
  Group,
  Input,
  NumberInput,
  Pill,
  PillGroup,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
  type TextInputProps,
} from "@mantine/core";
import { useState, type ReactNode } from "react";
import { WEEKDAYS, type BookingForm } from "./booking-form.ts";
import { allZones } from "./days.ts";

const LENGTHS = [
  { value: "30", label: "30 minutes" },
  { value: "60", label: "1 hour" },
  { value: "120", label: "2 hours" },
  { value: "240", label: "4 hours" },
  { value: "480", label: "8 hours" },
  { value: "1440", label: "1 day" },
  { value: "10080", label: "1 week" },
];

interface FieldsProps {
  readonly form: BookingForm;
  readonly change: (changes: Partial<BookingForm>) => void;
}

/** When something is wanted: now, from–to, somewhere within, or again and again. */
export function SessionFields({ form, change }: FieldsProps): ReactNode {
  return (
    <Stack gap="xs">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="When"
        value={form.when}
        onChange={(when) => change({ when: when })}
        data={[
          { value: "now", label: "Now" },
          { value: "from-to", label: "From – to" },
          { value: "within", label: "Somewhere within" },
          { value: "repeated", label: "Repeated" },
        ]}
      />
      <Group grow align="start">
        <OneTime form={form} change={change} />
      </Group>
      {form.when === "repeated" && <Repeated form={form} change={change} />}
    </Stack>
  );
}

function OneTime({ form, change }: FieldsProps): ReactNode {
  const length = <Length form={form} change={change} />;
  if (form.when === "now") return length;
  if (form.when === "repeated") return null;
  return (
    <>
      {form.when === "within" && length}
      <Typed
        label="From"
        type="datetime-local"
        value={form.start}
        write={(start) => change({ start })}
      />
      <Typed label="To" type="datetime-local" value={form.end} write={(end) => change({ end })} />
      {form.when === "within" && (
        <Select
          label="Best"
          data={[
            { value: "earliest", label: "At the earliest" },
            { value: "cheapest", label: "At the cheapest" },
          ]}
          value={form.prefer}
          allowDeselect={false}
          onChange={(prefer) => change({ prefer: prefer === "cheapest" ? prefer : "earliest" })}
        />
      )}
    </>
  );
}

function Length({ form, change }: FieldsProps): ReactNode {
  const own = String(form.minutes);
  const known = LENGTHS.some(({ value }) => value === own);
  return (
    <Select
      label="For"
      data={known ? LENGTHS : [...LENGTHS, { value: own, label: `${own} minutes` }]}
      value={own}
      allowDeselect={false}
      onChange={(minutes) => change({ minutes: Number(minutes ?? 120) })}
    />
  );
}

function Repeated({ form, change }: FieldsProps): ReactNode {
  return (
    <>
      <Input.Wrapper label="On" labelElement="div">
        <Chip.Group
          multiple
          value={[...form.weekdays]}
          onChange={(weekdays: string[]) => change({ weekdays })}
        >
          <Group gap={6} role="group" aria-label="Days of the week">
            {WEEKDAYS.map(({ value, label }) => (
              <Chip key={value} value={value} size="xs">
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Group grow align="start">
        <Typed label="From" type="time" value={form.from} write={(from) => change({ from })} />
        <Typed label="To" type="time" value={form.to} write={(to) => change({ to })} />
        <Select
          label="Time zone"
          searchable
          data={allZones()}
          value={form.zone}
          allowDeselect={false}
          onChange={(zone) => zone !== null && change({ zone })}
        />
      </Group>
      <Group grow align="start">
        <Typed
          label="First day"
          type="date"
          value={form.firstDay}
          write={(firstDay) => change({ firstDay })}
        />
        <Select
          label="Ends"
          data={[
            { value: "until", label: "On a day" },
            { value: "count", label: "After so many times" },
            { value: "never", label: "Never" },
          ]}
          value={form.ends}
          allowDeselect={false}
          onChange={(ends) => change({ ends: ends ?? "until" })}
        />
        {form.ends === "until" && (
          <Typed
            label="Last day"
            type="date"
            value={form.lastDay}
            write={(lastDay) => change({ lastDay })}
          />
        )}
        {form.ends === "count" && (
          <NumberInput
            label="Times"
            min={1}
            max={1000}
            value={form.count}
            onChange={(count) => change({ count: Number(count) || 1 })}
          />
        )}
      </Group>
      <Exceptions form={form} change={change} />
    </>
  );
}

/** Days that are left out. */
function Exceptions({ form, change }: FieldsProps): ReactNode {
  const [day, setDay] = useState("");
  const add = (): void => {
    if (day === "" || form.except.includes(day)) return;
    change({ except: [...form.except, day].toSorted() });
    setDay("");
  };
  return (
    <Stack gap={4}>
      <Typed
        label="Except on"
        type="date"
        value={day}
        write={setDay}
        description="Enter leaves the day out"
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
        onBlur={add}
      />
      {form.except.length > 0 && (
        <PillGroup aria-label="Days left out">
          {form.except.map((date) => (
            <Pill
              key={date}
              withRemoveButton
              removeButtonProps={{ "aria-label": `Do not leave out ${date}`, tabIndex: 0 }}
              onRemove={() => change({ except: form.except.filter((other) => other !== date) })}
            >
              {date}
            </Pill>
          ))}
        </PillGroup>
      )}
    </Stack>
  );
}

/** A field of the browser's own for days and times: it knows the keys and the user's way of writing them. */
export function Typed(
  props: TextInputProps & { readonly write: (value: string) => void },
): ReactNode {
  const { write, ...rest } = props;
  return <TextInput {...rest} onChange={(event) => write(event.currentTarget.value)} />;
}
