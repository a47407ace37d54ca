import { Autocomplete, Button, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMemo, type ReactElement } from "react";
import { MEASURED_METERS, METERS } from "../../shared/kinds/component-kind.ts";
import { billableUses } from "../../shared/prices/uses.ts";
import { itemName } from "../../shared/pricing/item-name.ts";
import { useReference } from "../store/reference.ts";
import { showPart } from "./draft-session.ts";
import { BELOW, change, ChoiceField, InstantInBook, TextField, useForm } from "./fields.tsx";
import { PricingFields } from "./PricingFields.tsx";
import { keysAt, listAt, rawAt, textAt } from "./raw-book.ts";

const PERIODS = ["second", "minute", "hour", "day", "week", "month", "once"].map((value) => ({
  value,
  label: value === "once" ? "Once" : `Each ${value}`,
}));
const CADENCES = [
  { value: "once", label: "Once" },
  { value: "monthly", label: "Each month" },
  { value: "quarterly", label: "Each quarter" },
  { value: "annual", label: "Each year" },
];

/** One rule of the book: what it is for and what that costs. Rarer things are in the text beside it. */
export function RuleForm({ at }: { readonly at: number }): ReactElement {
  const { raw } = useForm();
  const path = ["rules", at];
  const kind = textAt(raw, [...path, "kind"]);
  const isUsage = kind === "usage" || kind === "capacity";
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="sm">
          {textAt(raw, [...path, "title"]) || textAt(raw, [...path, "id"]) || `Price ${at + 1}`}
        </Title>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconTrash size={12} aria-hidden />}
          onClick={() => {
            change([path, undefined]);
            showPart({ type: "book" });
          }}
        >
          Remove
        </Button>
      </Group>
      <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
        <TextField label="Title" path={[...path, "title"]} />
        <TextField label="Id" path={[...path, "id"]} />
        {isUsage && <MeterField at={at} />}
        {isUsage && <ItemField at={at} />}
        {isUsage && textAt(raw, [...path, "aggregation"]) === "" && (
          <ChoiceField label="Per" path={[...path, "per"]} data={PERIODS} usual="hour" />
        )}
        {!isUsage && <ChoiceField label="How often" path={[...path, "cadence"]} data={CADENCES} />}
        <TextField
          label="Costs us"
          help="For one unit; shown, never charged."
          path={[...path, "cost"]}
        />
      </SimpleGrid>
      {isUsage ? <UsagePrices at={at} /> : <OtherPrice at={at} kind={kind} />}
      <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
        <InstantInBook label="Holds from" path={[...path, "validFrom"]} />
        <InstantInBook label="Holds until" path={[...path, "validTo"]} />
      </SimpleGrid>
      {isUsage && (
        <SimpleGrid cols={3} spacing="xs">
          <TextField label="Free units" path={[...path, "allowance"]} />
          <TextField label="At least" path={[...path, "minimum"]} />
          <TextField label="At most" path={[...path, "maximum"]} />
        </SimpleGrid>
      )}
    </Stack>
  );
}

function OtherPrice({ at, kind }: { readonly at: number; readonly kind: string }): ReactElement {
  return kind === "base" ? (
    <PricingFields path={["rules", at, "pricing"]} name="" />
  ) : (
    <TextField label="Price" path={["rules", at, "price"]} />
  );
}

function MeterField({ at }: { readonly at: number }): ReactElement {
  const { raw } = useForm();
  const own = keysAt(raw, ["meters"]).map((value) => ({
    value,
    label: textAt(raw, ["meters", value, "title"]) || value,
  }));
  const known = Object.entries({ ...METERS, ...MEASURED_METERS }).map(([value, { title }]) => ({
    value,
    label: title,
  }));
  const all = [...new Map([...known, ...own].map((one) => [one.value, one])).values()];
  return <ChoiceField label="Meter" path={["rules", at, "meter"]} data={all} />;
}

/** An item by its id; suggested are those that the meter counts. */
function ItemField({ at }: { readonly at: number }): ReactElement {
  const { raw } = useForm();
  const catalogue = useReference((reference) => reference.catalogue);
  const meter = textAt(raw, ["rules", at, "meter"]);
  const items = useMemo(
    () =>
      billableUses(catalogue)
        .filter((use) => use.meter === meter)
        .map(({ item }) => item),
    [catalogue, meter],
  );
  const path = ["rules", at, "match", "item"];
  const several = Array.isArray(rawAt(raw, path));
  if (several)
    return (
      <Text size="xs" c="dimmed">
        For {listAt(raw, path).map(String).join(", ")}
      </Text>
    );
  const item = textAt(raw, path);
  return (
    <Autocomplete
      key={item}
      size="xs"
      label="Item"
      description={
        item === "" ? "Empty: every item without a price of its own." : itemName(catalogue, item)
      }
      inputWrapperOrder={[...BELOW]}
      data={items}
      defaultValue={item}
      onOptionSubmit={(value) => change([path, value])}
      onBlur={({ currentTarget: { value } }) => {
        if (value !== item) change([path, value === "" ? undefined : value]);
      }}
    />
  );
}

const SAME = "same at all times";

function UsagePrices({ at }: { readonly at: number }): ReactElement {
  const { raw } = useForm();
  const path = ["rules", at];
  const sets = listAt(raw, ["windowSets"]).map((_, index) =>
    textAt(raw, ["windowSets", index, "id"]),
  );
  const set = textAt(raw, [...path, "windows", "set"]);
  const windows = keysAt(raw, [...path, "windows", "pricing"]);
  if (rawAt(raw, [...path, "markup"]) !== undefined)
    return <TextField label="Percent over the cost" path={[...path, "markup"]} />;
  function choose(next: string): void {
    const known =
      rawAt(raw, [...path, "pricing"]) ??
      rawAt(raw, [...path, "windows", "pricing", windows[0] ?? ""]);
    if (next === SAME) change([[...path, "windows"], undefined], [[...path, "pricing"], known]);
    else {
      const pricing = Object.fromEntries(windowNames(raw, next).map((name) => [name, known]));
      change([[...path, "pricing"], undefined], [[...path, "windows"], { set: next, pricing }]);
    }
  }
  return (
    <Stack gap="xs">
      {sets.length > 0 && (
        <ChoiceField
          label="When"
          path={[...path, "windows", "set"]}
          usual={SAME}
          data={[
            { value: SAME, label: "The same at all times" },
            ...sets.map((value) => ({ value, label: `By ${value}` })),
          ]}
          take={choose}
        />
      )}
      {set === "" ? (
        <PricingFields path={[...path, "pricing"]} name="" />
      ) : (
        windows.map((name) => (
          <PricingFields key={name} path={[...path, "windows", "pricing", name]} name={name} />
        ))
      )}
    </Stack>
  );
}

/** All windows that a set of this id has. */
function windowNames(raw: unknown, id: string): readonly string[] {
  const at = listAt(raw, ["windowSets"]).findIndex(
    (_, index) => textAt(raw, ["windowSets", index, "id"]) === id,
  );
  const path = ["windowSets", at];
  const named = listAt(raw, [...path, "windows"]).map((_, index) =>
    textAt(raw, [...path, "windows", index, "window"]),
  );
  const rest = [textAt(raw, [...path, "default"]), textAt(raw, [...path, "holiday"])];
  return [...new Set([...named, ...rest])].filter((name) => name !== "");
}
