import { create } from "zustand";
import { z } from "zod";
import { disputeSchema, newDisputeSchema, type Dispute } from "../../shared/statements/dispute.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";

const KEY = "statement-notes";

export const pendingSchema = z.object({
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

interface Notes extends z.infer<typeof notesSchema> {
  /** False when the shelf did not take them: then they live as long as the page. */
  readonly kept: boolean;
}

/** What was said about lines of statements, with or without a network. */
export const useNotes = create<Notes>()(() => ({ pending: [], known: [], kept: true }));

/** What would be gone with the page: said, not heard by the lab, and on no shelf. */
export function notesAtRisk({ pending, kept }: Pick<Notes, "pending" | "kept">): number {
  return kept ? 0 : pending.length;
}

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

/** Takes notes over from a file; those that are there already are not said twice. Returns how many were new. */
export async function addNotes(notes: readonly PendingNote[], shelf?: Shelf): Promise<number> {
  const { pending, known } = useNotes.getState();
  const ids = new Set([...pending.map(({ note }) => note.id), ...known.map(({ id }) => id)]);
  const fresh = notes.filter(({ note }) => !ids.has(note.id));
  useNotes.setState({ pending: [...pending, ...fresh] });
  await store(shelf);
  return fresh.length;
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
  const { pending, known } = useNotes.getState();
  // A full or forbidden store is said where notes are, and offers a file instead.
  const kept = await shelf.put([[KEY, { pending, known }]]).then(
    () => true,
    () => false,
  );
  if (useNotes.getState().kept !== kept) useNotes.setState({ kept });
}
