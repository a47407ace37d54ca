import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useEffect,
  useId,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from "react";
import { MENUS } from "../commands/menus.ts";
import { parseKey } from "../store/elements.ts";
import { useCommandMenu } from "../ui/CommandMenu.tsx";
import type { Column, Row, Sorting } from "./column.ts";
import { CellEditorField } from "./CellEditorField.tsx";
import styles from "./Grid.module.css";
import { gridKey } from "./grid-keys.ts";
import { useGrid, type GridInput, type GridState } from "./grid-state.ts";

const ROW_HEIGHT = 30;
/** Rows kept beyond what is seen, so that quick scrolling shows no gaps. */
const OVERSCAN = 12;

interface GridProps<R extends Row> extends GridInput<R> {
  readonly label: string;
  readonly sorting: Sorting;
  readonly onSort: (column: string) => void;
}

/** A table of any length that is read, selected and edited by keyboard, mouse and screen reader alike. */
export function Grid<R extends Row>(props: GridProps<R>): ReactElement {
  const { label, rows, columns, selection, sorting, onSort } = props;
  const state = useGrid(props);
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
  const { active, editing } = state;
  useEffect(() => {
    virtual.scrollToIndex(active.row);
    scroller.current
      ?.querySelector("[data-active]")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active.row, active.column, virtual]);
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
  const template = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(" ");
  return (
    <div
      ref={scroller}
      className={styles["grid"]}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={rows.length > 0 ? cellId(id, active.row, active.column) : undefined}
      tabIndex={0}
      onContextMenu={showMenu}
      onKeyDown={(event: KeyboardEvent) => {
        if (!editing && gridKey(event, state, rows.length, columns.length)) {
          event.preventDefault();
          event.stopPropagation();
        }
      }}
    >
      <div className={styles["head"]} role="rowgroup">
        <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <Head key={column.id} column={column} sorting={sorting} onSort={onSort} />
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
              data-index={index}
              aria-rowindex={index + 2}
              aria-selected={selection.has(row.key)}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              {columns.map((column, number) => (
                <Cell
                  key={column.id}
                  id={cellId(id, index, number)}
                  row={row}
                  column={column}
                  place={{ row: index, column: number }}
                  state={state}
                  onDone={focus}
                />
              ))}
            </div>
          );
        })}
      </div>
      {menu}
    </div>
  );
}

function cellId(grid: string, row: number, column: number): string {
  return `${grid}-${row}-${column}`;
}

interface HeadProps<R extends Row> {
  readonly column: Column<R>;
  readonly sorting: Sorting;
  readonly onSort: (column: string) => void;
}

function Head<R extends Row>({ column, sorting, onSort }: HeadProps<R>): ReactElement {
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
        onClick={() => onSort(column.id)}
      >
        {column.title}
        {sorted && <Arrow size={13} aria-hidden />}
      </UnstyledButton>
    </div>
  );
}

interface CellProps<R extends Row> {
  readonly id: string;
  readonly row: R;
  readonly column: Column<R>;
  readonly place: { readonly row: number; readonly column: number };
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
