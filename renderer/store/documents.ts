import { create } from "zustand";
import { fault, type Fault } from "../../shared/base/fault.ts";
import { holdsItself } from "../../shared/components/needed.ts";
import type { Design } from "../../shared/design/design.ts";
import { applyEdits, type DesignEdit } from "../../shared/design/edit.ts";
import type { Loss } from "../../shared/design/salvage/salvage.ts";
import { NOTHING_SELECTED, stillExisting, type ElementKey, type Selection } from "./elements.ts";
import {
  EMPTY_HISTORY,
  patchesBetween,
  record,
  redoStep,
  undoStep,
  type History,
  type Travel,
} from "./history.ts";
import { newId } from "./ids.ts";

/** One tab: a design with its selection and its history. */
export interface OpenDocument {
  readonly id: string;
  /** Where it is saved; null for one that never was. */
  readonly path: string | null;
  readonly design: Design;
  /** The design as the file has it; null for one that never was saved. */
  readonly saved: Design | null;
  readonly selection: Selection;
  readonly history: History;
  /** The running environment that this tab's design is applied to; `saved` is the design as it runs. */
  readonly environment: string | null;
  /** What could not be read of a damaged file; such a tab is read-only too. Null for a whole one. */
  readonly losses: readonly Loss[] | null;
  /** The user wants to look at it without changing it by a slip. */
  readonly locked: boolean;
}

interface Documents {
  readonly documents: readonly OpenDocument[];
  readonly active: string | null;
}

/** All open tabs. Read with narrow selectors; change only through the functions of this file. */
export const useDocuments = create<Documents>()(() => ({ documents: [], active: null }));

export function activeDocument(): OpenDocument | null {
  const { documents, active } = useDocuments.getState();
  return documents.find((document) => document.id === active) ?? null;
}

export function findDocument(id: string): OpenDocument | null {
  return useDocuments.getState().documents.find((document) => document.id === id) ?? null;
}

/** True when closing the tab would lose something a file does not have. */
export function isDirty(document: OpenDocument): boolean {
  return !isOnlyShown(document) && document.design !== document.saved;
}

/** True for a tab that shows what is left of a damaged file. */
export function isOnlyShown({ losses }: OpenDocument): boolean {
  return losses !== null;
}

/** What a tab holds as it can be had once more: the design, or an environment's as that runs. */
export function asItRuns({ environment, saved, design }: OpenDocument): Design {
  return environment === null ? design : (saved ?? design);
}

/** True where nothing may be changed: what is only shown, or locked. */
export function isReadOnly(document: OpenDocument): boolean {
  return document.locked || isOnlyShown(document);
}

interface OpenOptions {
  /** Keep the id of a recovered draft, so that it is found again. */
  readonly id?: string;
  readonly path?: string | null;
  readonly saved?: Design | null;
  readonly environment?: string | null;
  readonly losses?: readonly Loss[] | null;
}

/** Opens a design in a new tab and shows it; returns the tab's id. */
export function openDocument(design: Design, options: OpenOptions = {}): string {
  const document: OpenDocument = {
    id: options.id ?? newId("doc"),
    path: options.path ?? null,
    design,
    saved: options.saved ?? null,
    selection: NOTHING_SELECTED,
    history: EMPTY_HISTORY,
    environment: options.environment ?? null,
    losses: options.losses ?? null,
    locked: false,
  };
  useDocuments.setState(({ documents }) => ({
    documents: [...documents, document],
    active: document.id,
  }));
  return document.id;
}

/** Closes a tab; its right-hand neighbour (else the left one) is shown next. */
export function closeDocument(id: string): void {
  useDocuments.setState(({ documents, active }) => {
    const index = documents.findIndex((document) => document.id === id);
    const rest = documents.filter((document) => document.id !== id);
    const next = active === id ? (rest[index] ?? rest.at(-1))?.id : active;
    return { documents: rest, active: next ?? null };
  });
}

/** Shows a tab, or the start page for null. */
export function activate(id: string | null): void {
  useDocuments.setState({ active: id });
}

/** Locks a tab against changes, or unlocks it. */
export function setLocked(id: string, locked: boolean): void {
  change(id, (document) => ({ ...document, locked }));
}

/** The file has this design now. What was saved of a damaged file is whole again, and may be edited. */
export function markSaved(id: string, path: string, design: Design): void {
  change(id, (document) => ({ ...document, path, saved: design, losses: null }));
}

/**
 * What the tab shows was kept as this version of a component, which the library has now: the drawing is that
 * version's from here on, and not looked for by the one before. What was drawn meanwhile stays unsaved.
 */
export function markKept(id: string, kept: Design, version: number): void {
  const asVersion = (design: Design): Design => ({
    ...design,
    component: { ...design.component, version },
  });
  change(id, (document) => {
    const design = asVersion(document.design);
    // Where the drawing is a file's, that file does not have it yet.
    if (document.path !== null) return { ...document, design };
    return { ...document, design, saved: document.design === kept ? design : asVersion(kept) };
  });
}

/** The file has another design than this tab has seen; null: nobody knows what it has. */
export function markOutdated(id: string, saved: Design | null): void {
  change(id, (document) => ({
    ...document,
    saved: sameAsSaved(saved, document.design) ? document.design : saved,
  }));
}

interface EditOptions {
  /** See {@link Step.gesture}. */
  readonly gesture?: string;
  /** What is selected afterwards; left out, what was selected and still exists. */
  readonly select?: Selection;
  /** For what the user asked for by itself and no slip of the hand does. */
  readonly despiteLock?: true;
}

/** Applies edits to the active design as one undoable step. Nothing happens when they change nothing. */
export function edit(label: string, edits: readonly DesignEdit[], options: EditOptions = {}): void {
  const document = activeDocument();
  if (document === null) return;
  editDesign(document.id, label, applyEdits(document.design, edits), options);
}

/** Like {@link edit}, for a design that was worked out elsewhere (auto layout, import). */
export function editDesign(
  id: string,
  label: string,
  after: Design,
  options: EditOptions = {},
): void {
  change(id, (document) => {
    if (options.despiteLock === true ? isOnlyShown(document) : isReadOnly(document))
      return document;
    const forward = patchesBetween(document.design, after);
    if (forward.length === 0) return document;
    if (after.component?.id !== undefined && nestsAnew(document.design, after)) {
      refused(fault("component-in-itself", { name: after.name }));
      return document;
    }
    const selection = options.select ?? stillExisting(document.selection, after);
    const history = record(document.history, {
      label,
      gesture: options.gesture ?? null,
      forward,
      inverse: patchesBetween(after, document.design),
      selectedBefore: document.selection,
      selectedAfter: selection,
    });
    return { ...document, design: after, selection, history };
  });
}

// A drawing that a file has so can still be mended.
function nestsAnew(before: Design, after: Design): boolean {
  return holdsItself(after) && !holdsItself(before);
}

let refused: (fault: Fault) => void = () => undefined;

/** Who tells the user of an edit that was refused, whichever way it came. Called once at the start. */
export function onRefused(tell: (fault: Fault) => void): void {
  refused = tell;
}

export function undo(): void {
  travel(undoStep);
}

export function redo(): void {
  travel(redoStep);
}

/** Takes back a gesture that goes on, as if it had never begun: there is nothing to do again. */
export function takeBack(gesture: string): void {
  const document = activeDocument();
  if (document?.history.done.at(-1)?.gesture !== gesture) return;
  undo();
  change(document.id, (current) => ({ ...current, history: { ...current.history, undone: [] } }));
}

function travel(step: (design: Design, history: History) => Travel | null): void {
  const document = activeDocument();
  if (document === null) return;
  const travelled = step(document.design, document.history);
  if (travelled === null) return;
  const { design, history, selection } = travelled;
  change(document.id, (current) => ({
    ...current,
    // Back at the saved state by undo, the document is clean again.
    design: sameAsSaved(current.saved, design) ? current.saved : design,
    history,
    selection: stillExisting(selection, design),
  }));
}

function sameAsSaved(saved: Design | null, design: Design): saved is Design {
  return saved !== null && patchesBetween(saved, design).length === 0;
}

export function select(selection: Selection): void {
  const document = activeDocument();
  if (document === null || sameSelection(document.selection, selection)) return;
  change(document.id, (current) => ({ ...current, selection }));
}

function sameSelection(a: Selection, b: Selection): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const key of a) if (!b.has(key)) return false;
  return true;
}

export function selectKeys(keys: Iterable<ElementKey>): void {
  select(new Set(keys));
}

function change(id: string, update: (document: OpenDocument) => OpenDocument): void {
  useDocuments.setState((state) => ({
    documents: state.documents.map((document) =>
      document.id === id ? update(document) : document,
    ),
  }));
}
