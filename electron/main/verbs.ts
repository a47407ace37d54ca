import { z } from "zod";
import type { DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";
import type { BundledDaemon } from "./daemon.ts";
import type { Drafts } from "./drafts.ts";
import type { Files } from "./files.ts";
import { verb, type Verb } from "./gateway.ts";
import { settingsChangeSchema, type Settings } from "./settings.ts";

/** What the page asks for and gets an answer to; the `on…` verbs are messages the other way. */
type AskedVerb = Exclude<keyof DesktopBridge, "platform" | `on${string}`>;

export interface VerbServices {
  readonly files: Files;
  readonly drafts: Drafts;
  readonly settings: Settings;
  readonly daemon: BundledDaemon;
  readonly setDocumentState: (state: { title: string; unsaved: boolean }) => void;
}

const nothing = z.undefined();
const pathSchema = z.string().min(1).max(4096);
const nameSchema = z.string().max(1000);
/** Beyond what a design file may hold; the file's own limit gives the better answer. */
const textSchema = z.string().max(64 * 1024 * 1024);

/** Every verb of the bridge with what its argument must look like. */
export function desktopVerbs(services: VerbServices): Readonly<Record<AskedVerb, Verb>> {
  const { files, drafts, settings, daemon } = services;
  return {
    openFile: verb(nothing, () => files.open()),
    openRecent: verb(pathSchema, (path) => files.openRecent(path)),
    saveFile: verb(
      z.object({
        path: pathSchema.nullable(),
        suggestedName: nameSchema,
        text: textSchema,
        choose: z.boolean().optional(),
      }),
      (request) => files.save(request),
    ),
    saveDraft: verb(
      z.object({
        id: z.string().min(1).max(200),
        name: nameSchema,
        path: pathSchema.nullable(),
        text: textSchema,
      }),
      (draft) => drafts.save(draft),
    ),
    discardDraft: verb(z.string().min(1).max(200), (id) => drafts.discard(id)),
    recoverDrafts: verb(nothing, () => drafts.recover()),
    settings: verb(nothing, () => settings.get()),
    changeSettings: verb(settingsChangeSchema, (change) => settings.change(change)),
    daemonTicket: verb(nothing, () => daemon.ticket()),
    setDocumentState: verb(z.object({ title: nameSchema, unsaved: z.boolean() }), (state) =>
      services.setDocumentState(state),
    ),
  };
}
