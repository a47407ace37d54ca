import type { KeyboardEvent, ReactElement } from "react";
import { GridFrame } from "../ui/grid/GridFrame.tsx";
import { gridKey } from "../ui/grid/grid-keys.ts";
import type { ReadColumn, Sorting } from "../ui/grid/read-column.ts";
import { readCell, useReadGrid } from "../ui/grid/use-read-grid.tsx";

/** What a table needs to know of a row that may have rows below it. */
export interface TreeRow {
  readonly key: string;
  readonly level: number;
  readonly open: boolean | undefined;
}

interface TreeGridProps<R extends TreeRow> {
  readonly label: string;
  /** Those that are shown, in their order. */
  readonly rows: readonly R[];
  readonly columns: readonly ReadColumn<R>[];
  readonly sorting: Sorting;
  readonly onSort: (column: string) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
  /** Opens or closes a row. */
  readonly onTurn: (key: string) => void;
  /** Left out where nothing is copied. */
  readonly onCopy?: () => void;
}

/** A table of any length whose rows open: → opens, ← closes and goes up, space and Enter select, Ctrl-C copies. */
export function TreeGrid<R extends TreeRow>(props: TreeGridProps<R>): ReactElement {
  const { label, rows, columns, sorting, onSort, selected, onSelect, onTurn, onCopy } = props;
  const { scroller, state, mouse } = useReadGrid<R>({
    rows,
    selected,
    onSelect,
    onTurn: ({ key, open }) => open !== undefined && onTurn(key),
  });
  const { active } = state;
  const treeKey = (event: KeyboardEvent): boolean => {
    const row = rows[active.row];
    if (row === undefined || active.column !== 0 || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowRight" && row.open === false) onTurn(row.key);
    else if (event.key === "ArrowLeft" && row.open === true) onTurn(row.key);
    else if (event.key === "ArrowLeft")
      state.moveTo({ row: parentOf(rows, active.row), column: 0 });
    else return false;
    return true;
  };
  return (
    <GridFrame
      label={label}
      rows={rows}
      columns={columns}
      selected={selected}
      active={active}
      sorting={sorting}
      onSort={onSort}
      scroller={scroller}
      treeOf={treeOf}
      onKeyDown={(event) => {
        const control = event.ctrlKey || event.metaKey;
        if (control && event.key === "a") onSelect(new Set(rows.map(({ key }) => key)));
        else if (control && event.key === "c" && onCopy !== undefined) onCopy();
        else if (event.key === "Escape" && selected.size > 0) onSelect(new Set());
        else if (!treeKey(event) && !gridKey(event, state, rows.length, columns.length)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      renderCell={readCell}
      mouse={mouse}
    />
  );
}

function treeOf({ level, open }: TreeRow): Pick<TreeRow, "level" | "open"> {
  return { level, open };
}

/** The row that a row stands below; itself where there is none. */
function parentOf(rows: readonly TreeRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  const above = rows.slice(0, index).findLastIndex((row) => row.level < level);
  return above === -1 ? index : above;
}

/** The rows that were turned, with one turned once more. */
export function withTurned(turned: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const after = new Set(turned);
  if (!after.delete(key)) after.add(key);
  return after;
}
