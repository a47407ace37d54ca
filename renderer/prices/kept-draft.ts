import { z } from "zod";
import { browserShelf, type Shelf } from "../host/storage.ts";
import { beginDraft, save, useDraft } from "./draft-session.ts";

const keptSchema = z.object({ book: z.string(), version: z.int(), text: z.string() });

function keyOf(book: string): string {
  return `price draft ${book}`;
}

/** Keeps here what the daemon does not have yet, in case that the window is closed before. Returns how to stop. */
export function keepDraft(shelf: Shelf = browserShelf()): () => void {
  return useDraft.subscribe(({ session }, { session: before }) => {
    if (session !== null && session.saving !== "saved") {
      const { book, version, text } = session;
      if (before?.book === book && before.text === text && before.version === version) return;
      // A full or forbidden store only costs this safety.
      void shelf.put([[keyOf(book), { book, version, text }]]).catch(() => undefined);
    } else if (before !== null && before !== session && (session ?? before).book === before.book)
      void shelf.remove([keyOf(before.book)]).catch(() => undefined);
  });
}

/**
 * Goes on with what was kept of a draft; false where nothing was. What somebody else has saved since is told
 * when it is saved, and nothing is lost by then.
 */
export async function resumeDraft(book: string, shelf: Shelf = browserShelf()): Promise<boolean> {
  const read = keptSchema.safeParse(await shelf.get(keyOf(book)).catch(() => undefined));
  if (!read.success) return false;
  beginDraft(read.data);
  useDraft.setState(({ session }) => ({ session: session && { ...session, saving: "waiting" } }));
  await save();
  return true;
}
