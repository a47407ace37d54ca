import { indexCatalogue, type Catalogue } from "../../shared/catalogue/catalogue.ts";
import { alternativesOf, type Alternative } from "../../shared/completion/alternatives.ts";
import { complete } from "../../shared/completion/complete.ts";
import type {
  Completion,
  CompletionOutcome,
  CompletionRequest,
} from "../../shared/completion/completion.ts";
import type { Solver } from "../../shared/completion/solver.ts";

/** A request as it is sent to the worker: the catalogue as data, for an index cannot be sent. */
export type SentRequest = Omit<CompletionRequest, "catalogue"> & {
  readonly catalogue: Catalogue["data"];
};

/** What the worker is asked, in the order in which it is to be answered. */
export type Question =
  | { readonly type: "complete"; readonly number: number; readonly request: SentRequest }
  /** What else would do for one choice of the last answer. */
  | { readonly type: "alternatives"; readonly number: number; readonly key: string };

export type Answer =
  | {
      readonly type: "completed";
      readonly number: number;
      readonly outcome: CompletionOutcome;
      readonly milliseconds: number;
    }
  | {
      readonly type: "alternatives";
      readonly number: number;
      readonly key: string;
      readonly alternatives: readonly Alternative[];
    };

/** Answers questions; remembers the last completion, which alternatives are asked of. */
export function createAnswerer(solver: Solver, now: () => number) {
  let last: { readonly request: CompletionRequest; readonly completion: Completion } | null = null;
  return (question: Question): Answer => {
    const { number } = question;
    if (question.type === "complete") {
      const request = {
        ...question.request,
        catalogue: indexCatalogue(question.request.catalogue),
      };
      const start = now();
      const outcome = complete(request, solver);
      last = outcome.ok ? { request, completion: outcome.value } : null;
      return { type: "completed", number, outcome, milliseconds: now() - start };
    }
    const { key } = question;
    const choice = last?.completion.choices.find((one) => one.key === key);
    const alternatives =
      last === null || choice === undefined
        ? []
        : alternativesOf(last.request, last.completion, choice, solver);
    return { type: "alternatives", number, key, alternatives };
  };
}
