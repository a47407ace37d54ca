import { sayFault } from "../commands/notify.ts";
import { browserShelf } from "../host/storage.ts";
import { activate, openDocument, useDocuments } from "../store/documents.ts";
import { showView } from "../store/ui.ts";
import { openStatement } from "../statements/statements.ts";
import { loadEnvironment } from "./actions.ts";
import { keptStatement } from "./kept-statements.ts";
import { staleSince, useLive } from "./state.ts";

/** Shows an environment on its own drawing; the same tab when it is open already. */
export async function openEnvironment(id: string): Promise<void> {
  const known = useLive.getState().views[id];
  const loaded =
    known === undefined ? await loadEnvironment(id) : { ok: true as const, value: known };
  if (!loaded.ok) {
    // Its drawing is with the lab; what it costs may have been kept.
    const statement = staleSince() === null ? null : await keptStatement(id, browserShelf());
    if (statement === null) sayFault(loaded.error);
    else openStatement({ path: statement.key, text: statement.text }, false);
    return;
  }
  const open = useDocuments.getState().documents.find((document) => document.environment === id);
  const { design } = loaded.value;
  if (open === undefined) openDocument(design, { environment: id, saved: design });
  else activate(open.id);
  showView("design");
}
