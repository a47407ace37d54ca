import { Select, Text, UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconServer2 } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  memo,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type ReactElement,
} from "react";
import { EmptyState } from "../ui/EmptyState.tsx";
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
const NAME_FITS = 14;

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
  const { ref: measured, width } = useElementSize();
  const columns = Math.max(1, Math.floor((width - GAP) / (RACK_WIDTH + GAP)));
  const lines = useMemo(
    () =>
      Array.from({ length: Math.ceil(racks.length / columns) }, (_, line) =>
        racks.slice(line * columns, (line + 1) * columns),
      ),
    [racks, columns],
  );
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (line) => Math.max(...(lines[line] ?? []).map(heightOf)) + GAP,
    overscan: 1,
    // Another number of columns makes other lines.
    getItemKey: (line) => `${columns} ${lines[line]?.[0]?.key}`,
  });
  // What is selected opens a panel beside the racks, and must not go out of sight by that.
  useLayoutEffect(() => {
    const { selected } = useLab.getState();
    const lineOf = (is: (rack: Elevation) => boolean): number =>
      lines.findIndex((line) => line.some(is));
    const named = lineOf(({ key }) => selected.has(scopeKey({ sort: "rack", id: key })));
    const holding = lineOf((rack) => holds(rack, selected));
    if (named >= 0) virtual.scrollToIndex(named, { align: "start" });
    else if (holding >= 0) virtual.scrollToIndex(holding, { align: "auto" });
    // Only where there is another number of columns: whoever scrolls on is left in peace.
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
      <div ref={measured} className={styles["floor"]} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            className={styles["line"]}
            style={{ transform: `translateY(${start}px)`, gap: GAP }}
          >
            {(lines[index] ?? []).map((rack) => (
              <Rack key={rack.key} rack={rack} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function holds({ placed, loose }: Elevation, selected: ReadonlySet<string>): boolean {
  return [...placed.map(({ thing }) => thing), ...loose].some(({ key }) => selected.has(key));
}

function heightOf({ units, loose }: Elevation): number {
  return (
    HEAD +
    units * UNIT +
    (loose.length > 0 ? LOOSE_HEIGHT * (Math.min(loose.length, LOOSE_SHOWN) + 2) : 0)
  );
}

/** Memoised: of many racks a change concerns few. */
const Rack = memo(function Rack({ rack }: { readonly rack: Elevation }): ReactElement {
  const { key, name, site, units, placed, loose } = rack;
  const scope = { sort: "rack", id: key } as const;
  const selected = useLab((lab) => lab.selected.has(scopeKey(scope)));
  const taken = placed.reduce((sum, { height }) => sum + height, 0);
  return (
    <section className={styles["rack"]} aria-label={`Rack ${key}`} style={{ width: RACK_WIDTH }}>
      <UnstyledButton
        className={styles["name"] ?? ""}
        aria-pressed={selected}
        onClick={() => selectScope(scope)}
      >
        <b>{name}</b>
        <span>
          {site !== "" && `${site} · `}
          {taken} of {units} units
        </span>
      </UnstyledButton>
      <div className={styles["frame"]} style={{ height: units * UNIT }}>
        {placed.map(({ thing, bottom, height }) => (
          <InRack
            key={thing.key}
            thing={thing}
            unit={bottom}
            bottom={(bottom - 1) * UNIT}
            height={height * UNIT - 1}
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
              <InRack key={thing.key} thing={thing} unit={null} height={LOOSE_HEIGHT - 3} />
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

/** Memoised and plain: a screen has hundreds. Its icons are letters, as pictures would be six times as many elements. */
const InRack = memo(function InRack(props: {
  readonly thing: LabThing;
  readonly unit: number | null;
  /** From the floor; left out where it stands nowhere. */
  readonly bottom?: number;
  readonly height: number;
}): ReactElement {
  const { thing, unit, bottom, height } = props;
  const selected = useLab((lab) => lab.selected.has(thing.key));
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
      <span className={lab["glyph"]} data-state={thing.state.state}>
        {word}
      </span>
    </button>
  );
});
