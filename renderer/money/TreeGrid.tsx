import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
} from "react";
import styles from "../ui/grid/Grid.module.css";
import { GridFrame } from "../ui/grid/GridFrame.tsx";
import { gridKey, type CellPlace, type Moving } from "../ui/grid/grid-keys.ts";
import type { ReadColumn, Sorting } from "../ui/grid/read-column.ts";
import { selectedAfter } from "../ui/grid/row-selection.ts";

/** What a table needs to know of a row that may have rows below it. */
export interface TreeRow {
  readonly key: string;
  readonly level: number;
  readonly open: boolean | undefined;
}

type Place = CellPlace & { readonly active: boolean };

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
  const [wanted, setWanted] = useState<CellPlace>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const active = { ...wanted, row: Math.max(0, Math.min(wanted.row, rows.length - 1)) };
  const selectRow: Moving["selectRow"] = (index, how) => {
    const keys = rows.map(({ key }) => key);
    if (!how.range) setAnchor(keys[index] ?? null);
    onSelect(selectedAfter(keys, selected, { index, anchor, ...how }));
  };
  const choose = (index: number): void => selectRow(index, { more: false, range: false });
  const state: Moving = {
    active,
    moveTo: setWanted,
    selectRow,
    startEditing: () => choose(active.row),
  };
  const treeKey = (event: KeyboardEvent): boolean => {
    const row = rows[active.row];
    if (row === undefined || active.column !== 0 || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowRight" && row.open === false) onTurn(row.key);
    else if (event.key === "ArrowLeft" && row.open === true) onTurn(row.key);
    else if (event.key === "ArrowLeft") setWanted({ row: parentOf(rows, active.row), column: 0 });
    else return false;
    return true;
  };
  // Rows need not be drawn again because another one was selected.
  const latest = useRef({ selectRow, onTurn });
  useEffect(() => {
    latest.current = { selectRow, onTurn };
  });
  const renderCell = useCallback(
    (row: R, column: ReadColumn<R>, { active: isActive, ...place }: Place, id: string) => (
      // The grid has the keys; a mouse needs no key of its own here.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
      <div
        key={column.id}
        id={isActive ? id : undefined}
        role="gridcell"
        className={styles["cell"]}
        data-active={isActive || undefined}
        data-numeric={column.numeric}
        title={column.text(row)}
        onClick={(event) => {
          setWanted(place);
          const onTurner = event.target instanceof Element && event.target.closest("[data-turn]");
          if (onTurner !== null && onTurner !== false) return latest.current.onTurn(row.key);
          const more = event.ctrlKey || event.metaKey;
          return latest.current.selectRow(place.row, { more, range: event.shiftKey });
        }}
        onDoubleClick={() => {
          if (row.open !== undefined) latest.current.onTurn(row.key);
        }}
      >
        {column.Cell === undefined ? column.text(row) : <column.Cell row={row} />}
      </div>
    ),
    [],
  );
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
      renderCell={renderCell}
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
