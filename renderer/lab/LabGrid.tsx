import { useMemo, useRef, useState, type ReactElement } from "react";
import styles from "../ui/grid/Grid.module.css";
import { GridFrame } from "../ui/grid/GridFrame.tsx";
import { gridKey, type Moving } from "../ui/grid/grid-keys.ts";
import { arranged, sortedBy, type ReadColumn, type Sorting } from "../ui/grid/read-column.ts";
import { selectedAfter } from "../ui/grid/row-selection.ts";

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
  const [wanted, setWanted] = useState({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const active = { ...wanted, row: Math.max(0, Math.min(wanted.row, rows.length - 1)) };
  const state: Moving = {
    active,
    moveTo: setWanted,
    selectRow: (index, how) => {
      if (!how.range) setAnchor(keys[index] ?? null);
      onSelect(selectedAfter(keys, selected, { index, anchor, ...how }));
    },
    startEditing: () => state.selectRow(active.row, { more: false, range: false }),
  };
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
      renderCell={(row, column, place, id) => (
        // The grid has the keys; a mouse needs no key of its own here.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={column.id}
          id={id}
          role="gridcell"
          aria-colindex={place.column + 1}
          className={styles["cell"]}
          data-active={(active.row === place.row && active.column === place.column) || undefined}
          data-numeric={column.numeric}
          title={column.text(row)}
          onClick={(event) => {
            setWanted(place);
            const more = event.ctrlKey || event.metaKey;
            state.selectRow(place.row, { more, range: event.shiftKey });
          }}
        >
          {column.Cell === undefined ? column.text(row) : <column.Cell row={row} />}
        </div>
      )}
    />
  );
}
