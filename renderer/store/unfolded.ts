import { create } from "zustand";
import type { NodeId } from "../../shared/design/design.ts";
import { useDocuments, type OpenDocument } from "./documents.ts";
import { STEPS_KEPT, type History, type Step } from "./history.ts";

/**
 * The uses of components that a tab shows with what they hold, and which copy of each. By the use's id, inside
 * of another by the path to it (see element-path.ts).
 */
export type Unfolded = ReadonlyMap<NodeId, number>;

interface Unfolding {
  /** The copy that is shown, from 1. */
  readonly copy: number;
  /** The step that made room for it: taken back, the use is one card again. Null where there was room. */
  readonly step: Step | null;
}
type Unfoldings = ReadonlyMap<NodeId, Unfolding>;

/** By tab. How one looks at a design, not part of it: looking inside changes no file. */
export const useUnfolded = create<Readonly<Record<string, Unfoldings>>>()(() => ({}));

/** Every use is one card. */
export const NO_UNFOLDED: Unfolded = new Map();
// The last answer for what is kept of a tab, so that the same uses are the same object.
const answers = new WeakMap<Unfoldings, Unfolded>();

/** The uses that a tab shows with what they hold. */
export function unfoldedIn({ id, history }: Pick<OpenDocument, "id" | "history">): Unfolded {
  const kept = useUnfolded.getState()[id];
  if (kept === undefined || kept.size === 0) return NO_UNFOLDED;
  const before = answers.get(kept);
  const now = new Map<NodeId, number>();
  for (const [use, { copy, step }] of kept)
    if (step === null || isDone(history, step)) now.set(use, copy);
  // Of what is kept, which ones hold can only change by their steps.
  if (before?.size === now.size && [...now.keys()].every((use) => before.has(use))) return before;
  answers.set(kept, now);
  return now;
}

/** What fell off the end of a long history is not taken back any more. */
function isDone({ done, undone }: History, step: Step): boolean {
  return done.includes(step) || (done.length >= STEPS_KEPT && !undone.includes(step));
}

/** Shows one copy of a use with what it holds. */
export function unfold(document: string, use: NodeId, { copy, step }: Unfolding): void {
  const kept = new Map(useUnfolded.getState()[document]);
  useUnfolded.setState({ [document]: kept.set(use, { copy, step }) });
}

/** Shows another copy of a use that is unfolded already. */
export function showCopy(document: string, use: NodeId, copy: number): void {
  const known = useUnfolded.getState()[document]?.get(use);
  if (known !== undefined) unfold(document, use, { ...known, copy });
}

/** Shows a use as one card again. What was unfolded inside of it will be so the next time. */
export function fold(document: string, use: NodeId): void {
  const kept = new Map(useUnfolded.getState()[document]);
  if (kept.delete(use)) useUnfolded.setState({ [document]: kept });
}

/** The uses that the shown tab shows with what they hold. */
export function useShownUnfolded(): Unfolded {
  const kept = useUnfolded(pickKept);
  const history = useDocuments(pickHistory);
  const id = useDocuments(pickId);
  return id === null || history === null || kept === undefined
    ? NO_UNFOLDED
    : unfoldedIn({ id, history });
}

type Documents = ReturnType<typeof useDocuments.getState>;
const pickId = (state: Documents): string | null => state.active;
const pickHistory = (state: Documents): History | null =>
  state.documents.find(({ id }) => id === state.active)?.history ?? null;
const pickKept = (state: ReturnType<typeof useUnfolded.getState>): Unfoldings | undefined =>
  state[useDocuments.getState().active ?? ""];
