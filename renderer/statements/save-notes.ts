import { say, sayFault } from "../commands/notify.ts";
import { host } from "../host/index.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { addNotes, useNotes } from "./notes.ts";
import { printNotes, readNotes } from "./notes-file.ts";

/** Writes what no lab has heard yet into a file, where the user says. */
export async function saveNotes(): Promise<void> {
  const saved = await host().exportFile({
    suggestedName: "notes.json",
    title: "Labwright notes",
    extension: "json",
    mediaType: "application/json",
    data: new TextEncoder().encode(printNotes(useNotes.getState().pending)),
  });
  if (!saved.ok) sayFault(saved.error);
  else if (saved.value !== null)
    say(`Saved as ${saved.value.path}. Open it in Labwright to send what is in it.`);
}

/** Takes over the notes of a file; those for the lab that answers are sent at once. */
export async function openNotes({ path, text }: OpenedFile): Promise<void> {
  const read = readNotes(text);
  if (!read.ok) {
    sayFault({ ...read.error, where: read.error.where ?? path });
    return;
  }
  const added = await addNotes(read.value);
  say(
    added === 0
      ? "All of these notes are here already."
      : `${added === 1 ? "One note was" : `${added} notes were`} taken over. They go to their lab when it can be reached.`,
  );
}
