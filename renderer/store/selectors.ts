import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import { isEmptyDesign, type Design } from "../../shared/design/design.ts";
import { withComponents } from "../../shared/kinds/with-components.ts";
import { isDirty, isOnlyShown, isReadOnly, useDocuments, type OpenDocument } from "./documents.ts";
import { NOTHING_SELECTED, type Selection } from "./elements.ts";
import { useReference } from "./reference.ts";

// Module-level, so that React compares the same function and re-renders only on a changed slice.
type State = ReturnType<typeof useDocuments.getState>;

function pickActive(state: State): OpenDocument | null {
  return state.documents.find((document) => document.id === state.active) ?? null;
}
const pickActiveId = (state: State): string | null => state.active;
const pickDesign = (state: State): Design | null => pickActive(state)?.design ?? null;
const pickComponents = (state: State): Design["components"] => pickDesign(state)?.components;
const pickSelection = (state: State): Selection => pickActive(state)?.selection ?? NOTHING_SELECTED;
function pickReadOnly(state: State): boolean {
  const active = pickActive(state);
  return active === null || isReadOnly(active);
}
function pickOnlyShown(state: State): boolean {
  const active = pickActive(state);
  return active === null || isOnlyShown(active);
}
function pickNothingDrawn(state: State): boolean {
  const design = pickDesign(state);
  return design === null || isEmptyDesign(design);
}
const pickEnvironment = (state: State): string | null => pickActive(state)?.environment ?? null;
const pickUnsaved = (state: State): boolean => state.documents.some(isDirty);

export function useActiveDocument(): OpenDocument | null {
  return useDocuments(pickActive);
}

/** The shown tab, null on the start page. */
export function useActiveId(): string | null {
  return useDocuments(pickActiveId);
}

export function useDesign(): Design | null {
  return useDocuments(pickDesign);
}

/** The catalogue by which the shown drawing is looked at: with it, uses of components have their ports. */
export function useDesignCatalogue(): Catalogue {
  const catalogue = useReference((reference) => reference.catalogue);
  return withComponents(catalogue, useDocuments(pickComponents));
}

export function useSelection(): Selection {
  return useDocuments(pickSelection);
}

/** True for a tab that is not the user's own whole design, and where there is no tab at all. */
/** True while there is no design, or nothing in it. */
export function useNothingDrawn(): boolean {
  return useDocuments(pickNothingDrawn);
}

export function useOnlyShown(): boolean {
  return useDocuments(pickOnlyShown);
}

/** True for a tab that may only be looked at, be it locked or {@link useOnlyShown}. */
export function useReadOnly(): boolean {
  return useDocuments(pickReadOnly);
}

/** The environment the shown tab belongs to, null for a design. */
export function useShownEnvironment(): string | null {
  return useDocuments(pickEnvironment);
}

export function useAnyUnsaved(): boolean {
  return useDocuments(pickUnsaved);
}
