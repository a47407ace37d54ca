import { editDesign, isDirty, markOutdated, useDocuments } from "../store/documents.ts";
import { loadEnvironment } from "./actions.ts";
import { useLive, type Live } from "./state.ts";

/**
 * Keeps the tabs of environments in step with the designs that run, whoever applied them: an unchanged tab takes
 * the new design over, a changed one goes on and differs from that. Called once; the answer stops it.
 */
export function followDesigns(): () => void {
  const asked = new Map<string, number>();
  return useLive.subscribe((live, before) => {
    if (live.summaries !== before.summaries) askForNewer(live, asked);
    if (live.views !== before.views) takeOver(live, before);
  });
}

/** An event only says that there is another revision; its design is to be asked for. */
function askForNewer({ summaries, views }: Live, asked: Map<string, number>): void {
  for (const [id, view] of Object.entries(views)) {
    const revision = summaries[id]?.revision ?? 0;
    if (revision <= Math.max(view.revision, asked.get(id) ?? 0)) continue;
    asked.set(id, revision);
    void loadEnvironment(id);
  }
}

function takeOver({ views }: Live, before: Live): void {
  for (const document of useDocuments.getState().documents) {
    const { id, environment } = document;
    const view = environment === null ? undefined : views[environment];
    if (view === undefined || view.design === before.views[view.id]?.design) continue;
    if (!isDirty(document)) editDesign(id, "Applied elsewhere", view.design, { despiteLock: true });
    markOutdated(id, view.design);
  }
}
