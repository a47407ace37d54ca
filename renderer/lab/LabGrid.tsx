import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import styles from "../ui/grid/Grid.module.css";
import { GridFrame } from "../ui/grid/GridFrame.tsx";
import { gridKey, type CellPlace, type Moving } from "../ui/grid/grid-keys.ts";
import {
  arranged,
  searchText,
  sortedBy,
  type ReadColumn,
  type Sorting,
} from "../ui/grid/read-column.ts";
import { selectedAfter } from "../ui/grid/row-selection.ts";

type Place = CellPlace & { readonly active: boolean };

/** So many rows are made ready for searching in one go. */
const READIED = 200;

interface LabRow {
  readonly key: string;
}

interface LabGridProps<R extends LabRow> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly ReadColumn<R>[];
  readonly search: string;
  /** The column that they are sorted by at first. */
  readonly first: string;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
}

/** A table of any length that is read, sorted and selected in by keyboard and mouse. Nothing is edited in it. */
export function LabGrid<R extends LabRow>(props: LabGridProps<R>): ReactElement {
  const { label, columns, search, first, selected, onSelect } = props;
  const [sorting, setSorting] = useState<Sorting>({ column: first, descending: false });
  const rows = useMemo(
    () => arranged(props.rows, columns, search, sorting),
    [props.rows, columns, search, sorting],
  );
  // Typing begins sometime: what rows say is put together while nothing else is to be done.
  useEffect(() => {
    let next = 0;
    const ready = (deadline: IdleDeadline): void => {
      while (next < props.rows.length && deadline.timeRemaining() > 2) {
        for (const row of props.rows.slice(next, next + READIED)) searchText(row, columns);
        next += READIED;
      }
      if (next < props.rows.length) handle = requestIdleCallback(ready);
    };
    let handle = requestIdleCallback(ready);
    return () => cancelIdleCallback(handle);
  }, [props.rows, columns]);
  const [wanted, setWanted] = useState({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const active = { ...wanted, row: Math.max(0, Math.min(wanted.row, rows.length - 1)) };
  const selectRow: Moving["selectRow"] = (index, how) => {
    if (!how.range) setAnchor(keys[index] ?? null);
    onSelect(selectedAfter(keys, selected, { index, anchor, ...how }));
  };
  const state: Moving = {
    active,
    moveTo: setWanted,
    selectRow,
    startEditing: () => selectRow(active.row, { more: false, range: false }),
  };
  // Rows need not be drawn again because another one was selected.
  const latest = useRef(selectRow);
  useEffect(() => {
    latest.current = selectRow;
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
          const more = event.ctrlKey || event.metaKey;
          latest.current(place.row, { more, range: event.shiftKey });
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
      onSort={(column) => setSorting((before) => sortedBy(before, column))}
      scroller={scroller}
      onKeyDown={(event) => {
        const all = (event.ctrlKey || event.metaKey) && event.key === "a";
        if (all) onSelect(new Set(keys));
        else if (event.key === "Escape") onSelect(new Set());
        else if (!gridKey(event, state, rows.length, columns.length)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      renderCell={renderCell}
    />
  );
}
