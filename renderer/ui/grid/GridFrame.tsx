import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import {
  memo,
  useEffect,
  useId,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from "react";
import { evenRows, inReadingOrder, useRowSlots } from "../use-row-slots.ts";
import styles from "./Grid.module.css";
import type { CellPlace } from "./grid-keys.ts";
import type { ReadColumn, Sorting } from "./read-column.ts";
import type { GridMouse } from "./use-read-grid.tsx";

const ROW_HEIGHT = 30;
const ROWS = evenRows(ROW_HEIGHT);
/** Rows kept beyond what is seen, so that quick scrolling shows no gaps. */
const OVERSCAN = 6;

/** How deep a row stands, from 1, and whether those below it are shown; undefined where there are none. */
export type TreeOf<R> = (row: R) => { readonly level: number; readonly open: boolean | undefined };

interface GridFrameProps<R extends { readonly key: string }, C extends ReadColumn<R>> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly C[];
  readonly selected: ReadonlySet<string>;
  readonly active: CellPlace;
  readonly sorting: Sorting;
  readonly onSort: (column: string) => void;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onContextMenu?: (event: MouseEvent<HTMLElement>) => void;
  readonly mouse?: GridMouse;
  /** For rows that have rows below them: one and the same function each time. */
  readonly treeOf?: TreeOf<R>;
  /** Draws one cell, which carries the id. */
  readonly renderCell: (
    row: R,
    column: C,
    place: CellPlace & { readonly active: boolean },
    id: string,
  ) => ReactElement;
  readonly children?: ReactNode;
}

/** A table of any length for keyboard, mouse and screen reader: its head, and of its rows those that are seen. */
export function GridFrame<R extends { readonly key: string }, C extends ReadColumn<R>>(
  props: GridFrameProps<R, C>,
): ReactElement {
  const { label, rows, columns, selected, active, sorting, onSort, scroller, renderCell } = props;
  const id = useId();
  const { virtual, rows: drawn } = useRowSlots({
    count: rows.length,
    scroller,
    places: ROWS,
    overscan: OVERSCAN,
    headHeight: ROW_HEIGHT,
  });
  const activeCell = `${id}-${active.row}-${active.column}`;
  useEffect(() => {
    virtual.scrollToIndex(active.row);
    document.getElementById(activeCell)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active.row, activeCell, virtual]);
  // One stop for the whole head, not one for each of many columns.
  const stop = (columns.find(({ id: name }) => name === sorting.column) ?? columns[0])?.id;
  const least = columns.reduce((sum, { width }) => sum + width, 0);
  const template = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(" ");
  const rowId = (slot: number): string => `${id}-row-${slot}`;
  return (
    // Either role takes keys.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={scroller}
      className={styles["grid"]}
      role={props.treeOf === undefined ? "grid" : "treegrid"}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={rows.length > 0 ? activeCell : undefined}
      tabIndex={0}
      onContextMenu={props.onContextMenu}
      onKeyDown={(event) => {
        if (!headKey(event)) props.onKeyDown(event);
      }}
      {...props.mouse}
    >
      <div className={styles["head"]} role="rowgroup" style={{ minWidth: least }}>
        <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <Head
              key={column.id}
              column={column}
              isStop={column.id === stop}
              sorting={sorting}
              onSort={onSort}
            />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles["body"]}
        aria-owns={inReadingOrder(drawn, rowId)}
        style={{ height: rows.length * ROW_HEIGHT, minWidth: least }}
      >
        {drawn.map(({ slot, index, top }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <GridRow
              key={slot}
              rowId={rowId(slot)}
              row={row}
              index={index}
              top={top}
              id={id}
              template={template}
              columns={columns}
              selected={selected.has(row.key)}
              active={active.row === index ? active.column : null}
              treeOf={props.treeOf}
              renderCell={renderCell}
            />
          );
        })}
      </div>
      {props.children}
    </div>
  );
}

interface GridRowProps<R extends { readonly key: string }, C extends ReadColumn<R>> {
  /** Of its element. */
  readonly rowId: string;
  readonly row: R;
  readonly index: number;
  readonly top: number;
  /** Of the grid. */
  readonly id: string;
  readonly template: string;
  readonly columns: readonly C[];
  readonly selected: boolean;
  /** The column that the keyboard is at, when it is in this row. */
  readonly active: number | null;
  readonly treeOf: TreeOf<R> | undefined;
  readonly renderCell: GridFrameProps<R, C>["renderCell"];
}

/** Memoised: while one scrolls, most rows stay as they are. */
const GridRow = memo(function GridRow<R extends { readonly key: string }, C extends ReadColumn<R>>(
  props: GridRowProps<R, C>,
): ReactElement {
  const { rowId, row, index, top, id, template, columns, selected, active, renderCell } = props;
  const tree = props.treeOf?.(row);
  return (
    <div
      id={rowId}
      role="row"
      className={styles["row"]}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-level={tree?.level}
      aria-expanded={tree?.open}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
    >
      {columns.map((column, number) => {
        const place = { row: index, column: number, active: active === number };
        return renderCell(row, column, place, `${id}-${index}-${number}`);
      })}
    </div>
  );
}) as <R extends { readonly key: string }, C extends ReadColumn<R>>(
  props: GridRowProps<R, C>,
) => ReactElement;

/** In the head, Enter and space sort, → and ← walk along it, ↓ goes to the rows; true for a key that is its own. */
function headKey(event: KeyboardEvent<HTMLElement>): boolean {
  const head = event.target instanceof Element ? event.target.closest("[role=columnheader]") : null;
  if (head === null) return false;
  const { key } = event;
  if (key === "Enter" || key === " ") return true;
  const beside = key === "ArrowRight" ? head.nextElementSibling : head.previousElementSibling;
  if (key === "ArrowRight" || key === "ArrowLeft") beside?.querySelector("button")?.focus();
  else if (key === "ArrowDown") event.currentTarget.focus();
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function Head<R>(props: {
  readonly column: ReadColumn<R>;
  /** The keyboard comes to it first. */
  readonly isStop: boolean;
  readonly sorting: Sorting;
  readonly onSort: (column: string) => void;
}): ReactElement {
  const { column, isStop, sorting, onSort } = props;
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
        tabIndex={isStop ? 0 : -1}
        title={`Sort by ${column.title.toLowerCase()}`}
        onClick={() => onSort(column.id)}
      >
        {column.title}
        {sorted && <Arrow size={13} aria-hidden />}
      </UnstyledButton>
    </div>
  );
}
