import { create } from "zustand";
import type { ComponentVersion } from "../../shared/design/component.ts";
import type { NodeId } from "../../shared/design/design.ts";

/** Which dialog about components is open. */
export type ComponentDialog =
  | { readonly type: "save" }
  /** Who may place what; it needs no design. */
  | { readonly type: "library" }
  | {
      readonly type: "update";
      readonly to: ComponentVersion;
      /** These uses only; left out, all of the component. */
      readonly only?: readonly NodeId[];
    };

export const useComponentDialog = create<{ readonly dialog: ComponentDialog | null }>()(() => ({
  dialog: null,
}));

export function showComponentDialog(dialog: ComponentDialog | null): void {
  useComponentDialog.setState({ dialog });
}
