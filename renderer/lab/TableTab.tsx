import { Button, Group, Menu, Select, Text, TextInput } from "@mantine/core";
import { IconPlus, IconSearch, IconTable } from "@tabler/icons-react";
import { memo, useDeferredValue, useMemo, type ReactElement } from "react";
import { SORTS, type SortId } from "../../shared/pool/inventory/sorts.ts";
import { rackKey } from "../../shared/pool/racks.ts";
import { THING_STATES } from "../../shared/pool/thing-state.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { matching } from "../ui/grid/read-column.ts";
import {
  ALL_THINGS,
  changeFilter,
  openLabDialog,
  selectScopes,
  useLab,
  type LabFilter,
} from "./lab-state.ts";
import styles from "./Lab.module.css";
import { LabGrid } from "./LabGrid.tsx";
import type { TabProps } from "./LabView.tsx";
import { filtered, thingColumns } from "./thing-columns.tsx";
import { count } from "./count.ts";
import { SORT_LOOKS, STATE_LOOKS } from "./thing-look.ts";
import { useMayAdminister } from "./use-lab.ts";

/** Everything of the lab, one thing a line. */
export function TableTab({ things }: TabProps): ReactElement {
  const filter = useLab((lab) => lab.filter);
  const selected = useLab((lab) => lab.selected);
  const rows = useMemo(() => filtered(things, filter), [things, filter]);
  const columns = useMemo(() => thingColumns(things), [things]);
  // Typing goes on while ten thousand rows are looked through.
  const search = useDeferredValue(filter.search);
  const shown = useMemo(() => matching(rows, columns, search).length, [rows, columns, search]);
  return (
    <>
      <FilterBar things={things} filter={filter} shown={shown} />
      {shown === 0 ? (
        <EmptyState
          icon={IconTable}
          title={things.length === 0 ? "Nothing yet" : "Nothing is like that"}
        >
          {things.length === 0 ? (
            "Import an inventory, or add things one by one."
          ) : (
            <Button size="xs" variant="default" onClick={() => changeFilter(ALL_THINGS)}>
              Show everything
            </Button>
          )}
        </EmptyState>
      ) : (
        <LabGrid
          label="Things of the lab"
          rows={rows}
          columns={columns}
          search={search}
          first="name"
          selected={selected}
          onSelect={selectScopes}
        />
      )}
    </>
  );
}

/** Memoised: its lists take long, and most often something is only selected. */
const FilterBar = memo(function FilterBar(props: {
  readonly things: TabProps["things"];
  readonly filter: LabFilter;
  readonly shown: number;
}): ReactElement {
  const { things, filter, shown } = props;
  const admin = useMayAdminister();
  const [sites, racks] = useMemo(
    () => [
      valuesOf(things.map(({ thing }) => thing.item.site)),
      valuesOf(things.map(({ thing }) => rackKey(thing.item))),
    ],
    [things],
  );
  return (
    <Group className={styles["bar"] ?? ""} gap={8} wrap="wrap">
      <TextInput
        size="xs"
        flex={1}
        miw={140}
        aria-label="Search the lab"
        placeholder="Search"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.search}
        onChange={(event) => changeFilter({ search: event.currentTarget.value })}
      />
      <Choice
        label="Sort"
        value={filter.sort}
        data={Object.entries(SORT_LOOKS).map(([value, { word }]) => ({ value, label: word }))}
        onChange={(sort) => changeFilter({ sort })}
      />
      <Choice
        label="State"
        value={filter.state}
        data={THING_STATES.map((value) => ({ value, label: STATE_LOOKS[value].word }))}
        onChange={(state) => changeFilter({ state })}
      />
      {sites.length > 0 && (
        <Choice
          label="Site"
          value={filter.site}
          data={sites}
          onChange={(site) => changeFilter({ site })}
        />
      )}
      {racks.length > 0 && (
        <Choice
          label="Rack"
          value={filter.rack}
          data={racks}
          onChange={(rack) => changeFilter({ rack })}
        />
      )}
      <Counts shown={shown} />
      {admin && <AddMenu />}
    </Group>
  );
});

function Counts({ shown }: { readonly shown: number }): ReactElement {
  const selected = useLab((lab) => lab.selected.size);
  return (
    <Text size="xs" c="dimmed" role="status">
      {count(shown)} shown, {count(selected)} selected
    </Text>
  );
}

function AddMenu(): ReactElement {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />}>
          Add…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.keys(SORTS).map((sort) => (
          <Menu.Item
            key={sort}
            tt="capitalize"
            onClick={() => openLabDialog({ type: "add-thing", sort: sort as SortId })}
          >
            {sort}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => openLabDialog({ type: "ranges" })}>VLANs, addresses</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string | null;
  readonly data: readonly (string | { readonly value: string; readonly label: string })[];
  readonly onChange: (value: string | null) => void;
}): ReactElement {
  const { label, value, data, onChange } = props;
  return (
    <Select
      size="xs"
      w={130}
      aria-label={label}
      placeholder={`Every ${label.toLowerCase()}`}
      clearable
      searchable
      limit={200}
      clearButtonProps={{ "aria-label": `Every ${label.toLowerCase()}` }}
      data={[...data]}
      value={value}
      onChange={onChange}
    />
  );
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

function valuesOf(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== "").sort(COLLATOR.compare);
}
