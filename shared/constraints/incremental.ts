import { computed, effect, endBatch, startBatch } from "alien-signals";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, NodeId } from "../design/design.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import { sortedIds } from "../topology/ids.ts";
import { createCells, type Cells } from "./cells.ts";
import { runRule } from "./check.ts";
import type { IndexName } from "./indexes.ts";
import type { Problem, Rule, RuleContext } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { createState, entryKey, type Changes, type DesignState } from "./state.ts";
import { trackTopology } from "./tracked-topology.ts";

/** Keeps a design checked: gives it each new version of the design, get the problems of that version. */
export interface Checker {
  /** The same as {@link checkDesign} of that design, and the same array while no problem changes. */
  update(design: Design): readonly Problem[];
}

/**
 * Every rule for every element is a computed value over what it read; an update re-runs those whose
 * reads have changed. The cost of an update is one comparison per element, and those runs.
 */
export function createChecker(
  catalogue: Catalogue,
  rateCard: RateCard | undefined,
  rules: readonly Rule[] = RULES,
): Checker {
  const state = createState(catalogue, rateCard);
  const { context, refresh } = trackState(state);
  const board = createBoard(rules);
  const design = watcher(rules, "design", context, board);
  const nodes = watcher(rules, "node", context, board);
  const links = watcher(rules, "link", context, board);
  return {
    update: (next) => {
      const changes = state.update(next);
      startBatch();
      refresh(changes);
      // Elements that went are let go before anything runs, so that no rule is run for one of them.
      if (changes.nodeList) nodes.drop(state.nodeIds());
      if (changes.linkList) links.drop(state.linkIds());
      endBatch();
      design.watch([""]);
      if (changes.nodeList) nodes.watch(state.nodeIds());
      if (changes.linkList) links.watch(state.linkIds());
      return board.problems();
    },
  };
}

/** The state behind signals: reading notes the read, refreshing wakes those who read what changed. */
function trackState(state: DesignState): {
  readonly context: RuleContext;
  readonly refresh: (changes: Changes) => void;
} {
  const lists = createCells((list) => (list === "nodes" ? state.nodeIds() : state.linkIds()));
  const nodes = createCells((id) => state.node(id));
  const names = createCells((id) => state.name(id));
  const spots = createCells((id) => state.placeBeside(id));
  const links = createCells((id) => state.link(id));
  const linksOf = createCells((id) => state.linksOf(id));
  const keys = createCells((index) => state.keys(index as IndexName));
  const list = (entry: string): readonly NodeId[] => {
    const space = entry.indexOf(" ");
    return state.find(entry.slice(0, space) as IndexName, entry.slice(space + 1));
  };
  const entries = createCells(list);
  // The n-th of an entry is a cell of its own, for those who walk along a list and stop.
  const places = new Map<string, Cells<NodeId | undefined>>();
  const walk = function* (entry: string): Generator<NodeId> {
    let cells = places.get(entry);
    if (cells === undefined)
      places.set(entry, (cells = createCells((place) => list(entry)[Number(place)])));
    for (let place = 0; ; place++) {
      const id = cells.read(String(place));
      if (id === undefined) return;
      yield id;
    }
  };
  const tracked = trackTopology(() => state.topology());
  return {
    context: {
      catalogue: state.catalogue,
      rateCard: state.rateCard,
      nodeIds: () => lists.read("nodes"),
      linkIds: () => lists.read("links"),
      node: (id) => nodes.read(id),
      name: (id) => names.read(id),
      link: (id) => links.read(id),
      linksOf: (id) => linksOf.read(id),
      find: (index, key) => entries.read(entryKey(index, key)),
      each: (index, key) => walk(entryKey(index, key)),
      keys: (index) => keys.read(index),
      topology: () => tracked.topology,
      placeBeside: (id) => spots.read(id),
    },
    refresh: (changes) => {
      if (changes.nodeList) lists.refresh(["nodes"]);
      if (changes.linkList) lists.refresh(["links"]);
      nodes.refresh(changes.nodes);
      names.refresh(changes.names);
      spots.refresh(changes.positions);
      links.refresh(changes.links);
      linksOf.refresh(changes.linksOf);
      entries.refresh(changes.entries);
      for (const entry of changes.entries) places.get(entry)?.refresh();
      keys.refresh(changes.indexes);
      if (changes.topology) tracked.refresh();
    },
  };
}

/** What each element's rules found last. */
interface Board {
  /** `found` has one list for each rule of the scope, in their order. */
  put(scope: Rule["scope"], id: string, found: readonly (readonly Problem[])[]): void;
  remove(scope: Rule["scope"], id: string): void;
  problems(): readonly Problem[];
}

function createBoard(rules: readonly Rule[]): Board {
  const scopes = {
    design: new Map<string, readonly (readonly Problem[])[]>(),
    node: new Map<string, readonly (readonly Problem[])[]>(),
    link: new Map<string, readonly (readonly Problem[])[]>(),
  };
  let list: readonly Problem[] | undefined;
  const gather = (): readonly Problem[] => {
    const next = { design: 0, node: 0, link: 0 };
    const orders = {
      design: sortedIds(scopes.design.keys()),
      node: sortedIds(scopes.node.keys()),
      link: sortedIds(scopes.link.keys()),
    };
    return rules.flatMap(({ scope }) => {
      const index = next[scope]++;
      return orders[scope].flatMap((id) => scopes[scope].get(id)?.[index] ?? []);
    });
  };
  return {
    put: (scope, id, found) => {
      const empty = found.every((problems) => problems.length === 0);
      if (empty && !scopes[scope].has(id)) return;
      if (empty) scopes[scope].delete(id);
      else scopes[scope].set(id, found);
      list = undefined;
    },
    remove: (scope, id) => {
      if (scopes[scope].delete(id)) list = undefined;
    },
    problems: () => (list ??= gather()),
  };
}

interface Watcher {
  /** Lets go of every element that is not among these. */
  drop(ids: readonly string[]): void;
  /** Starts to watch those of these that are not watched yet. */
  watch(ids: readonly string[]): void;
}

function watcher(
  rules: readonly Rule[],
  scope: Rule["scope"],
  context: RuleContext,
  board: Board,
): Watcher {
  const own = rules.filter((rule) => rule.scope === scope);
  const watched = new Map<string, () => void>();
  const watchOne = (id: string): (() => void) => {
    const outcomes = own.map((rule) => computed(() => runRule(rule, context, id)));
    return effect(() =>
      board.put(
        scope,
        id,
        outcomes.map((outcome) => outcome()),
      ),
    );
  };
  return {
    drop: (ids) => {
      const kept = new Set(ids);
      for (const [id, stop] of watched)
        if (!kept.has(id)) {
          stop();
          watched.delete(id);
          board.remove(scope, id);
        }
    },
    watch: (ids) => {
      for (const id of ids) if (!watched.has(id)) watched.set(id, watchOne(id));
    },
  };
}
