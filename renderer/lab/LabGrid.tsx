import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, useState, type ReactElement } from "react";
import { arranged, type ReadColumn, type Sorting } from "../table/column.ts";
import { gridKey } from "../table/grid-keys.ts";
import styles from "../table/Grid.module.css";

const ROW_HEIGHT = 30;
/** Rows kept beyond what is seen, so that quick scrolling shows no gaps. */
const OVERSCAN = 12;

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
  const [anchor, setAnchor] = useState(0);
  const active = { ...wanted, row: Math.max(0, Math.min(wanted.row, rows.length - 1)) };
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    // The sticky head hides what lies under it.
    scrollPaddingStart: ROW_HEIGHT,
  });
  useEffect(() => {
    virtual.scrollToIndex(active.row);
  }, [active.row, virtual]);
  function selectRow(
    index: number,
    how: { readonly more: boolean; readonly range: boolean },
  ): void {
    const key = rows[index]?.key;
    if (key === undefined) return;
    if (!how.range) setAnchor(index);
    const [from, to] = how.range
      ? [Math.min(anchor, index), Math.max(anchor, index)]
      : [index, index];
    const run = rows.slice(from, to + 1).map((row) => row.key);
    if (!how.more) return onSelect(new Set(run));
    const next = new Set(selected);
    if (!how.range && next.has(key)) next.delete(key);
    else for (const one of run) next.add(one);
    onSelect(next);
  }
  const state = {
    active,
    moveTo: setWanted,
    selectRow,
    startEditing: () => selectRow(active.row, { more: false, range: false }),
  };
  const template = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(" ");
  const cellId = (row: number, column: number): string => `${id}-${row}-${column}`;
  return (
    <div
      ref={scroller}
      className={styles["grid"]}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={rows.length > 0 ? cellId(active.row, active.column) : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        const all = (event.ctrlKey || event.metaKey) && event.key === "a";
        if (all) onSelect(new Set(rows.map(({ key }) => key)));
        else if (event.key === "Escape") onSelect(new Set());
        else if (!gridKey(event, state, rows.length, columns.length)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className={styles["head"]} role="rowgroup">
        <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <Head key={column.id} column={column} sorting={sorting} onSort={setSorting} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles["body"]} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={row.key}
              role="row"
              className={styles["row"]}
              aria-rowindex={index + 2}
              aria-selected={selected.has(row.key)}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              {columns.map((column, number) => (
                // The grid has the keys; a mouse needs no key of its own here.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                <div
                  key={column.id}
                  id={cellId(index, number)}
                  role="gridcell"
                  aria-colindex={number + 1}
                  className={styles["cell"]}
                  data-active={(active.row === index && active.column === number) || undefined}
                  data-numeric={column.numeric}
                  title={column.text(row)}
                  onClick={(event) => {
                    setWanted({ row: index, column: number });
                    const more = event.ctrlKey || event.metaKey;
                    selectRow(index, { more, range: event.shiftKey });
                  }}
                >
                  {column.Cell === undefined ? column.text(row) : <column.Cell row={row} />}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Head<R>(props: {
  readonly column: ReadColumn<R>;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}): ReactElement {
  const { column, sorting, onSort } = props;
  const sorted = sorting.column === column.id;
  const Arrow = sorting.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sorting.descending ? "descending" : "ascending") : "none"}
      data-numeric={column.numeric}
    >
      <UnstyledButton
        className={styles["sort"] ?? ""}
        title={`Sort by ${column.title.toLowerCase()}`}
        onClick={() => onSort({ column: column.id, descending: sorted && !sorting.descending })}
      >
        {column.title}
        {sorted && <Arrow size={13} aria-hidden />}
      </UnstyledButton>
    </div>
  );
}
