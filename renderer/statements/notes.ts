import { create } from "zustand";
import { z } from "zod";
import { disputeSchema, newDisputeSchema, type Dispute } from "../../shared/statements/dispute.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";

const KEY = "statement-notes";

const pendingSchema = z.object({
  note: newDisputeSchema,
  /** Of the key of the lab whom it is for; nobody else gets it. */
  lab: z.string(),
  /** Why the lab did not take it. */
  refused: z.string().nullable(),
});
export type PendingNote = z.infer<typeof pendingSchema>;

const notesSchema = z.object({
  /** Said, and not heard by the lab yet. */
  pending: z.array(pendingSchema),
  /** As the lab has them, with its answers. */
  known: z.array(disputeSchema),
});

/** What was said about lines of statements, with or without a network. */
export const useNotes = create<z.infer<typeof notesSchema>>()(() => ({ pending: [], known: [] }));

/** Reads what was kept of earlier days. */
export async function startNotes(shelf: Shelf = browserShelf()): Promise<void> {
  const read = notesSchema.safeParse(await shelf.get(KEY).catch(() => undefined));
  if (read.success)
    useNotes.setState(({ pending, known }) => ({
      pending: [...read.data.pending, ...pending],
      known: known.length > 0 ? known : read.data.known,
    }));
}

/** Keeps a note on this computer; it goes to the lab as soon as that can be reached. */
export async function keepNote(pending: PendingNote, shelf?: Shelf): Promise<void> {
  useNotes.setState((notes) => ({ pending: [...notes.pending, pending] }));
  await store(shelf);
}

/** What came of sending one: the lab has it, or why not. */
export async function noteSent(
  id: string,
  outcome: { readonly heard: Dispute } | { readonly refused: string },
  shelf?: Shelf,
): Promise<void> {
  useNotes.setState(({ pending, known }) =>
    "heard" in outcome
      ? {
          pending: pending.filter(({ note }) => note.id !== id),
          known: [outcome.heard, ...known.filter((one) => one.id !== id)],
        }
      : {
          pending: pending.map((one) =>
            one.note.id === id ? { ...one, refused: outcome.refused } : one,
          ),
        },
  );
  await store(shelf);
}

/** What the lab has, answers included. */
export async function knowNotes(known: readonly Dispute[], shelf?: Shelf): Promise<void> {
  useNotes.setState({ known: [...known] });
  await store(shelf);
}

async function store(shelf: Shelf = browserShelf()): Promise<void> {
  // A full or forbidden store only costs what is said offline in the next session.
  await shelf.put([[KEY, useNotes.getState()]]).catch(() => undefined);
}
