import { runCommandById } from "../commands/index.ts";
import { keepDraft, openText } from "../commands/files.ts";
import { sayFault } from "../commands/notify.ts";
import { host } from "../host/index.ts";
import { startFit } from "../panels/fit/fit.ts";
import { startAnalysis } from "../store/analysis.ts";
import { startDrafts } from "../store/drafts.ts";
import { startSettings } from "../store/settings.ts";
import { tellBugs } from "./tell-bugs.ts";

/** Everything that runs beside the interface, in order. Called once, before the first render. */
export async function boot(): Promise<void> {
  tellBugs(window);
  await startSettings();
  startDrafts(keepDraft, (id) => host().discardDraft(id));
  startAnalysis(Date.now);
  startFit(Date.now);
  host().onMenuCommand(runCommandById);
  host().onOpenFile((file) => {
    const fault = openText(file);
    if (fault !== null) sayFault(fault);
  });
}
