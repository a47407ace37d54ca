import { create } from "zustand";
import { z } from "zod";
import { browserShelf, type Shelf } from "../host/storage.ts";

const KEY = "signers";
const LAB_KEY = "lab";

const signersSchema = z.record(z.string(), z.object({ name: z.string(), since: z.iso.datetime() }));
type Signers = z.infer<typeof signersSchema>;

const labSchema = z.object({ name: z.string(), fingerprint: z.string() });
type Lab = z.infer<typeof labSchema>;

/** Whose signatures this computer knows, by the fingerprint of their keys. */
export const useSigners = create<{
  readonly known: Signers;
  /** The lab that the window was connected to last: bills that are kept here are its own. Nameless before the first. */
  readonly lab: Lab;
}>()(() => ({ known: {}, lab: { name: "The lab", fingerprint: "" } }));

/** Reads what was kept of earlier days. */
export async function startSigners(shelf: Shelf = browserShelf()): Promise<void> {
  const read = signersSchema.safeParse(await shelf.get(KEY).catch(() => undefined));
  if (read.success) useSigners.setState(({ known }) => ({ known: { ...read.data, ...known } }));
  const lab = labSchema.safeParse(await shelf.get(LAB_KEY).catch(() => undefined));
  if (lab.success && useSigners.getState().lab.fingerprint === "")
    useSigners.setState({ lab: lab.data });
}

/** The window is connected to a lab; whoever reads its bills later with no network says what they have to say to it. */
export function meetLab(lab: Lab, since: string, shelf: Shelf = browserShelf()): void {
  useSigners.setState({ lab });
  // A full or forbidden store only costs that bills cannot be disputed before the lab answers again.
  void shelf.put([[LAB_KEY, lab]]).catch(() => undefined);
  trustSigner(lab.fingerprint, lab.name, since, shelf);
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
