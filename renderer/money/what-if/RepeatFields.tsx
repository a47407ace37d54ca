import { Group, Select } from "@mantine/core";
import type { ReactElement } from "react";
import type { Repeat, Scenario } from "../../../shared/pricing/scenario.ts";
import { NumberField } from "../../calendar/form-fields.tsx";

const EVERY = [
  { value: "once", label: "Once" },
  { value: "day", label: "Every day" },
  { value: "weekday", label: "Every weekday" },
  { value: "week", label: "Every week" },
] as const satisfies readonly {
  readonly value: Repeat["every"] | "once";
  readonly label: string;
}[];

/** A course has a dozen sessions, until somebody says otherwise. */
const USUAL = 12;

/** How often a scenario takes place. */
export function RepeatFields(props: {
  readonly scenario: Scenario;
  readonly onChange: (repeat: Repeat | null) => void;
}): ReactElement {
  const { scenario, onChange } = props;
  const { name, repeat } = scenario;
  return (
    <Group gap={6} wrap="nowrap">
      <Select
        size="xs"
        flex={1}
        aria-label={`How often ${name} takes place`}
        allowDeselect={false}
        data-changed={repeat !== null || undefined}
        value={repeat?.every ?? "once"}
        data={[...EVERY]}
        onChange={(value) => {
          const every = EVERY.find((one) => one.value === value)?.value ?? "once";
          onChange(every === "once" ? null : { every, times: repeat?.times ?? USUAL });
        }}
      />
      {repeat !== null && (
        <NumberField
          size="xs"
          w={80}
          aria-label={`Times of ${name}`}
          suffix=" ×"
          min={1}
          max={400}
          value={repeat.times}
          write={(times) => onChange({ ...repeat, times })}
        />
      )}
    </Group>
  );
}
