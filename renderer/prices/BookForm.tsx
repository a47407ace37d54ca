import { Button, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactElement } from "react";
import { change, ChoiceField, TextField, useForm } from "./fields.tsx";
import { keysAt } from "./raw-book.ts";

const PARTIAL_LIMITS = [
  { value: "whole", label: "the whole amount" },
  { value: "prorated", label: "a part of it, by the part of the month" },
];

/** What holds for the whole book. */
export function BookForm(): ReactElement {
  const { raw } = useForm();
  const taxes = keysAt(raw, ["settings", "taxes"]);
  return (
    <Stack gap="sm">
      <Title order={2} size="sm">
        The book
      </Title>
      <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
        <TextField label="Name" path={["name"]} />
        <TextField label="Currency" path={["currency"]} help="The same in all revisions." />
        <TextField label="Zone of peak times" path={["tariffZone"]} placeholder="UTC" />
        {taxes.map((tax) => (
          <TextField key={tax} label={`${tax}, percent`} path={["settings", "taxes", tax]} />
        ))}
      </SimpleGrid>
      <ChoiceField
        label="Least and most of a month that a contract begins or ends in"
        path={["settings", "partialLimits"]}
        data={PARTIAL_LIMITS}
        usual="whole"
      />
      {taxes.length === 0 && (
        <Button
          size="compact-xs"
          variant="default"
          w="fit-content"
          onClick={() => change([["settings", "taxes"], { VAT: "19" }])}
        >
          Add a tax
        </Button>
      )}
      <Text size="xs" c="dimmed">
        Choose a price on the left to change it. Whatever has no field here can be written in the
        text: shapes, settings, guarantees, packages.
      </Text>
    </Stack>
  );
}
