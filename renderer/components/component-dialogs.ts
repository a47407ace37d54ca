import { create } from "zustand";
import type { ComponentVersion } from "../../shared/design/component.ts";

/** Which dialog about components is open. */
export type ComponentDialog =
  | { readonly type: "save" }
  /** What the shown drawing of a component says of it and exposes. */
  | { readonly type: "describe" }
  /** Who may place what; it needs no design. */
  | { readonly type: "library" }
  | { readonly type: "update"; readonly to: ComponentVersion };

export const useComponentDialog = create<{ readonly dialog: ComponentDialog | null }>()(() => ({
  dialog: null,
}));

export function showComponentDialog(dialog: ComponentDialog | null): void {
  useComponentDialog.setState({ dialog });
}
