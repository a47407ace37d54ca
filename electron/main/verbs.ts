import { z } from "zod";
import type { DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";
import type { BundledDaemon } from "./daemon.ts";
import type { Drafts } from "./drafts.ts";
import type { Files } from "./files.ts";
import { verb, type Verb } from "./gateway.ts";
import type { PdfPrinter } from "./print-pdf.ts";
import { settingsChangeSchema, type Settings } from "./settings.ts";
import { keptVersionSchema, type Versions } from "./versions.ts";
import type { Windows } from "./windows.ts";

/** What the page asks for and gets an answer to; the `on…` verbs are messages the other way. */
type AskedVerb = Exclude<keyof DesktopBridge, "platform" | `on${string}`>;

export interface VerbServices {
  readonly files: Files;
  readonly drafts: Drafts;
  readonly settings: Settings;
  readonly daemon: BundledDaemon;
  readonly versions: Versions;
  readonly windows: Windows;
  readonly printer: PdfPrinter;
}

const nothing = z.undefined();
const pathSchema = z.string().min(1).max(4096);
const nameSchema = z.string().max(1000);
/** Beyond what a design file may hold; the file's own limit gives the better answer. */
const textSchema = z.string().max(64 * 1024 * 1024);

/** A picture of the largest design, in letters. */
const svgSchema = z.string().max(256 * 1024 * 1024);
const idSchema = z.string().min(1).max(200);
/** A picture of the largest canvas that a browser makes. */
const dataSchema = z.instanceof(Uint8Array).refine(({ length }) => length < 512 * 1024 * 1024);

/** Every verb of the bridge with what its argument must look like. */
export function desktopVerbs(services: VerbServices): Readonly<Record<AskedVerb, Verb>> {
  const { settings, daemon, windows } = services;
  return {
    ...fileVerbs(services),
    ...draftVerbs(services),
    ...versionVerbs(services),
    settings: verb(nothing, () => settings.get()),
    changeSettings: verb(settingsChangeSchema, (change) => settings.change(change)),
    daemonTicket: verb(nothing, () => daemon.ticket()),
    setDocumentState: verb(z.object({ title: nameSchema, unsaved: z.boolean() }), (state, page) =>
      windows.setState(page, state),
    ),
    newWindow: verb(nothing, () => void windows.open()),
  };
}

type FileVerb =
  | "openFile"
  | "openRecent"
  | "openDropped"
  | "closeFile"
  | "saveFile"
  | "exportFile"
  | "printPdf"
  | "stopPrinting";

function fileVerbs({ files, printer }: VerbServices): Readonly<Record<FileVerb, Verb>> {
  return {
    openFile: verb(nothing, (_, page) => files.open(page)),
    openRecent: verb(pathSchema, (path, page) => files.openRecent(page, path)),
    // The preload asks Electron for the path of the dropped File; the page cannot name one.
    openDropped: verb(pathSchema, (path, page) => files.openGiven(page, path)),
    closeFile: verb(pathSchema, (path, page) => files.close(page, path)),
    saveFile: verb(
      z.object({
        path: pathSchema.nullable(),
        suggestedName: nameSchema,
        text: textSchema,
        choose: z.boolean().optional(),
        protect: pathSchema.optional(),
      }),
      (request, page) => files.save(page, request),
    ),
    exportFile: verb(
      z.object({
        suggestedName: nameSchema,
        title: nameSchema,
        extension: z.string().regex(/^[a-z0-9.]{1,30}$/),
        mediaType: nameSchema,
        data: dataSchema,
      }),
      (request, page) => files.export(page, request),
    ),
    printPdf: verb(
      z.object({
        svg: svgSchema,
        width: z.number().min(1).max(100_000),
        height: z.number().min(1).max(100_000),
      }),
      (sheet, page) => printer.print(page, sheet),
    ),
    stopPrinting: verb(nothing, (_, page) => printer.stop(page)),
  };
}

function draftVerbs({
  drafts,
}: VerbServices): Readonly<Record<"saveDraft" | "discardDraft" | "recoverDrafts", Verb>> {
  return {
    saveDraft: verb(
      z.object({
        id: idSchema,
        name: nameSchema,
        path: pathSchema.nullable(),
        text: textSchema,
      }),
      (draft) => drafts.save(draft),
    ),
    discardDraft: verb(idSchema, (id) => drafts.discard(id)),
    recoverDrafts: verb(nothing, () => drafts.recover()),
  };
}

type VersionVerb =
  | "listVersions"
  | "keepVersion"
  | "readVersion"
  | "removeVersions"
  | "moveVersions";

function versionVerbs({ versions }: VerbServices): Readonly<Record<VersionVerb, Verb>> {
  const { id } = keptVersionSchema.shape;
  return {
    listVersions: verb(pathSchema, (file) => versions.list(file)),
    keepVersion: verb(
      z.object({ file: pathSchema, version: keptVersionSchema, data: dataSchema }),
      ({ file, version, data }) => versions.keep(file, version, data),
    ),
    readVersion: verb(z.object({ file: pathSchema, id }), (asked) =>
      versions.read(asked.file, asked.id),
    ),
    removeVersions: verb(z.object({ file: pathSchema, ids: z.array(id) }), ({ file, ids }) =>
      versions.remove(file, ids),
    ),
    moveVersions: verb(z.object({ from: pathSchema, to: pathSchema }), ({ from, to }) =>
      versions.move(from, to),
    ),
  };
}
