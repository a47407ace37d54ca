import type { Design } from "../../shared/design/design.ts";
import { withChanges } from "../../shared/design/large-record.ts";
import { noteChange, touchedBetween } from "../../shared/design/lineage.ts";
import type { Selection } from "./elements.ts";

/**
 * Sets or takes away one field of the design (`["name"]`) or one element (`["nodes", "n-1"]`). Our own, since
 * a patch library clones what it sets: here an undone element is the very same object as before, so that
 * caches by identity and the dirty mark stay right.
 */
export type Patch =
  | { readonly set: readonly string[]; readonly value: unknown }
  | { readonly remove: readonly string[] };

/** One thing the user did: what undo takes back and redo does again. */
export interface Step {
  /** Imperative, as the menu shows it: `Undo Move`. */
  readonly label: string;
  /** Edits of one gesture (typing in one field) melt into one step; null: never. */
  readonly gesture: string | null;
  readonly forward: readonly Patch[];
  readonly inverse: readonly Patch[];
  readonly selectedBefore: Selection;
  readonly selectedAfter: Selection;
}

export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const EMPTY_HISTORY: History = { done: [], undone: [] };

/** Steps kept per document; the oldest fall off. Steps share structure with the design, so they are small. */
export const STEPS_KEPT = 1000;

const COLLECTIONS = ["nodes", "links", "groups", "notes", "parameters"] as const;

/** The patches that turn `before` into `after`, one per element that differs by identity. */
export function patchesBetween(before: Design, after: Design): Patch[] {
  const collections = new Set<string>(COLLECTIONS);
  const fields = patchesOf(before, after, []).filter(
    (patch) => !collections.has(String(pathOf(patch)[0])),
  );
  const touched = touchedBetween(before, after);
  const keysOf = (name: string): ReadonlySet<string> | undefined =>
    name === "nodes" || name === "links" ? touched?.[name] : undefined;
  return [
    ...fields,
    ...COLLECTIONS.flatMap((name) => patchesOf(before[name], after[name], [name], keysOf(name))),
  ];
}

/** Looks only at these keys, where they are known to be all that may differ. */
function patchesOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: readonly string[],
  keys?: ReadonlySet<string>,
): Patch[] {
  if (before === after) return [];
  const patches: Patch[] = [];
  for (const key of keys ?? Object.keys(before))
    if (Object.hasOwn(before, key) && !Object.hasOwn(after, key))
      patches.push({ remove: [...path, key] });
  for (const key of keys ?? Object.keys(after))
    if (Object.hasOwn(after, key) && (!Object.hasOwn(before, key) || before[key] !== after[key]))
      patches.push({ set: [...path, key], value: after[key] });
  return patches;
}

/** Adds a step, or melts it into the last one when both belong to the same gesture. Redo is forgotten. */
export function record(history: History, step: Step): History {
  const last = history.done.at(-1);
  const melts =
    last !== undefined &&
    step.gesture !== null &&
    last.gesture === step.gesture &&
    history.undone.length === 0;
  const done = melts ? [...history.done.slice(0, -1), melt(last, step)] : [...history.done, step];
  return { done: done.slice(-STEPS_KEPT), undone: [] };
}

function melt(first: Step, second: Step): Step {
  return {
    ...second,
    selectedBefore: first.selectedBefore,
    forward: lastPerPath([...first.forward, ...second.forward]),
    inverse: lastPerPath([...second.inverse, ...first.inverse]),
  };
}

/**
 * Of patches in the order they are applied, only the last of each path matters as long as whole elements
 * are set; it stands for the earlier ones, so a long gesture stays as small as a short one.
 */
function lastPerPath(patches: readonly Patch[]): readonly Patch[] {
  const byPath = new Map<string, Patch>();
  for (const patch of patches) byPath.set(pathOf(patch).join("/"), patch);
  return [...byPath.values()];
}

function pathOf(patch: Patch): readonly string[] {
  return "set" in patch ? patch.set : patch.remove;
}

/** Applies patches in order; what they do not name keeps its identity. */
export function applyPatches(design: Design, patches: readonly Patch[]): Design {
  const result: Record<string, unknown> = { ...design };
  const changes = new Map<string, Map<string, unknown>>();
  for (const patch of patches) {
    const [field, id] = pathOf(patch);
    if (field === undefined) continue;
    if (id === undefined) put(result, field, patch);
    else changesOf(field).set(id, "set" in patch ? patch.value : undefined);
  }
  // Each collection is copied once, however many of its elements change.
  for (const [field, changed] of changes)
    result[field] = withChanges(result[field] as Record<string, unknown>, changed);
  // Patches only carry values that were in a design, so the result is one.
  const after = result as Design;
  noteChange(design, after, { nodes: idsOf("nodes"), links: idsOf("links") });
  return after;

  function changesOf(field: string): Map<string, unknown> {
    let known = changes.get(field);
    if (known === undefined) changes.set(field, (known = new Map()));
    return known;
  }

  function idsOf(field: string): ReadonlySet<string> {
    return new Set(changes.get(field)?.keys());
  }
}

function put(target: Record<string, unknown>, key: string, patch: Patch): void {
  if ("set" in patch) target[key] = patch.value;
  else delete target[key];
}

export interface Travel {
  readonly design: Design;
  readonly history: History;
  readonly selection: Selection;
  readonly label: string;
}

/** Takes the last step back, or gives null when there is none. */
export function undoStep(design: Design, history: History): Travel | null {
  const step = history.done.at(-1);
  if (step === undefined) return null;
  return {
    design: applyPatches(design, step.inverse),
    history: { done: history.done.slice(0, -1), undone: [...history.undone, step] },
    selection: step.selectedBefore,
    label: step.label,
  };
}

/** Does the last undone step again, or gives null when there is none. */
export function redoStep(design: Design, history: History): Travel | null {
  const step = history.undone.at(-1);
  if (step === undefined) return null;
  return {
    design: applyPatches(design, step.forward),
    history: { done: [...history.done, step], undone: history.undone.slice(0, -1) },
    selection: step.selectedAfter,
    label: step.label,
  };
}
