import { columnsOf, type Column, type Market } from "./column.ts";
import type { Slot } from "./slot.ts";
import { needsElsewhere } from "./software-sets.ts";

/** How many machines that are there already are looked at as a home for what is missing, and how many move onto one. */
const MOST_HOSTS = 24;
const MOST_GUESTS = 3;

/** Everything to choose from: who may be where, as what. */
export interface Candidates {
  /** With the services that may have to be added. */
  readonly slots: readonly Slot[];
  readonly columns: readonly Column[];
}

/**
 * Lists the ways to make each machine, and the services that would have to be added because something
 * needs them and nobody offers them; each of those may be a machine of its own or move onto another.
 * `offered` are the applications of machines that nothing is chosen for.
 */
export function candidatesFor(
  slots: readonly Slot[],
  offered: ReadonlySet<string>,
  market: Market,
): Candidates {
  const columnsFor = rememberingColumns(market);
  const single = new Map(slots.map((slot) => [slot, columnsFor(slot)]));
  const certain = new Set([...offered, ...slots.flatMap(certainApplications)]);
  const added = new Map<string, Slot>();
  // The list grows while it is walked along: what is added may need something in turn.
  const open = [...slots];
  for (const slot of open)
    for (const group of openGroups(single.get(slot) ?? [], certain)) {
      const key = group.join(" ");
      if (added.has(key)) continue;
      const needing = whatNeeds(group, single.get(slot) ?? []);
      // What was added itself is called by its application.
      const isNamed = needing !== undefined && needing !== slot.title;
      const neededFor = isNamed ? `${needing} on ${slot.title}` : slot.title;
      const provider = { ...providerSlot(group, slot, market, added.size), neededFor };
      added.set(key, provider);
      single.set(provider, columnsFor(provider));
      open.push(provider);
    }
  const columns = [...single.values()].flat();
  return { slots: open, columns: [...columns, ...sharedColumns(open, market)] };
}

/** The ways to make one machine; machines of which the same is known have the same ways. */
function rememberingColumns(market: Market): (slot: Slot) => readonly Column[] {
  // What was chosen instead goes by a machine's id.
  if (Object.keys(market.choices).length > 0) return (slot) => columnsOf([slot], market);
  const known = new Map<string, readonly Column[]>();
  return (slot) => {
    const { id: _id, name: _name, title: _title, ...rest } = slot;
    const key = JSON.stringify(rest);
    const columns = known.get(key) ?? columnsOf([slot], market);
    known.set(key, columns);
    const slots = [slot];
    return columns.map((column) => Object.assign({}, column, { slots }));
  };
}

function certainApplications({ wanted, isOptional }: Slot): readonly string[] {
  return isOptional ? [] : wanted.flatMap((group) => (group.length === 1 ? group : []));
}

/** What some way of making a machine needs elsewhere, and what is not certain to be there. */
function openGroups(
  columns: readonly Column[],
  certain: ReadonlySet<string>,
): readonly (readonly string[])[] {
  return columns
    .flatMap(({ applications }) => needsElsewhere(applications))
    .filter((group) => !group.some((id) => certain.has(id)));
}

/** The application that needs one of a group elsewhere. */
function whatNeeds(group: readonly string[], columns: readonly Column[]): string | undefined {
  return columns
    .flatMap(({ applications }) => applications)
    .find((item) => needsElsewhere([item]).some((other) => other.join() === group.join()))?.name;
}

function providerSlot(
  group: readonly string[],
  wanting: Slot,
  { catalogue }: Market,
  index: number,
): Slot {
  const [first = "service"] = group;
  return {
    id: `added-${index + 1}-${first}`,
    name: first,
    title: catalogue.find("applications", first)?.name ?? first,
    isNew: true,
    count: 1,
    load: null,
    wanted: [group],
    set: {},
    roles: ["server"],
    interfaces: 1,
    attachedGiB: 0,
    mayHost: true,
    mayMove: true,
    isOptional: true,
    ...(!wanting.isNew && { neededBy: wanting.id }),
  };
}

/** Machines that are shared: a host with up to three others on it. */
function sharedColumns(slots: readonly Slot[], market: Market): readonly Column[] {
  const movers = slots.filter(({ mayMove }) => mayMove);
  const hosts = [
    ...slots.filter(({ mayHost, isNew }) => mayHost && !isNew).slice(0, MOST_HOSTS),
    ...slots.filter(({ mayHost, isNew }) => mayHost && isNew),
  ];
  return hosts.flatMap((host) => {
    const guests = movers.filter((guest) => canMoveOnto(guest, host, slots, market));
    return subsets(guests, MOST_GUESTS).flatMap((chosen) => columnsOf([host, ...chosen], market));
  });
}

function canMoveOnto(guest: Slot, host: Slot, slots: readonly Slot[], market: Market): boolean {
  if (guest === host) return false;
  const { neededBy } = guest;
  // It would take a router as well, whose price the choice of machines does not know.
  if (neededBy !== undefined && !host.isNew && market.areApart(neededBy, host.id)) return false;
  // Of two new machines the earlier one is the host, or each pair would come twice.
  if (host.isNew && host.mayMove && slots.indexOf(guest) < slots.indexOf(host)) return false;
  return guest.network === undefined || guest.network === host.network;
}

/** Every choice of 1 to `most` of the items. */
function subsets<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const all: (readonly T[])[] = [];
  const walk = (start: number, chosen: readonly T[]): void => {
    for (const [offset, item] of items.slice(start).entries()) {
      const next = [...chosen, item];
      all.push(next);
      if (next.length < most) walk(start + offset + 1, next);
    }
  };
  walk(0, []);
  return all;
}
