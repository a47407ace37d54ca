import { useRef, useState, type MouseEvent, type ReactElement, type RefObject } from "react";
import styles from "./Grid.module.css";
import type { CellPlace, Moving } from "./grid-keys.ts";
import type { ReadColumn } from "./read-column.ts";
import { selectedAfter } from "./row-selection.ts";
import { mayOverflow } from "./text-width.ts";

interface ReadGridInput<R extends { readonly key: string }> {
  readonly rows: readonly R[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
  /** Opens or closes a row that has others below it: a click on what says `data-turn`, or two anywhere on it. */
  readonly onTurn?: (row: R) => unknown;
}

/** What the mouse does anywhere in the table: a thousand cells need no listeners of their own. */
export interface GridMouse {
  onClick(event: MouseEvent): void;
  onDoubleClick(event: MouseEvent): void;
  onMouseOver(event: MouseEvent): void;
}

interface ReadGrid {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly state: Moving;
  readonly mouse: GridMouse;
}

/** Where the keyboard is and what is selected in a table that is only read. */
export function useReadGrid<R extends { readonly key: string }>(input: ReadGridInput<R>): ReadGrid {
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
  const mouse: GridMouse = {
    onClick(event) {
      const place = placeOf(event.target);
      const row = place === null ? undefined : rows[place.row];
      if (place === null || row === undefined) return;
      setWanted(place);
      if (onTurn !== undefined && isTurner(event.target)) onTurn(row);
      else selectRow(place.row, { more: event.ctrlKey || event.metaKey, range: event.shiftKey });
    },
    onDoubleClick(event) {
      const row = rows[placeOf(event.target)?.row ?? -1];
      if (row !== undefined) onTurn?.(row);
    },
    onMouseOver: ({ target }) => showWhole(target),
  };
  const startEditing = (): void => selectRow(active.row, { more: false, range: false });
  return { scroller, state: { active, moveTo: setWanted, selectRow, startEditing }, mouse };
}

/** Draws a cell; one and the same function for every table, so that rows need not be drawn again. */
export function readCell<R>(
  row: R,
  column: ReadColumn<R>,
  { active }: { readonly active: boolean },
  id: string,
): ReactElement {
  const text = column.text(row);
  return (
    <div
      key={column.id}
      id={active ? id : undefined}
      role="gridcell"
      className={styles["cell"]}
      data-active={active || undefined}
      data-numeric={column.numeric}
      // What is cut off is painted by itself: only where that may be needed.
      data-long={column.Cell !== undefined || mayOverflow(text, column.width) || undefined}
    >
      {column.Cell === undefined ? text : <column.Cell row={row} />}
    </div>
  );
}

function cellOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[role=gridcell]") : null;
}

function placeOf(target: EventTarget): CellPlace | null {
  const cell = cellOf(target);
  const line = cell?.parentElement;
  if (cell === null || line === null || line === undefined) return null;
  return { row: Number(line.dataset["index"]), column: [...line.children].indexOf(cell) };
}

/** What does not fit can be read by resting the mouse on it. */
function showWhole(target: EventTarget): void {
  const cell = cellOf(target);
  if (cell === null) return;
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  else cell.removeAttribute("title");
}

function isTurner(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[data-turn]") !== null;
}
