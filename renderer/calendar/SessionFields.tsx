import { Group, SegmentedControl, SimpleGrid, Stack, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { withWhen, type FieldsProps } from "./booking-form.ts";
import { endsNextDay } from "./booking-session.ts";
import { TimeField } from "../ui/TimeField.tsx";
import { Choice, DayList, NumberField, Weekdays, ZoneField } from "./form-fields.tsx";
import { withOwn } from "./lengths.ts";

const LENGTHS = [30, 60, 120, 240, 480, 1440, 10_080];

/** When something is wanted: now, from–to, somewhere within, or again and again. */
export function SessionFields({ form, change }: FieldsProps): ReactNode {
  return (
    <Stack gap="xs">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="When"
        value={form.when}
        onChange={(when) => change(withWhen(form, when))}
        data={[
          { value: "now", label: "Now" },
          { value: "from-to", label: "From – to" },
          { value: "within", label: "Somewhere within" },
          { value: "repeated", label: "Repeated" },
        ]}
      />
      {form.when === "repeated" ? (
        <Repeated form={form} change={change} />
      ) : (
        <SimpleGrid cols={form.when === "now" ? 1 : 2} spacing="md" verticalSpacing="xs">
          <OneTime form={form} change={change} />
        </SimpleGrid>
      )}
    </Stack>
  );
}

function OneTime({ form, change }: FieldsProps): ReactNode {
  const length = (
    <Choice
      label="For"
      data={withOwn(LENGTHS, form.minutes)}
      value={String(form.minutes)}
      write={(minutes) => change({ minutes: Number(minutes) })}
    />
  );
  if (form.when === "now") return length;
  return (
    <>
      {form.when === "within" && length}
      <TimeField
        label="From"
        kind="date-time"
        value={form.start}
        write={(start) => change({ start })}
      />
      <TimeField label="To" kind="date-time" value={form.end} write={(end) => change({ end })} />
      {form.when === "within" && (
        <Choice
          label="Best"
          data={[
            { value: "earliest", label: "At the earliest" },
            { value: "cheapest", label: "At the cheapest" },
          ]}
          value={form.prefer}
          write={(prefer) => change({ prefer })}
        />
      )}
    </>
  );
}

function Repeated({ form, change }: FieldsProps): ReactNode {
  const weekly = form.repeats === "week" || form.repeats === "two-weeks";
  return (
    <>
      <Group align="start" gap="lg">
        <Choice
          label="Repeats"
          data={[
            { value: "week", label: "Every week" },
            { value: "two-weeks", label: "Every second week" },
            { value: "day", label: "Every day" },
            { value: "month", label: "Every month" },
            { value: "rule", label: "By a rule of RFC 5545" },
          ]}
          value={form.repeats}
          write={(repeats) => change({ repeats })}
        />
        {weekly && (
          <Weekdays label="On" value={form.weekdays} write={(weekdays) => change({ weekdays })} />
        )}
        {form.repeats === "rule" && (
          <TextInput
            label="Rule"
            flex={1}
            placeholder="FREQ=MONTHLY;BYDAY=1MO;COUNT=6"
            value={form.rule}
            onChange={(event) => change({ rule: event.currentTarget.value })}
          />
        )}
      </Group>
      <Group grow align="start">
        <TimeField label="From" kind="time" value={form.from} write={(from) => change({ from })} />
        <TimeField
          label="To"
          kind="time"
          description={endsNextDay(form) ? "On the next day" : null}
          value={form.to}
          write={(to) => change({ to })}
        />
        <ZoneField value={form.zone} write={(zone) => change({ zone })} />
      </Group>
      <Group grow align="start">
        <TimeField
          label="First day"
          kind="date"
          value={form.firstDay}
          write={(firstDay) => change({ firstDay })}
        />
        {form.repeats !== "rule" && <Ends form={form} change={change} />}
      </Group>
      <SimpleGrid cols={2}>
        <DayList label="Except on" value={form.except} write={(except) => change({ except })} />
        <DayList label="Also on" value={form.also} write={(also) => change({ also })} />
      </SimpleGrid>
    </>
  );
}

function Ends({ form, change }: FieldsProps): ReactNode {
  return (
    <>
      <Choice
        label="Ends"
        data={[
          { value: "until", label: "On a day" },
          { value: "count", label: "After so many times" },
          { value: "never", label: "Never" },
        ]}
        value={form.ends}
        write={(ends) => change({ ends })}
      />
      {form.ends === "until" && (
        <TimeField
          label="Last day"
          kind="date"
          value={form.lastDay}
          write={(lastDay) => change({ lastDay })}
        />
      )}
      {form.ends === "count" && (
        <NumberField
          label="Times"
          min={1}
          max={1000}
          value={form.count}
          write={(count) => change({ count })}
        />
      )}
    </>
  );
}
