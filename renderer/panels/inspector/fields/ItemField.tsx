import { MultiSelect, Select, Text } from "@mantine/core";
import { useMemo, type ReactElement } from "react";
import type { Catalogue, CatalogueSort } from "../../../../shared/catalogue/catalogue.ts";
import { useReference } from "../../../store/reference.ts";
import type { FieldProps } from "../PropertyField.tsx";

interface Option {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}
interface OptionGroup {
  readonly group: string;
  readonly items: Option[];
}

interface Described {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly description: string;
}

/** The item's name, and under it what it is. */
function renderItem({ option }: { option: Option }): ReactElement {
  return (
    <div>
      <Text size="xs">{option.label}</Text>
      {option.description !== undefined && (
        <Text fz={11} c="dimmed" lineClamp={2}>
          {option.description}
        </Text>
      )}
    </div>
  );
}

/** The catalogue's items of one sort, under their vendors. An item it does not have stays selectable. */
function optionsOf(
  catalogue: Catalogue,
  sort: CatalogueSort,
  present: readonly string[],
): OptionGroup[] {
  const items: readonly Described[] = catalogue.data[sort];
  const unknown = present.filter((id) => catalogue.find(sort, id) === undefined);
  const known = [...Map.groupBy(items, (item) => item.vendor)]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([group, members]) => ({
      group,
      items: members.map(({ id, name, description }) => ({ value: id, label: name, description })),
    }));
  return unknown.length === 0
    ? known
    : [
        { group: "Not in the catalogue", items: unknown.map((id) => ({ value: id, label: id })) },
        ...known,
      ];
}

function useOptions(sort: CatalogueSort, present: readonly string[]): OptionGroup[] {
  const catalogue = useReference((reference) => reference.catalogue);
  const key = present.join(" ");
  return useMemo(
    () => optionsOf(catalogue, sort, key === "" ? [] : key.split(" ")),
    [catalogue, sort, key],
  );
}

/** One item of the catalogue, found by typing. */
export function ItemField(
  props: FieldProps & { sort: CatalogueSort; nullable: boolean },
): ReactElement {
  const { label, description, value, mixed, error, disabled, sort, nullable, onChange } = props;
  const id = typeof value === "string" ? value : null;
  const data = useOptions(sort, id === null ? [] : [id]);
  return (
    <Select
      size="xs"
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      searchable
      clearable={nullable}
      allowDeselect={false}
      nothingFoundMessage="The catalogue has no such item"
      placeholder={mixed ? "Several values" : "None"}
      maxDropdownHeight={360}
      renderOption={renderItem}
      value={id}
      data={data}
      onChange={(chosen) => {
        onChange(chosen);
      }}
    />
  );
}

/** Any number of items of the catalogue. */
export function ItemsField(props: FieldProps & { sort: CatalogueSort }): ReactElement {
  const { label, description, value, mixed, error, disabled, sort, onChange } = props;
  const ids = Array.isArray(value) ? value.map(String) : [];
  const data = useOptions(sort, ids);
  return (
    <MultiSelect
      size="xs"
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      searchable
      hidePickedOptions
      nothingFoundMessage="The catalogue has no such item"
      placeholder={mixed ? "Several values" : ids.length === 0 ? "None" : undefined}
      maxDropdownHeight={360}
      renderOption={renderItem}
      value={ids}
      data={data}
      onChange={(chosen) => {
        onChange(chosen);
      }}
    />
  );
}
