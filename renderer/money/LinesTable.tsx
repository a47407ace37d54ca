import { ActionIcon, Group, Select, Text, TextInput, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy, IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import {
  GROUPED_BY,
  groupKey,
  groupLines,
  sumOf,
  type GroupedBy,
} from "../../shared/pricing/review/group-lines.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { say } from "../commands/notify.ts";
import { sortedBy, type Sorting } from "../ui/grid/read-column.ts";
import { money } from "../ui/money.ts";
import { asTabbedText, lineColumns } from "./line-columns.tsx";
import { lineRows, type MoneyRow } from "./line-rows.ts";
import styles from "./Money.module.css";
import type { Names } from "./names.ts";
import { TreeGrid, withTurned } from "./TreeGrid.tsx";

const TITLES: Readonly<Record<GroupedBy, string>> = {
  node: "Node",
  component: "Component",
  item: "Item",
  environment: "Environment",
  period: "Month",
  billedIn: "Month of the bill",
  user: "User",
  account: "Account",
};

interface LinesTableProps {
  readonly label: string;
  readonly lines: readonly RatedLine[];
  readonly currency: string;
  readonly names: Names;
  /** What is behind a line; null where nobody knows it here. */
  readonly readingsOf: ((line: RatedLine) => readonly Reading[]) | null;
  /** Stands first among the tools. */
  readonly lead?: ReactNode;
  /** Stands beside the table. */
  readonly aside?: ReactNode;
  /** The line that is explained beside the table. */
  readonly onExplain: (line: RatedLine | null) => void;
}

/** Lines in groups with their sums: sorted, searched, opened down to windows, bands and copies, and copied. */
export function LinesTable(props: LinesTableProps): ReactElement {
  const { label, lines, currency, names, readingsOf, onExplain } = props;
  const [by, setBy] = useState<GroupedBy>("node");
  const [search, setSearch] = useState("");
  const [sorting, setSorting] = useState<Sorting>({ column: "what", descending: false });
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const clipboard = useClipboard();
  const words = useDeferredValue(search);
  // Drawing and typing go first.
  const known = useDeferredValue(lines);
  const found = useMemo(() => searched(known, words, names), [known, words, names]);
  const columns = useMemo(() => lineColumns(known, by, currency), [known, by, currency]);
  const groups = useMemo(() => groupLines(found, by, currency), [found, by, currency]);
  const rows = useMemo(() => {
    const order = { ...sorting, columns };
    return lineRows(groups, { by, currency, names, turned, sorting: order, readingsOf });
  }, [groups, by, currency, names, turned, sorting, columns, readingsOf]);

  function selectRows(keys: ReadonlySet<string>): void {
    setSelected(keys);
    const [key] = keys;
    onExplain(keys.size === 1 ? (rows.find((row) => row.key === key)?.line ?? null) : null);
  }

  function copy(): void {
    const chosen = rows.filter(({ key }) => selected.has(key));
    const copied = chosen.length > 0 ? chosen : rows;
    clipboard.copy(asTabbedText(copied, currency));
    say(copied.length === 1 ? "1 row is copied." : `${copied.length} rows are copied.`);
  }

  return (
    <div className={styles["lines"]}>
      <Group className={styles["tools"] ?? ""} gap={6}>
        {props.lead}
        <Select
          size="xs"
          w={140}
          flex="none"
          aria-label="Group by"
          allowDeselect={false}
          value={by}
          data={usefulGroups(known, by)}
          onChange={(value) => setBy(value as GroupedBy)}
        />
        <TextInput
          size="xs"
          flex="0 1 220px"
          miw={80}
          aria-label="Search the lines"
          placeholder="Search"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Tooltip label="Copy as a table">
          <ActionIcon aria-label="Copy the lines as a table" onClick={copy}>
            <IconCopy size={16} />
          </ActionIcon>
        </Tooltip>
        <Text size="xs" c="dimmed" ml="auto" role="status" className={styles["nowrap"] ?? ""}>
          {found.length === known.length
            ? `${known.length === 1 ? "1 line" : `${known.length} lines`}, `
            : `${found.length} of ${known.length} lines, `}
          <Text span fw={600} c="var(--ink)" data-testid="lines-total">
            {money(sumOf(found.filter(isPriced), currency), currency)}
          </Text>
        </Text>
      </Group>
      <div className={styles["beside"]}>
        <TreeGrid<MoneyRow>
          label={label}
          rows={rows}
          columns={columns}
          sorting={sorting}
          onSort={(column) => setSorting((before) => sortedBy(before, column))}
          selected={selected}
          onSelect={selectRows}
          onTurn={(key) => setTurned((before) => withTurned(before, key))}
          onCopy={copy}
        />
        {props.aside}
      </div>
    </div>
  );
}

/** What would put all lines into one group is left out, unless it is chosen. */
function usefulGroups(lines: readonly RatedLine[], chosen: GroupedBy) {
  return GROUPED_BY.filter((by) => {
    const [first] = lines;
    if (by === chosen || by === "node" || first === undefined) return true;
    const key = groupKey(first, by);
    return lines.some((line) => groupKey(line, by) !== key);
  }).map((value) => ({ value, label: `By ${TITLES[value].toLowerCase()}` }));
}

function searched(lines: readonly RatedLine[], search: string, names: Names): readonly RatedLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return lines;
  return lines.filter((line) => {
    const text = [
      line.title,
      names.about(line),
      names.item(line.item),
      names.environment(line.environment),
      line.node,
      line.item,
      line.period,
      line.window,
      line.band,
      line.user,
      line.meter,
      line.unit,
      line.category,
      line.rule.id,
      ...line.groups,
      ...line.notes,
    ]
      .join("\n")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
