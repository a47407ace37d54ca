import { useState } from "react";
import { edit, select } from "../store/documents.ts";
import { parseKey, type ElementKey, type Selection } from "../store/elements.ts";
import { say } from "../commands/notify.ts";
import type { CellPlace, Moving } from "../ui/grid/grid-keys.ts";
import { selectedAfter } from "../ui/grid/row-selection.ts";
import type { Column, Row } from "./column.ts";

export interface GridInput<R extends Row> {
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly selection: Selection;
  readonly readOnly: boolean;
}

/** What a grid's cells and keys do. */
export interface GridState extends Moving {
  /** True while the active cell is being edited. */
  readonly editing: boolean;
  /** How many rows an edit of the active cell would change. */
  readonly reach: number;
  stopEditing(): void;
  /** False when the value cannot be; editing goes on then. */
  readonly commit: (value: string) => boolean;
}

/** Active cell, selection and editing of a grid; the selection is the design's own. */
export function useGrid<R extends Row>(input: GridInput<R>): GridState {
  const { rows, columns, selection, readOnly } = input;
  const [wanted, setWanted] = useState<CellPlace>({ row: 0, column: 0 });
  const [editing, setEditing] = useState(false);
  const [anchor, setAnchor] = useState<ElementKey | null>(null);
  // Rows come and go: the active cell stays within what there is.
  const active = {
    row: Math.max(0, Math.min(wanted.row, rows.length - 1)),
    column: Math.max(0, Math.min(wanted.column, columns.length - 1)),
  };
  const column = columns[active.column];
  const row = rows[active.row];
  const targets = row === undefined || column === undefined ? [] : reached(input, row, column);
  return {
    active,
    editing,
    reach: targets.length,
    moveTo: (place) => {
      setEditing(false);
      setWanted(place);
    },
    selectRow: (index, how) => {
      const key = rows[index]?.key;
      if (key === undefined) return;
      if (!how.range) setAnchor(key);
      // What the other table has would be changed or deleted along with it, unseen.
      const before = new Set([...selection].filter((one) => isAlike(one, key)));
      const keys = rows.map((one) => one.key);
      select(selectedAfter(keys, before, { index, anchor, ...how }));
    },
    startEditing: () => {
      if (readOnly) return;
      if (targets.length > 0) setEditing(true);
      else say("This cell follows from the drawing.", column?.title ?? "Table");
    },
    stopEditing: () => setEditing(false),
    commit: (value) => {
      const edits = column?.edits?.(targets, value) ?? null;
      if (edits === null) {
        const wanted = column?.wanted ?? "something else";
        say(`“${value}” is not taken: enter ${wanted}.`, column?.title);
        return false;
      }
      setEditing(false);
      edit(`Change ${column?.title.toLowerCase() ?? ""}`, edits);
      return true;
    },
  };
}

function isAlike(one: ElementKey, other: ElementKey): boolean {
  return parseKey(one).type === parseKey(other).type;
}

/** The rows that an edit of a cell changes: all selected ones when its row is among them. */
function reached<R extends Row>(
  { rows, selection }: GridInput<R>,
  row: R,
  column: Column<R>,
): readonly R[] {
  const together = selection.has(row.key) ? rows.filter(({ key }) => selection.has(key)) : [row];
  return together.filter((one) => column.editor?.(one) !== undefined);
}
