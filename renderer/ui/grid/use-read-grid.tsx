import { useCallback, useEffect, useRef, useState, type ReactElement, type RefObject } from "react";
import styles from "./Grid.module.css";
import type { CellPlace, Moving } from "./grid-keys.ts";
import type { ReadColumn } from "./read-column.ts";
import { selectedAfter } from "./row-selection.ts";

interface ReadGridInput<R extends { readonly key: string }> {
  readonly rows: readonly R[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
  /** Opens or closes a row that has others below it: a click on what says `data-turn`, or two anywhere on it. */
  readonly onTurn?: (row: R) => unknown;
}

interface ReadGrid<R> {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly state: Moving;
  /** One and the same function each time, so that rows need not be drawn again. */
  readonly renderCell: (
    row: R,
    column: ReadColumn<R>,
    place: CellPlace & { readonly active: boolean },
    id: string,
  ) => ReactElement;
}

/** Where the keyboard is and what is selected in a table that is only read, and how its cells are drawn. */
export function useReadGrid<R extends { readonly key: string }>(
  input: ReadGridInput<R>,
): ReadGrid<R> {
  const { rows, selected, onSelect, onTurn } = input;
  const [wanted, setWanted] = useState<CellPlace>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const active = { ...wanted, row: Math.max(0, Math.min(wanted.row, rows.length - 1)) };
  const selectRow: Moving["selectRow"] = (index, how) => {
    const keys = rows.map(({ key }) => key);
    if (!how.range) setAnchor(keys[index] ?? null);
    onSelect(selectedAfter(keys, selected, { index, anchor, ...how }));
  };
  // Rows need not be drawn again because another one was selected.
  const latest = useRef({ selectRow, onTurn });
  useEffect(() => {
    latest.current = { selectRow, onTurn };
  });
  const renderCell: ReadGrid<R>["renderCell"] = useCallback(
    (row, column, { active: isActive, ...place }, id) => (
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
          const { onTurn: turn, selectRow: select } = latest.current;
          if (turn !== undefined && isTurner(event.target)) return turn(row);
          const more = event.ctrlKey || event.metaKey;
          return select(place.row, { more, range: event.shiftKey });
        }}
        onDoubleClick={() => latest.current.onTurn?.(row)}
      >
        {column.Cell === undefined ? column.text(row) : <column.Cell row={row} />}
      </div>
    ),
    [],
  );
  const state: Moving = {
    active,
    moveTo: setWanted,
    selectRow,
    startEditing: () => selectRow(active.row, { more: false, range: false }),
  };
  return { scroller, state, renderCell };
}

function isTurner(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[data-turn]") !== null;
}
