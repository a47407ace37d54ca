import { runCommandById } from "../commands/index.ts";
import { keepDraft, openAll } from "../commands/files.ts";
import { sayFault } from "../commands/notify.ts";
import { startLibrary } from "../components/library.ts";
import { startPacking } from "../files/export/packer.ts";
import { startPresence } from "../files/presence.ts";
import { startFileWatch } from "../files/watch.ts";
import { startFormats } from "../formats/in-worker.ts";
import { host } from "../host/index.ts";
import { startFit } from "../panels/fit/fit.ts";
import { startFavourites } from "../panels/palette/favourites.ts";
import { rehearsal } from "../../shared/design/rehearsal.ts";
import { idle } from "../store/after-paint.ts";
import { calm, startCalm } from "../store/calm.ts";
import { onRefused } from "../store/documents.ts";
import { analyseAhead, analyseAside, startAnalysis } from "../store/analysis.ts";
import { startDrafts } from "../store/drafts.ts";
import { startRecents } from "../store/recents.ts";
import { startSettings } from "../store/settings.ts";
import { prepareExports, startStatements } from "../statements/in-worker.ts";
import { EXAMPLES } from "./examples.ts";
import { tellBugs } from "./tell-bugs.ts";

/** Everything that runs beside the interface, in order. Called once, before the first render. */
export async function boot(): Promise<void> {
  tellBugs(window);
  startCalm(window);
  onRefused(sayFault);
  const flushSettings = await startSettings();
  const drafts = startDrafts(keepDraft, (id) => host().discardDraft(id));
  // The last moment that a page is told of before it may be gone.
  const flush = (): void => {
    drafts.flush();
    flushSettings();
  };
  document.addEventListener("visibilitychange", flush);
  window.addEventListener("pagehide", flush);
  // Nobody waits for it: without it there is what comes with Labwright.
  void startLibrary();
  void startFavourites();
  void startRecents();
  startPresence();
  startFileWatch();
  startAnalysis(Date.now);
  startFit(Date.now);
  void getReady();
  host().onMenuCommand(runCommandById);
  host().onOpenFiles(openAll);
}

/**
 * What the first file that is opened needs is loaded and has run once before, while nobody waits: who has just
 * opened the window begins to work, and is to have the processor.
 */
async function getReady(): Promise<void> {
  // The desktop app has all of its page on the disk; a browser has what it loaded.
  const isServed = host().printPdf === null;
  await idle();
  startStatements();
  if (isServed) startPacking();
  await calm();
  startFormats(EXAMPLES.find(({ id }) => id === "web-site-simulator")?.design);
  if (isServed) {
    await calm();
    prepareExports();
  }
  for (const { design } of EXAMPLES) {
    await calm();
    analyseAhead(design, Date.now());
  }
  for (const { design } of EXAMPLES) await inMoments(analyseAside(rehearsal(design), Date.now()));
}

/** A part of a frame: what is asked for meanwhile does not wait for longer. */
const MOMENT_MS = 4;

/** Does step after step while nobody wants anything of the window. */
async function inMoments(steps: Iterable<void>): Promise<void> {
  let since = Number.NEGATIVE_INFINITY;
  for (const _ of steps) {
    if (performance.now() - since < MOMENT_MS) continue;
    await calm();
    since = performance.now();
  }
}
