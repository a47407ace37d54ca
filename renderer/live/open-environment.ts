import { sayFault } from "../commands/notify.ts";
import { activate, openDocument, useDocuments } from "../store/documents.ts";
import { showView } from "../store/ui.ts";
import { loadEnvironment } from "./actions.ts";
import { useLive } from "./state.ts";

/** Shows an environment on its own drawing, in a read-only tab; the same tab when it is open already. */
export async function openEnvironment(id: string): Promise<void> {
  const known = useLive.getState().views[id];
  const loaded =
    known === undefined ? await loadEnvironment(id) : { ok: true as const, value: known };
  if (!loaded.ok) {
    sayFault(loaded.error);
    return;
  }
  const open = useDocuments.getState().documents.find((document) => document.environment === id);
  if (open === undefined) openDocument(loaded.value.design, { environment: id });
  else activate(open.id);
  showView("design");
}
