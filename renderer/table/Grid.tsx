import { useEffect, useRef, type MouseEvent, type ReactElement } from "react";
import { MENUS } from "../commands/menus.ts";
import { parseKey } from "../store/elements.ts";
import { useCommandMenu } from "../ui/CommandMenu.tsx";
import styles from "../ui/grid/Grid.module.css";
import { GridFrame } from "../ui/grid/GridFrame.tsx";
import { gridKey, type CellPlace } from "../ui/grid/grid-keys.ts";
import type { Sorting } from "../ui/grid/read-column.ts";
import { mayOverflow } from "../ui/grid/text-width.ts";
import type { Column, Row } from "./column.ts";
import { CellEditorField } from "./CellEditorField.tsx";
import { useGrid, type GridInput, type GridState } from "./grid-state.ts";

interface GridProps<R extends Row> extends GridInput<R> {
  readonly label: string;
  readonly sorting: Sorting;
  readonly onSort: (column: string) => void;
}

/** A table of the design's elements that is read, selected and edited by keyboard, mouse and screen reader alike. */
export function Grid<R extends Row>(props: GridProps<R>): ReactElement {
  const { label, rows, columns, selection, sorting, onSort } = props;
  const state = useGrid(props);
  const scroller = useRef<HTMLDivElement>(null);
  const { active, editing } = state;
  // Whoever turned the drawing into a table by a key goes on by keys.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);
  const { openAt, menu } = useCommandMenu();
  const showMenu = (event: MouseEvent<HTMLElement>): void => {
    if (editing || !(event.target instanceof Element)) return;
    const clicked = event.target.closest<HTMLElement>("[data-index]")?.dataset["index"];
    // The menu key is the grid's own: it is about the active row.
    const onGrid = event.target === event.currentTarget;
    const index = clicked === undefined ? (onGrid ? active.row : undefined) : Number(clicked);
    const row = index === undefined ? undefined : rows[index];
    if (index === undefined || row === undefined) return;
    event.preventDefault();
    if (!selection.has(row.key)) state.selectRow(index, { more: false, range: false });
    const place = scroller.current?.querySelector("[data-active]")?.getBoundingClientRect();
    const at =
      onGrid && place !== undefined ? { clientX: place.left, clientY: place.bottom } : event;
    openAt(at, parseKey(row.key).type === "link" ? MENUS.link : MENUS.node);
  };
  const focus = (): void => scroller.current?.focus({ preventScroll: true });
  return (
    <GridFrame
      label={label}
      rows={rows}
      columns={columns}
      selected={selection}
      active={active}
      sorting={sorting}
      onSort={onSort}
      scroller={scroller}
      onContextMenu={showMenu}
      onKeyDown={(event) => {
        if (!editing && gridKey(event, state, rows.length, columns.length)) {
          event.preventDefault();
          event.stopPropagation();
        }
      }}
      renderCell={(row, column, place, id) => (
        <Cell
          key={column.id}
          id={id}
          row={row}
          column={column}
          place={place}
          state={state}
          onDone={focus}
        />
      )}
    >
      {menu}
    </GridFrame>
  );
}

interface CellProps<R extends Row> {
  readonly id: string;
  readonly row: R;
  readonly column: Column<R>;
  readonly place: CellPlace;
  readonly state: GridState;
  readonly onDone: () => void;
}

function Cell<R extends Row>({
  id,
  row,
  column,
  place,
  state,
  onDone,
}: CellProps<R>): ReactElement {
  const active = state.active.row === place.row && state.active.column === place.column;
  const editor = active && state.editing ? column.editor?.(row) : undefined;
  const shown = column.text(row);
  return (
    // The grid has the keys; a mouse needs no key of its own here.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="gridcell"
      aria-colindex={place.column + 1}
      className={styles["cell"]}
      data-active={active || undefined}
      data-numeric={column.numeric}
      data-editable={column.editor?.(row) !== undefined || undefined}
      data-long={
        column.Cell !== undefined ||
        editor !== undefined ||
        mayOverflow(shown, column.width) ||
        undefined
      }
      title={shown}
      onClick={(event) => {
        if (editor !== undefined) return;
        state.moveTo(place);
        state.selectRow(place.row, { more: event.ctrlKey || event.metaKey, range: event.shiftKey });
      }}
      onDoubleClick={() => {
        if (editor === undefined) state.startEditing();
      }}
    >
      {editor === undefined ? (
        column.Cell === undefined ? (
          shown
        ) : (
          <column.Cell row={row} />
        )
      ) : (
        <CellEditorField
          editor={editor}
          label={`${column.title} of ${state.reach > 1 ? `${state.reach} selected` : row.name}`}
          value={column.raw?.(row) ?? shown}
          onCommit={state.commit}
          onEnd={() => {
            state.stopEditing();
            onDone();
          }}
        />
      )}
    </div>
  );
}
