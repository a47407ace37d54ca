import type { Design, DesignGroup, DesignLink, DesignNode, DesignNote } from "./design.ts";
import { entryOf, withChanges } from "./large-record.ts";
import { noteChange } from "./lineage.ts";
import type { Lookup } from "./lookup.ts";

/** One collection of a design, with changes on the way. */
export interface DraftOf<T> {
  get(id: string): T | undefined;
  /** undefined takes the element out. */
  set(id: string, element: T | undefined): void;
  /** The ids that a lookup finds, changes counted in. */
  find(lookup: Lookup<T>, key: string): readonly string[];
}

/** Several changes on the way to the next version of a design; each collection is copied once, if at all. */
export interface Draft {
  readonly nodes: DraftOf<DesignNode>;
  readonly links: DraftOf<DesignLink>;
  readonly groups: DraftOf<DesignGroup>;
  readonly notes: DraftOf<DesignNote>;
  /** Changes what is not one of these collections. */
  change(change: (design: Design) => Design): void;
  /** The next version; what was not set keeps its identity, and nothing is copied where nothing was set. */
  finish(): Design;
}

export function draftOf(design: Design): Draft {
  const nodes = draftCollection(design.nodes);
  const links = draftCollection(design.links);
  const groups = draftCollection(design.groups);
  const notes = draftCollection(design.notes);
  let rest = design;
  return {
    nodes,
    links,
    groups,
    notes,
    change: (change) => {
      rest = change(rest);
    },
    finish: () => {
      const changed = {
        ...nodes.finish("nodes"),
        ...links.finish("links"),
        ...groups.finish("groups"),
        ...notes.finish("notes"),
      };
      if (rest === design && Object.keys(changed).length === 0) return design;
      const next: Design = { ...rest, ...changed };
      noteChange(design, next, { nodes: nodes.touched(), links: links.touched() });
      return next;
    },
  };
}

function draftCollection<T>(record: Readonly<Record<string, T>>) {
  const changes = new Map<string, T | undefined>();
  return {
    get: (id: string): T | undefined => (changes.has(id) ? changes.get(id) : entryOf(record, id)),
    set: (id: string, element: T | undefined): void => {
      changes.set(id, element);
    },
    find: (lookup: Lookup<T>, key: string) => lookup(record, key, changes),
    touched: (): ReadonlySet<string> => new Set(changes.keys()),
    finish: <C extends string>(name: C): { readonly [K in C]?: Record<string, T> } =>
      // One entry of the given name.
      (changes.size === 0 ? {} : { [name]: withChanges(record, changes) }) as {
        readonly [K in C]?: Record<string, T>;
      },
  };
}
