import { Select, Text, UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconServer2 } from "@tabler/icons-react";
import {
  memo,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type ReactElement,
  type RefObject,
} from "react";
import { EmptyState } from "../ui/EmptyState.tsx";
import {
  inFlow,
  unevenRows,
  useLeftBehind,
  useRowSlots,
  type RowPlaces,
  type RowSlot,
} from "../ui/use-row-slots.ts";
import { scopeKey, scopeOf, selectScope, useLab } from "./lab-state.ts";
import styles from "./Racks.module.css";
import lab from "./Lab.module.css";
import type { TabProps } from "./LabView.tsx";
import { elevations, type Elevation } from "./rack-elevation.ts";
import { SORT_LOOKS, STATE_LOOKS } from "./thing-look.ts";
import type { LabThing } from "./things.ts";

const UNIT = 15;
const RACK_WIDTH = 216;
const HEAD = 58;
const GAP = 20;
/** Of what stands nowhere, so much is listed under its rack. */
const LOOSE_SHOWN = 40;
const LOOSE_HEIGHT = 24;

/** So many letters of a name find room beside any state. */
const NAME_FITS = 12;

/** The racks as one stands before them, by site, highest unit on top. */
export function RacksTab({ pool, things }: TabProps): ReactElement {
  const [site, setSite] = useState<string | null>(null);
  const all = useMemo(() => elevations(pool, things), [pool, things]);
  const sites = [...new Set(all.map((rack) => rack.site))].filter((name) => name !== "");
  const homeless = useMemo(() => things.filter(({ thing }) => thing.item.rack === ""), [things]);
  const shown = site === null ? all : all.filter((rack) => rack.site === site);
  if (all.length === 0)
    return (
      <EmptyState icon={IconServer2} title="No racks yet">
        Nobody wrote down which rack things stand in. Import an inventory with the columns rack and
        position, or change a thing in the table.
      </EmptyState>
    );
  return (
    <>
      {sites.length > 1 && (
        <div className={lab["bar"]}>
          <Select
            size="xs"
            w={200}
            aria-label="Site"
            placeholder="Every site"
            clearable
            clearButtonProps={{ "aria-label": "Every site" }}
            data={sites}
            value={site}
            onChange={setSite}
          />
        </div>
      )}
      {homeless.length > 0 && site === null && (
        <Text size="sm" c="dimmed" px="md" pt="xs">
          {homeless.length} {homeless.length === 1 ? "thing is" : "things are"} in no rack; the
          table has them.
        </Text>
      )}
      <Room racks={shown} />
    </>
  );
}

/** As many racks side by side as there is room for; only those that are seen are drawn. */
function Room({ racks }: { readonly racks: readonly Elevation[] }): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useLab((lab) => lab.selected);
  const { ref: measured, width } = useElementSize();
  // None before it is known how much room there is.
  const columns = width === 0 ? 0 : Math.max(1, Math.floor((width - GAP) / (RACK_WIDTH + GAP)));
  const { lines, places } = useMemo(() => inLines(racks, columns), [racks, columns]);
  const { virtual, rows } = useRowSlots({
    count: lines.length,
    scroller,
    places,
    overscan: 1,
    headHeight: 0,
  });
  const isTurn = useTurns(places, rows, virtual.calculateRange()?.startIndex ?? 0);
  // Another number of columns makes other lines.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies
  useLayoutEffect(() => virtual.measure(), [virtual, places]);
  // What is selected opens a panel beside the racks, and must not go out of sight by that.
  useLayoutEffect(() => {
    const { selected } = useLab.getState();
    // Only where there is another number of columns: whoever scrolls on is left in peace.
    const lineOf = (is: (rack: Elevation) => boolean): number =>
      // oxlint-disable-next-line react/exhaustive-effect-dependencies
      lines.findIndex((line) => line.some(is));
    const named = lineOf(({ key }) => selected.has(scopeKey({ sort: "rack", id: key })));
    const holding = lineOf((rack) => holds(rack, selected));
    if (named >= 0) return virtual.scrollToIndex(named, { align: "start" });
    if (holding < 0 || scroller.current === null) return;
    const place = placeIn(lines[holding] ?? NONE, selected);
    if (place === null) return virtual.scrollToIndex(holding, { align: "auto" });
    const { scrollTop, clientHeight } = scroller.current;
    const top = places.topOf(holding) + place.top;
    const isSeen = top >= scrollTop && top + place.height <= scrollTop + clientHeight;
    if (!isSeen) virtual.scrollToOffset(top - clientHeight / 2);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [columns]);
  return (
    <div
      ref={scroller}
      className={styles["room"]}
      role="group"
      aria-label="Racks"
      // A scrolling region is reached by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div
        ref={measured}
        className={styles["floor"]}
        style={{ height: places.topOf(lines.length) }}
      >
        {rows.filter(isTurn).map((row) => {
          const { key, style } = inFlow(row);
          return (
            <Line
              key={key}
              racks={lines[row.index] ?? NONE}
              top={row.top}
              style={style}
              selected={selected}
              scroller={scroller}
            />
          );
        })}
      </div>
    </div>
  );
}

const NONE: readonly Elevation[] = [];

/**
 * Whether a line is drawn by now: the first that is seen at once, with each frame one more, last what is above. All
 * of them together would take longer than a frame.
 */
function useTurns(
  places: RowPlaces,
  rows: readonly RowSlot[],
  first: number,
): (row: RowSlot) => boolean {
  const [latest, setLatest] = useState({ places, turn: 1 });
  const turn = latest.places === places ? latest.turn : 1;
  const isDone = turn >= rows.length;
  useEffect(() => {
    if (isDone) return undefined;
    const frame = requestAnimationFrame(() => setLatest({ places, turn: turn + 1 }));
    return () => cancelAnimationFrame(frame);
  }, [places, turn, isDone]);
  return ({ index }) => isDone || (index - first + rows.length) % rows.length < turn;
}

/** So many racks a line, and where the lines are. */
function inLines(racks: readonly Elevation[], columns: number) {
  const count = columns === 0 ? 0 : Math.ceil(racks.length / columns);
  const lines = Array.from({ length: count }, (_, line) =>
    racks.slice(line * columns, (line + 1) * columns),
  );
  const tops = [0];
  for (const line of lines) tops.push((tops.at(-1) ?? 0) + Math.max(...line.map(heightOf)) + GAP);
  return { lines, places: unevenRows(tops) };
}

function holds({ placed, loose }: Elevation, selected: ReadonlySet<string>): boolean {
  return [...placed.map(({ thing }) => thing), ...loose].some(({ key }) => selected.has(key));
}

/** Where in a line of racks the first is that is selected, in pixels from above; null where it has no place in one. */
function placeIn(
  line: readonly Elevation[],
  selected: ReadonlySet<string>,
): { readonly top: number; readonly height: number } | null {
  for (const { units, placed } of line) {
    const found = placed.find(({ thing }) => selected.has(thing.key));
    if (found === undefined) continue;
    const { bottom, height } = found;
    return { top: HEAD + (units - (bottom - 1) - height) * UNIT, height: height * UNIT };
  }
  return null;
}

function heightOf({ units, loose }: Elevation): number {
  return (
    HEAD +
    units * UNIT +
    (loose.length > 0 ? LOOSE_HEIGHT * (Math.min(loose.length, LOOSE_SHOWN) + 2) : 0)
  );
}

interface LineProps {
  readonly racks: readonly Elevation[];
  readonly top: number;
  readonly style: CSSProperties;
  readonly selected: ReadonlySet<string>;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Its racks keep their elements, and those what is in them, when it becomes another line: see useRowSlots. */
function Line({ racks, top, style, selected, scroller }: LineProps): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  useLeftBehind(element, racks.map(({ key }) => key).join(" "), scroller);
  return (
    <div
      ref={element}
      className={styles["line"]}
      style={{ ...style, transform: `translateY(${top}px)`, gap: GAP }}
    >
      {racks.map((rack, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- as above
        <Rack key={place} rack={rack} selected={selected} />
      ))}
    </div>
  );
}

interface RackProps {
  readonly rack: Elevation;
  readonly selected: ReadonlySet<string>;
}

/** Memoised: of many racks a change concerns few. */
const Rack = memo(function Rack({ rack, selected }: RackProps): ReactElement {
  const { key, name, site, units, placed, loose } = rack;
  const scope = { sort: "rack", id: key } as const;
  const taken = placed.reduce((sum, { height }) => sum + height, 0);
  return (
    <section
      className={styles["rack"]}
      aria-label={`Rack ${key}`}
      style={{ width: RACK_WIDTH, height: heightOf(rack) }}
    >
      <UnstyledButton
        className={styles["name"] ?? ""}
        aria-pressed={selected.has(scopeKey(scope))}
        onClick={() => selectScope(scope)}
      >
        <b>{name}</b>
        <span>
          {site !== "" && `${site} · `}
          {taken} of {units} units
        </span>
      </UnstyledButton>
      <div className={styles["frame"]} style={{ height: units * UNIT }}>
        <div className={styles["units"]} aria-hidden>
          {unitNumbers(units)}
        </div>
        {placed.map(({ thing, bottom, height }, place) => (
          <InRack
            // oxlint-disable-next-line react/no-array-index-key -- its element stays when it draws another
            key={place}
            thing={thing}
            unit={bottom}
            bottom={(bottom - 1) * UNIT}
            height={height * UNIT - 1}
            selected={selected.has(thing.key)}
          />
        ))}
      </div>
      {loose.length > 0 && (
        <>
          <Text size="xs" c="dimmed" mt={6}>
            Without a place in it
          </Text>
          <div className={styles["loose"]}>
            {loose.slice(0, LOOSE_SHOWN).map((thing) => (
              <InRack
                key={thing.key}
                thing={thing}
                unit={null}
                height={LOOSE_HEIGHT - 3}
                selected={selected.has(thing.key)}
              />
            ))}
          </div>
          {loose.length > LOOSE_SHOWN && (
            <Text size="xs" c="dimmed">
              and {loose.length - LOOSE_SHOWN} more, in the table
            </Text>
          )}
        </>
      )}
    </section>
  );
});

const numbersOf = new Map<number, string>();

/** The numbers of a rack's units, the highest on top, a line each. */
function unitNumbers(units: number): string {
  const known = numbersOf.get(units);
  if (known !== undefined) return known;
  const numbers = Array.from({ length: units }, (_, index) => units - index).join("\n");
  numbersOf.set(units, numbers);
  return numbers;
}

const STATE_CLASSES = `${styles["state"]} ${lab["glyph"]}`;

/** Memoised and plain: a screen has hundreds. Its icons are letters, as pictures would be six times as many elements. */
const InRack = memo(function InRack(props: {
  readonly thing: LabThing;
  readonly unit: number | null;
  /** From the floor; left out where it stands nowhere. */
  readonly bottom?: number;
  readonly height: number;
  readonly selected: boolean;
}): ReactElement {
  const { thing, unit, bottom, height, selected } = props;
  const { word, color } = STATE_LOOKS[thing.state.state];
  const sort = SORT_LOOKS[thing.thing.sort].word;
  const { name } = thing.thing.item;
  const place = unit === null ? "" : `, unit ${unit}`;
  return (
    <button
      type="button"
      className={styles["thing"]}
      data-sort={thing.thing.sort}
      data-long={name.length > NAME_FITS || undefined}
      aria-pressed={selected}
      title={`${sort}${place}${thing.state.why === "" ? "" : `. ${thing.state.why}`}`}
      style={
        {
          bottom,
          height,
          "--tint": `var(--mantine-color-${color}-light)`,
          color: `var(--mantine-color-${color}-light-color)`,
        } as CSSProperties
      }
      onClick={() => selectScope(scopeOf(thing.key))}
    >
      <span className={styles["label"]}>{name}</span>{" "}
      <span className={STATE_CLASSES} data-state={thing.state.state}>
        {word}
      </span>
    </button>
  );
});
