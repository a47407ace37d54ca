import { Table, Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { memo, useCallback, useMemo, type MouseEvent, type ReactElement } from "react";
import { resolveNode, type ResolvedNode } from "../../../shared/kinds/resolve.ts";
import type { BottomTab } from "../../app/slots.ts";
import { fitTo } from "../../canvas/viewport.ts";
import { MENUS } from "../../commands/menus.ts";
import { hidingGroup } from "../../canvas/geometry.ts";
import { flowId } from "../../canvas/flow.ts";
import { isStoodIn, STANDS_IN } from "../cost/stand-ins.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { useProblemMark } from "../../store/problems.ts";
import { activeDocument, select } from "../../store/documents.ts";
import { elementKey } from "../../store/elements.ts";
import { useDesign, useDesignCatalogue, useSelection } from "../../store/selectors.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useCommandMenu } from "../../ui/CommandMenu.tsx";
import { money } from "../../ui/money.ts";
import styles from "./OutlinePanel.module.css";

/** More rows than this would be felt on every edit; Find reaches the rest. */
const MOST_ROWS = 500;

// One for all comparisons: an edit of a large design sorts its names anew.
const BY_NAME = new Intl.Collator("en", { numeric: true });

/** The drawing as a table: the same nodes, the same selection. */
function OutlinePanel(): ReactElement {
  const design = useDesign();
  const selection = useSelection();
  const catalogue = useDesignCatalogue();
  const rows = useMemo(
    () =>
      Object.entries(design?.nodes ?? {})
        .map(([id, node]) => resolveNode(id, node, catalogue))
        .toSorted((a, b) => BY_NAME.compare(a.node.name, b.node.name)),
    [design, catalogue],
  );
  const { openAt, menu } = useCommandMenu();
  const showMenu = useCallback(
    (event: MouseEvent, id: string): void => {
      event.preventDefault();
      const key = elementKey("node", id);
      if (activeDocument()?.selection.has(key) !== true) select(new Set([key]));
      openAt(event, MENUS.node);
    },
    [openAt],
  );
  if (rows.length === 0)
    return (
      <EmptyState icon={IconListDetails} title="Nothing drawn yet">
        Every node is listed here once it is placed.
      </EmptyState>
    );
  return (
    <>
      <Table stickyHeader verticalSpacing={3} horizontalSpacing={12} fz="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Kind</Table.Th>
            <Table.Th className={styles["number"] ?? ""}>Count</Table.Th>
            <Table.Th>What it is</Table.Th>
            <Table.Th>Problems</Table.Th>
            <Table.Th className={styles["number"] ?? ""}>Price</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <Row
              key={row.id}
              row={row}
              selected={selection.has(elementKey("node", row.id))}
              onMenu={showMenu}
            />
          ))}
        </Table.Tbody>
      </Table>
      {menu}
      {rows.length > MOST_ROWS && (
        <Text size="xs" c="dimmed" p={12}>
          The first {MOST_ROWS} of {rows.length} nodes; Ctrl F finds the others.
        </Text>
      )}
    </>
  );
}

const Row = memo(function Row({
  row,
  selected,
  onMenu,
}: {
  row: ResolvedNode;
  selected: boolean;
  onMenu: (event: MouseEvent, id: string) => void;
}): ReactElement {
  const mark = useProblemMark(elementKey("node", row.id));
  const price = useAnalysis((analysis) => analysis.prices.get(row.id));
  const currency = useAnalysis((analysis) => analysis.rated?.currency);
  const isOther = useAnalysis(({ problems }) => isStoodIn(problems, row.id));
  return (
    <Table.Tr
      className={styles["row"] ?? ""}
      data-selected={selected}
      onContextMenu={(event) => onMenu(event, row.id)}
    >
      <Table.Td>
        <button
          type="button"
          className={styles["name"]}
          aria-pressed={selected}
          onClick={(event) => {
            choose(row.id, event);
          }}
        >
          {row.node.name === "" ? "Unnamed" : row.node.name}
        </button>
      </Table.Td>
      <Table.Td>{row.kind?.title ?? row.node.kind}</Table.Td>
      <Table.Td className={styles["number"] ?? ""}>{row.node.count}</Table.Td>
      <Table.Td c="dimmed">{row.summary}</Table.Td>
      <Table.Td className={styles["problem"] ?? ""} data-severity={mark?.severity}>
        {mark?.first}
      </Table.Td>
      <Table.Td className={styles["number"] ?? ""} title={isOther ? STANDS_IN.title : undefined}>
        {isOther && STANDS_IN.mark}
        {price !== undefined && currency !== undefined && money(price, currency)}
      </Table.Td>
    </Table.Tr>
  );
});

/** Selects as a click on the canvas does, and brings the node into view. */
function choose(id: string, event: MouseEvent): void {
  const document = activeDocument();
  if (document === null) return;
  const key = elementKey("node", id);
  const more = event.ctrlKey || event.metaKey || event.shiftKey;
  const next = new Set(more ? document.selection : []);
  if (more && next.has(key)) next.delete(key);
  else next.add(key);
  select(next);
  const hiding = hidingGroup(document.design, document.design.nodes[id]?.group);
  fitTo([hiding === undefined ? id : flowId("group", hiding)]);
}

export const OUTLINE_TAB: BottomTab = {
  id: "outline",
  title: "Outline",
  icon: IconListDetails,
  component: OutlinePanel,
};
