import { create } from "zustand";
import type { Fault } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import type { Dispute } from "../../../shared/statements/dispute.ts";
import { ask } from "../../live/actions.ts";
import { useOnline } from "../../live/state.ts";
import { knowNotes, useNotes } from "../../statements/notes.ts";
import { isOperator } from "../billing-state.ts";

interface Disputes {
  /** All customers' for whoever runs the lab, else one's own; null until it was asked for. */
  readonly disputes: readonly Dispute[] | null;
  readonly fault: Fault | null;
}

export const useDisputes = create<Disputes>()(() => ({ disputes: null, fault: null }));

/** Asks anew for what was said, and for answers. */
export async function loadDisputes(): Promise<void> {
  const operator = isOperator();
  const found = await ask(({ statements }) =>
    operator ? statements.allDisputes() : statements.disputes(),
  );
  if (!found.ok) return useDisputes.setState({ fault: found.error });
  useDisputes.setState({ disputes: found.value, fault: null });
  // Beside the statement an answer stands as soon as it stands here.
  if (!operator) await knowNotes(found.value);
}

/** What is known of them: with no network, what was kept of one's own. */
export function useSaid(): readonly Dispute[] | null {
  const kept = useNotes(({ known }) => known);
  const online = useOnline();
  const disputes = useDisputes((state) => state.disputes);
  return disputes ?? (online ? null : kept);
}

export type Outcome = NonNullable<Dispute["answer"]>["outcome"];

export async function answerDispute(
  { tenant, id }: Dispute,
  text: string,
  outcome: Outcome,
): Promise<Result<Dispute>> {
  const answered = await ask((client) => client.statements.answer({ tenant, id, text, outcome }));
  // Somebody else may have been faster: then that answer is to be seen.
  await loadDisputes();
  return answered;
}
