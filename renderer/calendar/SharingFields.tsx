import { ActionIcon, Group, Radio, Select, Stack, Text } from "@mantine/core";
import { IconArrowUp, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Design } from "../../shared/design/design.ts";
import { withSharing, type BookingForm, type FieldsProps } from "./booking-form.ts";
import { TimeField } from "../ui/TimeField.tsx";
import { Choice, DayList, NumberField, Weekdays, ZoneField } from "./form-fields.tsx";
import { lengthWords } from "./lengths.ts";

type SharingProps = FieldsProps & { readonly choices: readonly Design[] };

const WAYS: readonly { value: BookingForm["sharing"]; label: string; description: string }[] = [
  { value: "one", label: "Only this one", description: "One environment at each time." },
  {
    value: "turns",
    label: "Taking turns",
    description: "One after the other in slots, on the same machines.",
  },
  {
    value: "office-hours",
    label: "By office hours",
    description: "A stronger one in office hours, a cheaper one at all other times.",
  },
];

/** One environment, or several that share the time. */
export function SharingFields({ form, change, choices }: SharingProps): ReactNode {
  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label="Which environments"
        value={form.sharing}
        onChange={(sharing) =>
          change(
            withSharing(
              form,
              WAYS.find(({ value }) => value === sharing)?.value ?? "one",
              choices.length,
            ),
          )
        }
      >
        <Group grow align="start">
          {WAYS.map(({ value, label, description }) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Group>
      </Radio.Group>
      {form.sharing !== "one" && choices.length === 1 && (
        <Text size="sm" c="dimmed">
          Other designs can be chosen here when they are open in tabs of their own.
        </Text>
      )}
      {form.sharing === "turns" && <Turns form={form} change={change} choices={choices} />}
      {form.sharing === "office-hours" && <Office form={form} change={change} choices={choices} />}
    </Stack>
  );
}

/** What a design is called here: two of one name are counted. */
export function choiceNames(choices: readonly Design[]): readonly string[] {
  const seen = new Map<string, number>();
  return choices.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function Turns({ form, change, choices }: SharingProps): ReactNode {
  const names = choiceNames(choices);
  const { turns, slotMinutes, margins } = form;
  const use = slotMinutes - margins.setUp - margins.grace - margins.wipe;
  return (
    <Group grow align="start">
      <Stack gap={4}>
        <Stack component="ol" gap={4} m={0} p={0} aria-label="Whose turn">
          {turns.map((choice, index) => (
            // The same design may have several turns.
            <Turn
              // oxlint-disable-next-line react/no-array-index-key
              key={`${choice} ${index}`}
              name={names[choice] ?? ""}
              place={index + 1}
              onUp={
                index === 0
                  ? null
                  : () =>
                      change({
                        turns: turns.with(index - 1, choice).with(index, turns[index - 1] ?? 0),
                      })
              }
              onRemove={
                turns.length === 1 ? null : () => change({ turns: turns.toSpliced(index, 1) })
              }
            />
          ))}
        </Stack>
        {turns.length < 24 && (
          <Select
            aria-label="Add a turn"
            placeholder="Add a turn…"
            data={names.map((label, index) => ({ value: String(index), label }))}
            value={null}
            onChange={(choice) => choice !== null && change({ turns: [...turns, Number(choice)] })}
          />
        )}
      </Stack>
      <NumberField
        label="Minutes of each turn"
        min={1}
        max={10_080}
        value={slotMinutes}
        write={(minutes) => change({ slotMinutes: minutes })}
        description={
          use > 0
            ? `${lengthWords(use)} to use; set-up, grace and wipe take the rest.`
            : "Shorter than set-up, grace and wipe together."
        }
      />
    </Group>
  );
}

function Turn(props: {
  readonly name: string;
  readonly place: number;
  readonly onUp: (() => void) | null;
  readonly onRemove: (() => void) | null;
}): ReactNode {
  const { name, place, onUp, onRemove } = props;
  return (
    <Group component="li" gap={4} wrap="nowrap">
      <Text size="sm" flex={1} truncate title={name}>
        {place}. {name}
      </Text>
      <ActionIcon
        aria-label={`Turn ${place} earlier`}
        disabled={onUp === null}
        onClick={onUp ?? undefined}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        aria-label={`Remove turn ${place}`}
        disabled={onRemove === null}
        onClick={onRemove ?? undefined}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}

function Office({ form, change, choices }: SharingProps): ReactNode {
  const data = choiceNames(choices).map((label, index) => ({ value: String(index), label }));
  return (
    <>
      <Group grow align="start">
        <Choice
          label="In office hours"
          data={data}
          value={String(form.office)}
          write={(office) => change({ office: Number(office) })}
        />
        <Choice
          label="At all other times"
          data={data}
          value={String(form.otherwise)}
          write={(otherwise) => change({ otherwise: Number(otherwise) })}
        />
      </Group>
      <Weekdays
        label="Office days"
        value={form.officeDays}
        write={(officeDays) => change({ officeDays })}
      />
      <Group grow align="start">
        <TimeField
          label="Office opens"
          kind="time"
          value={form.officeFrom}
          write={(officeFrom) => change({ officeFrom })}
        />
        <TimeField
          label="Office closes"
          kind="time"
          value={form.officeTo}
          write={(officeTo) => change({ officeTo })}
        />
        <ZoneField value={form.zone} write={(zone) => change({ zone })} />
      </Group>
      <DayList label="Holidays" value={form.holidays} write={(holidays) => change({ holidays })} />
    </>
  );
}
