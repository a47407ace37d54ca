import type { PoolHost } from "../../shared/pool/pool.ts";
import { rackKey } from "../../shared/pool/racks.ts";
import type { ReadColumn } from "../ui/grid/read-column.ts";
import { cellWidth } from "../ui/grid/text-width.ts";
import { localTime } from "../ui/local-time.ts";
import { heldWords } from "./count.ts";
import type { LabFilter } from "./lab-state.ts";
import { StateText } from "./StateBadge.tsx";
import { SORT_LOOKS, STATE_LOOKS } from "./thing-look.ts";
import type { LabThing } from "./things.ts";

const share = (title: string, width: number): ReadColumn<LabThing> => {
  const find = (row: LabThing) => row.shareOf(title);
  return {
    id: title.toLowerCase(),
    title: `${title} held`,
    width,
    numeric: true,
    unsearched: true,
    text: (row) => {
      const found = find(row);
      return found === undefined ? "" : heldWords(found);
    },
    sortKey: (row) => {
      const found = find(row);
      return found === undefined || found.capacity === 0 ? -1 : found.held / found.capacity;
    },
  };
};

/** What only hosts have. */
function ofHost(
  title: string,
  width: number,
  textOf: (host: PoolHost) => string,
): ReadColumn<LabThing> {
  return {
    id: title.toLowerCase(),
    title,
    width,
    text: ({ thing }) => (thing.sort === "host" ? textOf(thing.item) : ""),
  };
}

/** What the table says of each thing. */
const THING_COLUMNS: readonly ReadColumn<LabThing>[] = [
  { id: "name", title: "Name", width: 140, text: ({ thing }) => thing.item.name },
  { id: "sort", title: "Sort", width: 80, text: ({ thing }) => SORT_LOOKS[thing.sort].word },
  {
    id: "state",
    title: "State",
    width: 120,
    text: ({ state }) => STATE_LOOKS[state.state].word,
    Cell: ({ row }) => <StateText state={row.state.state} />,
  },
  { id: "site", title: "Site", width: 90, text: ({ thing }) => thing.item.site },
  { id: "rack", title: "Rack", width: 80, text: ({ thing }) => thing.item.rack },
  share("Cores", 120),
  share("Memory", 170),
  share("Disk", 180),
  {
    id: "since",
    title: "Since",
    width: 170,
    unsearched: true,
    text: ({ state }) => (state.since === null ? "" : localTime(state.since)),
    sortKey: ({ state }) => state.since ?? "",
  },
  { id: "why", title: "Why", width: 130, text: ({ state }) => state.why },
  { id: "owner", title: "Owner", width: 100, text: ({ thing }) => thing.item.owner },
  { id: "tags", title: "Tags", width: 110, text: ({ thing }) => thing.item.tags.join(", ") },
  { id: "note", title: "Note", width: 160, text: ({ thing }) => thing.item.note },
  ofHost("Architecture", 100, ({ architecture }) => architecture),
  ofHost("Features", 120, ({ features }) => features.join(", ")),
  ofHost("Switch", 100, ({ switch: plugged }) => plugged ?? ""),
  share("Ports", 120),
  share("Space", 180),
];

/** The columns for these things: names that are told apart by their ends are seen whole. */
export function thingColumns(things: readonly LabThing[]): readonly ReadColumn<LabThing>[] {
  return THING_COLUMNS.map((column) => fitted(column, things));
}

function fitted(column: ReadColumn<LabThing>, things: readonly LabThing[]): ReadColumn<LabThing> {
  const most = WIDEST[column.id];
  if (most === undefined) return column;
  const texts = things.map((thing) => column.text(thing));
  return { ...column, width: cellWidth(texts, { least: column.width, most }) };
}

const WIDEST: Readonly<Record<string, number>> = { name: 280, site: 160, rack: 160 };

/** The things that a filter lets through; its words are looked for by the table. */
export function filtered(
  things: readonly LabThing[],
  { sort, state, site, rack }: Omit<LabFilter, "search">,
): readonly LabThing[] {
  return things.filter(
    ({ thing, state: is }) =>
      (sort === null || thing.sort === sort) &&
      (state === null || is.state === state) &&
      (site === null || thing.item.site === site) &&
      (rack === null || rackKey(thing.item) === rack),
  );
}
