import { create } from "zustand";
import { z } from "zod";
import { browserShelf, type Shelf } from "../host/storage.ts";

const KEY = "signers";

const signersSchema = z.record(z.string(), z.object({ name: z.string(), since: z.iso.datetime() }));
type Signers = z.infer<typeof signersSchema>;

/** Whose signatures this computer knows, by the fingerprint of their keys. */
export const useSigners = create<{
  readonly known: Signers;
  /** What the lab is called that the window was connected to last. */
  readonly lab: string;
}>()(() => ({ known: {}, lab: "The lab" }));

/** Reads what was kept of earlier days. */
export async function startSigners(shelf: Shelf = browserShelf()): Promise<void> {
  const read = signersSchema.safeParse(await shelf.get(KEY).catch(() => undefined));
  if (read.success) useSigners.setState(({ known }) => ({ known: { ...read.data, ...known } }));
}

/** From now on this key is that lab's: because the user says so, or because the lab itself did. */
export function trustSigner(
  fingerprint: string,
  name: string,
  since: string,
  shelf: Shelf = browserShelf(),
): void {
  useSigners.setState(({ known }) => ({ known: { ...known, [fingerprint]: { name, since } } }));
  // A full or forbidden store only costs that it is asked again.
  void shelf.put([[KEY, useSigners.getState().known]]).catch(() => undefined);
}
