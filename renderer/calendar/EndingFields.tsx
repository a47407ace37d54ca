import { Checkbox, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { lengthOf, type FieldsProps } from "./booking-form.ts";
import { canEndWithTask } from "./booking-session.ts";
import { Choice } from "./form-fields.tsx";
import { lengthWords, withOwn } from "./lengths.ts";

const LENGTHS = [5, 10, 15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880, 10_080];
const AWAY = [0, 10, 15, 30, 60, 120, 240];

/** What may end it before its time. */
export function EndingFields({ form, change }: FieldsProps): ReactNode {
  const task = canEndWithTask(form) ? form.task : null;
  return (
    <Stack gap="sm">
      <Checkbox
        label="Until a task ends"
        description={
          canEndWithTask(form)
            ? "Whoever has done the task says so; at the latest it ends with its time."
            : "For one environment, now or from – to."
        }
        disabled={!canEndWithTask(form)}
        checked={task !== null}
        onChange={(event) => change({ task: event.currentTarget.checked ? "" : null })}
      />
      {task !== null && (
        <>
          <TextInput
            label="Task"
            placeholder="The night's test run"
            maxLength={200}
            value={task}
            onChange={(event) => change({ task: event.currentTarget.value })}
          />
          <SimpleGrid cols={2}>
            <Takes
              label="It takes about"
              most={lengthOf(form)}
              value={form.expectedMinutes}
              write={(expectedMinutes) => change({ expectedMinutes })}
            />
            <Takes
              label="At the least"
              most={lengthOf(form)}
              value={form.leastMinutes}
              write={(leastMinutes) => change({ leastMinutes })}
            />
          </SimpleGrid>
        </>
      )}
      <SimpleGrid cols={2}>
        <Away
          label="If nobody comes"
          value={form.noShowMinutes}
          write={(noShowMinutes) => change({ noShowMinutes })}
        />
        <Away
          label="If its user goes away"
          value={form.heartbeatMinutes}
          write={(heartbeatMinutes) => change({ heartbeatMinutes })}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        Whoever opens it or its console, works on it in the window, or says so in the calendar is
        there.
      </Text>
    </Stack>
  );
}

/** How long a task takes, where that is known; only what it will cost follows it. */
function Takes(props: {
  readonly label: string;
  /** As long as it is booked for. */
  readonly most: number | null;
  readonly value: number | null;
  readonly write: (minutes: number | null) => void;
}): ReactNode {
  const { label, most, value, write } = props;
  const lengths = LENGTHS.filter((minutes) => most === null || minutes < most);
  return (
    <Choice
      label={label}
      data={withOwn([0, ...lengths], value ?? 0, (minutes) =>
        minutes === 0 ? "Not known" : lengthWords(minutes),
      )}
      value={String(value ?? 0)}
      write={(minutes) => write(minutes === "0" ? null : Number(minutes))}
    />
  );
}

function Away(props: {
  readonly label: string;
  readonly value: number | null;
  readonly write: (minutes: number | null) => void;
}): ReactNode {
  const { label, value, write } = props;
  return (
    <Choice
      label={label}
      data={withOwn(AWAY, value ?? 0, (minutes) =>
        minutes === 0 ? "Keep it" : `Release it after ${lengthWords(minutes)}`,
      )}
      value={String(value ?? 0)}
      write={(minutes) => write(minutes === "0" ? null : Number(minutes))}
    />
  );
}
