import { Button, Chip, Group, SimpleGrid, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { change, InstantInBook, TextField, useForm } from "./fields.tsx";
import { listAt, textAt } from "./raw-book.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When it is peak: windows by weekday and hour, and holidays. */
export function WindowsForm(): ReactElement {
  const { raw } = useForm();
  const sets = listAt(raw, ["windowSets"]);
  function add(): void {
    const windows = [{ window: "peak", days: DAYS.slice(0, 5), from: "08:00", to: "18:00" }];
    change([
      ["windowSets"],
      [...sets, { id: `times-${sets.length + 1}`, windows, default: "off-peak" }],
    ]);
  }
  return (
    <Stack gap="md">
      <Title order={2} size="sm">
        Peak and off-peak
      </Title>
      {sets.length === 0 && (
        <Text size="xs" c="dimmed">
          Prices are the same at all times. Add times to charge more in office hours, or less at
          night.
        </Text>
      )}
      {sets.map((_, at) => (
        <WindowSetForm key={textAt(raw, ["windowSets", at, "id"])} at={at} />
      ))}
      <Button size="compact-xs" variant="default" w="fit-content" onClick={add}>
        Add times
      </Button>
    </Stack>
  );
}

function WindowSetForm({ at }: { readonly at: number }): ReactElement {
  const { raw } = useForm();
  const path = ["windowSets", at];
  const windows = listAt(raw, [...path, "windows"]);
  return (
    <Stack gap="xs">
      <SimpleGrid cols={2} spacing="xs">
        <TextField label="Id" path={[...path, "id"]} />
        <TextField label="All other times are" path={[...path, "default"]} />
      </SimpleGrid>
      {windows.map((_, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- windows have no name of their own
        <WindowForm key={index} path={[...path, "windows", index]} />
      ))}
      <Holidays path={[...path, "holidays"]} />
    </Stack>
  );
}

type Path = readonly (string | number)[];

function WindowForm({ path }: { readonly path: Path }): ReactElement {
  const { raw } = useForm();
  const days = listAt(raw, [...path, "days"]).map(String);
  return (
    <Stack gap={6}>
      <SimpleGrid cols={3} spacing="xs">
        <TextField label="Window" path={[...path, "window"]} />
        <TextField label="From" path={[...path, "from"]} placeholder="00:00" />
        <TextField label="To" path={[...path, "to"]} placeholder="24:00" />
      </SimpleGrid>
      <Chip.Group
        multiple
        value={days.length === 0 ? [...DAYS] : days}
        onChange={(chosen) =>
          change([[...path, "days"], DAYS.filter((day) => chosen.includes(day))])
        }
      >
        <Group gap={4} role="group" aria-label="Days">
          {DAYS.map((day) => (
            <Chip key={day} size="xs" value={day}>
              {day}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Stack>
  );
}

function Holidays({ path }: { readonly path: Path }): ReactElement {
  const { raw } = useForm();
  const known = listAt(raw, path).map(String).join("\n");
  const [typed, setTyped] = useState<string | null>(null);
  function take(): void {
    const days = (typed ?? known).split(/[\s,]+/).filter((day) => day !== "");
    if (typed !== null && typed !== known) change([path, days.length === 0 ? undefined : days]);
    setTyped(null);
  }
  return (
    <Textarea
      size="xs"
      label="Holidays"
      description="One date a line, like 2026-12-25."
      autosize
      minRows={2}
      maxRows={6}
      value={typed ?? known}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
    />
  );
}

/** What is taken off: by the amount, by likeness, or simply given. */
export function DiscountsForm(): ReactElement {
  const { raw } = useForm();
  const discounts = listAt(raw, ["discounts"]);
  function add(): void {
    const id = `discount-${discounts.length + 1}`;
    change([["discounts"], [...discounts, { id, trigger: "manual", percent: "5" }]]);
  }
  return (
    <Stack gap="md">
      <Title order={2} size="sm">
        Discounts
      </Title>
      {discounts.length === 0 && (
        <Text size="xs" c="dimmed">
          Nothing is taken off. Add a discount, and say in the text whom or what it is for.
        </Text>
      )}
      {discounts.map((_, at) => (
        <DiscountForm key={textAt(raw, ["discounts", at, "id"])} at={at} />
      ))}
      <Button size="compact-xs" variant="default" w="fit-content" onClick={add}>
        Add a discount
      </Button>
    </Stack>
  );
}

const FROM: Readonly<Record<string, string>> = {
  volume: "From this much money",
  "group-size": "From so many members",
  "similar-nth": "From the nth on",
};

function DiscountForm({ at }: { readonly at: number }): ReactElement {
  const { raw } = useForm();
  const path = ["discounts", at];
  const trigger = textAt(raw, [...path, "trigger"]);
  const steps = listAt(raw, [...path, "steps"]);
  return (
    <Stack gap="xs">
      <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
        <TextField label="Title" path={[...path, "title"]} />
        <TextField label="Id" path={[...path, "id"]} />
        {trigger === "manual" && <TextField label="Percent" path={[...path, "percent"]} />}
        {steps.map((_, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps have no name of their own
          <StepFields key={index} path={[...path, "steps", index]} from={FROM[trigger] ?? "From"} />
        ))}
        <InstantInBook label="Holds from" path={[...path, "validFrom"]} />
        <InstantInBook label="Holds until" path={[...path, "validTo"]} />
      </SimpleGrid>
      <Button
        size="compact-xs"
        variant="default"
        w="fit-content"
        onClick={() => change([path, undefined])}
      >
        Remove {textAt(raw, [...path, "title"]) || textAt(raw, [...path, "id"])}
      </Button>
    </Stack>
  );
}

function StepFields({ path, from }: { readonly path: Path; readonly from: string }): ReactElement {
  return (
    <>
      <TextField label={from} path={[...path, "from"]} />
      <TextField label="Percent" path={[...path, "percent"]} />
    </>
  );
}
