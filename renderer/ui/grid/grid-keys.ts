import type { KeyboardEvent } from "react";
import type { Selecting } from "./row-selection.ts";

/** A place in a grid, by numbers of row and column. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** What keys do to a grid. */
export interface Moving {
  readonly active: CellPlace;
  moveTo(place: CellPlace): void;
  selectRow(row: number, how: Selecting): void;
  startEditing(): void;
}

const PAGE = 15;

/** What a key does in a grid that is not being edited; false for a key that is not the grid's. */
export function gridKey(
  event: KeyboardEvent,
  state: Moving,
  rows: number,
  columns: number,
): boolean {
  const { active } = state;
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey) return false;
  const toRow = (row: number): true => {
    const next = Math.max(0, Math.min(rows - 1, row));
    state.moveTo({ ...active, row: next });
    if (event.shiftKey) state.selectRow(next, { more: false, range: true });
    return true;
  };
  const toColumn = (column: number): true => {
    state.moveTo({ ...active, column: Math.max(0, Math.min(columns - 1, column)) });
    return true;
  };
  switch (event.key) {
    case "ArrowDown":
      return toRow(active.row + 1);
    case "ArrowUp":
      return toRow(active.row - 1);
    case "PageDown":
      return toRow(active.row + PAGE);
    case "PageUp":
      return toRow(active.row - PAGE);
    case "ArrowRight":
      return toColumn(active.column + 1);
    case "ArrowLeft":
      return toColumn(active.column - 1);
    case "Home":
      return control ? toRow(0) : toColumn(0);
    case "End":
      return control ? toRow(rows - 1) : toColumn(columns - 1);
    case " ":
      state.selectRow(active.row, { more: true, range: event.shiftKey });
      return true;
    case "Enter":
    case "F2":
      state.startEditing();
      return true;
    default:
      return false;
  }
}
