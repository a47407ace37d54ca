import { create } from "zustand";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import { starterCatalogue, starterTerms } from "../../shared/catalogue/starter.ts";
import type { Terms } from "../../shared/pricing/terms.ts";

interface Reference {
  readonly catalogue: Catalogue;
  readonly terms: Terms;
}

/** What designs are checked, priced and placed against. Bundled at first, then as the daemon tells it. */
export const useReference = create<Reference>()(() => ({
  catalogue: starterCatalogue(),
  terms: starterTerms(),
}));

/** Replaces what the daemon knows better; what is left out stays. */
export function setReference(known: Partial<Reference>): void {
  if (Object.keys(known).length > 0) useReference.setState(known);
}

export function catalogue(): Catalogue {
  return useReference.getState().catalogue;
}

/** What a licence product is called; its id where it is no longer offered. */
export function productName(id: string): string {
  return catalogue().find("licenceProducts", id)?.name ?? id;
}
