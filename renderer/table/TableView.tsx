import { Group, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { IconSearch, IconTable } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import { allKinds, findKind } from "../../shared/kinds/index.ts";
import { resolveNode } from "../../shared/kinds/resolve.ts";
import { elementKey } from "../store/elements.ts";
import { useDesign, useDesignCatalogue, useReadOnly, useSelection } from "../store/selectors.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { arranged, sortedBy, type Sorting } from "../ui/grid/read-column.ts";
import type { Column, Row } from "./column.ts";
import { Grid } from "./Grid.tsx";
import { linkColumns, type LinkRow } from "./link-columns.ts";
import { ANALYSIS_COLUMNS } from "./analysis-columns.tsx";
import { nodeColumns, type NodeRow } from "./node-columns.ts";
import styles from "./TableView.module.css";

type Shown = "nodes" | "links";

/** The same design as on the canvas, as tables: the same selection, the same commands, the same undo. */
export function TableView(): ReactElement {
  const [shown, setShown] = useState<Shown>("nodes");
  const [kind, setKind] = useState<string | null>(null);
  const [search, setSearch] = useState("");
  const readOnly = useReadOnly();
  // Which buttons are enabled follows from the selection.
  const selected = useSelection().size;
  return (
    <div className={styles["table"]}>
      <Group className={styles["bar"] ?? ""} gap={8} wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label="Rows"
          value={shown}
          data={[
            { value: "nodes", label: "Nodes" },
            { value: "links", label: "Links" },
          ]}
          onChange={(value) => setShown(value === "links" ? "links" : "nodes")}
        />
        {shown === "nodes" && <KindChoice kind={kind} onChange={setKind} />}
        <TextInput
          size="xs"
          flex={1}
          aria-label="Search the table"
          placeholder="Search"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed" className={styles["selected"] ?? ""} role="status">
          {selected === 0 ? "Nothing selected" : `${selected} selected`}
        </Text>
        <Group gap={0} wrap="nowrap" role="toolbar" aria-label="Table tools">
          {!readOnly && <EditTools />}
          <CommandButton id="view.table" />
        </Group>
      </Group>
      {shown === "nodes" ? <Nodes kind={kind} search={search} /> : <Links search={search} />}
    </div>
  );
}

function EditTools(): ReactElement {
  return (
    <>
      <CommandButton id="edit.link" />
      <CommandButton id="edit.group" />
      <CommandButton id="edit.duplicate" />
      <CommandButton id="edit.lock" />
      <CommandButton id="edit.delete" />
    </>
  );
}

interface KindChoiceProps {
  readonly kind: string | null;
  readonly onChange: (kind: string | null) => void;
}

/** One kind alone has its properties as columns. */
function KindChoice({ kind, onChange }: KindChoiceProps): ReactElement {
  const nodes = useDesign()?.nodes;
  const present = useMemo(
    () => new Set(Object.values(nodes ?? {}).map((node) => node.kind)),
    [nodes],
  );
  return (
    <Select
      size="xs"
      w={150}
      aria-label="Kind"
      placeholder="All kinds"
      clearable
      value={kind}
      data={allKinds()
        .filter(({ id }) => present.has(id))
        .map(({ id, title }) => ({ value: id, label: title }))}
      onChange={onChange}
    />
  );
}

function Nodes({ kind, search }: { kind: string | null; search: string }): ReactElement {
  const design = useDesign();
  const catalogue = useDesignCatalogue();
  const columns = useMemo(
    () =>
      design === null
        ? []
        : [
            ...nodeColumns(design, catalogue, kind === null ? null : (findKind(kind) ?? null)),
            ...ANALYSIS_COLUMNS,
          ],
    [design, catalogue, kind],
  );
  const rows = useMemo((): readonly NodeRow[] => {
    const links = new Map<string, number>();
    for (const { from, to } of Object.values(design?.links ?? {}))
      for (const end of [from.node, to.node]) links.set(end, (links.get(end) ?? 0) + 1);
    return Object.entries(design?.nodes ?? {})
      .filter(([, node]) => kind === null || node.kind === kind)
      .map(([id, node]) => ({
        key: elementKey("node", id),
        name: node.name,
        node: resolveNode(id, node, catalogue),
        links: links.get(id) ?? 0,
      }));
  }, [design, catalogue, kind]);
  return <Arranged label="Nodes" rows={rows} columns={columns} search={search} first="name" />;
}

function Links({ search }: { search: string }): ReactElement {
  const design = useDesign();
  const columns = useMemo(() => (design === null ? [] : linkColumns(design)), [design]);
  const rows = useMemo(
    (): readonly LinkRow[] =>
      Object.entries(design?.links ?? {}).map(([id, link]) => ({
        key: elementKey("link", id),
        name: "this link",
        id,
        link,
      })),
    [design],
  );
  return <Arranged label="Links" rows={rows} columns={columns} search={search} first="from" />;
}

interface ArrangedProps<R extends Row> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly search: string;
  /** The column that they are sorted by at first. */
  readonly first: string;
}

function Arranged<R extends Row>(props: ArrangedProps<R>): ReactElement {
  const { label, rows, columns, search, first } = props;
  const [sorting, setSorting] = useState<Sorting>({ column: first, descending: false });
  const selection = useSelection();
  const readOnly = useReadOnly();
  const found = useMemo(
    () => arranged(rows, columns, search, sorting),
    [rows, columns, search, sorting],
  );
  if (found.length === 0)
    return (
      <EmptyState
        icon={IconTable}
        title={rows.length === 0 ? `No ${label.toLowerCase()} yet` : "Nothing found"}
      >
        {rows.length === 0
          ? "What is placed and linked is listed here, to be changed one by one or many at once."
          : "No row holds all these words."}
      </EmptyState>
    );
  return (
    <Grid
      label={label}
      rows={found}
      columns={columns}
      selection={selection}
      readOnly={readOnly}
      sorting={sorting}
      onSort={(column) => setSorting((before) => sortedBy(before, column))}
    />
  );
}
