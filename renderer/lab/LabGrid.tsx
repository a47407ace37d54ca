import { useEffect, useMemo, useState, type ReactElement } from "react";
import { GridFrame } from "../ui/grid/GridFrame.tsx";
import { gridKey } from "../ui/grid/grid-keys.ts";
import {
  arranged,
  searchText,
  sortedBy,
  type ReadColumn,
  type Sorting,
} from "../ui/grid/read-column.ts";
import { readCell, useReadGrid } from "../ui/grid/use-read-grid.tsx";

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
  const { scroller, state, mouse } = useReadGrid({ rows, selected, onSelect });
  return (
    <GridFrame
      label={label}
      rows={rows}
      columns={columns}
      selected={selected}
      active={state.active}
      sorting={sorting}
      onSort={(column) => setSorting((before) => sortedBy(before, column))}
      scroller={scroller}
      onKeyDown={(event) => {
        const all = (event.ctrlKey || event.metaKey) && event.key === "a";
        if (all) onSelect(new Set(rows.map(({ key }) => key)));
        else if (event.key === "Escape") onSelect(new Set());
        else if (!gridKey(event, state, rows.length, columns.length)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      renderCell={readCell}
      mouse={mouse}
    />
  );
}
