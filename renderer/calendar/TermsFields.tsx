import { Checkbox, SimpleGrid, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import {
  isPreemptible,
  QOS_CLASSES,
  QOS_PROMISES,
  QOS_TITLES,
} from "../../shared/reservations/qos-class.ts";
import type { Margins } from "../../shared/schedule/hold.ts";
import type { FieldsProps } from "./booking-form.ts";
import { Choice, NumberField } from "./form-fields.tsx";

export const WHEN_TAKEN = [
  { value: "refuse", label: "Book nothing" },
  { value: "skip", label: "Leave those times out" },
  { value: "queue", label: "Queue for them" },
] as const;

const CLASSES = [
  { value: "none" as const, label: "Nothing beside its price" },
  ...QOS_CLASSES.map((value) => ({ value, label: QOS_TITLES[value] })),
];

/** How urgent it is, and what becomes of it where there is no room. */
export function UrgencyFields({ form, change }: FieldsProps): ReactNode {
  return (
    <Stack gap="sm">
      <SimpleGrid cols={2}>
        <Choice
          label="If it does not fit"
          data={WHEN_TAKEN}
          value={form.whenTaken}
          write={(whenTaken) => change({ whenTaken })}
        />
        <NumberField
          label="Priority, 0 to 9"
          description="9 is served first"
          min={0}
          max={9}
          value={form.priority}
          write={(priority) => change({ priority })}
        />
      </SimpleGrid>
      <Choice
        label="What is promised"
        data={CLASSES}
        value={form.qosClass ?? "none"}
        write={(chosen) => change({ qosClass: chosen === "none" ? null : chosen })}
      />
      <Checkbox
        label="Gives way to more urgent bookings, with notice"
        description={form.qosClass === null ? "" : QOS_PROMISES[form.qosClass]}
        disabled={form.qosClass !== null}
        checked={isPreemptible(form.qosClass ?? undefined, form.preemptible)}
        onChange={(event) => change({ preemptible: event.currentTarget.checked })}
      />
    </Stack>
  );
}

const MARGINS: readonly { id: keyof Margins; label: string; description: string }[] = [
  { id: "setUp", label: "Set-up", description: "Minutes before, so that it runs when it begins" },
  { id: "grace", label: "Grace", description: "Minutes after its end, to finish or extend" },
  { id: "wipe", label: "Wipe", description: "Minutes to remove it and wipe its disks" },
];

/** What is held beside the time of use. */
export function MarginFields({ form, change }: FieldsProps): ReactNode {
  return (
    <SimpleGrid cols={3}>
      {MARGINS.map(({ id, label, description }) => (
        <NumberField
          key={id}
          label={label}
          description={description}
          min={0}
          max={1440}
          value={form.margins[id]}
          write={(minutes) => change({ margins: { ...form.margins, [id]: minutes } })}
        />
      ))}
    </SimpleGrid>
  );
}
