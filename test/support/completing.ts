import {
  starterCatalogue,
  starterPriceBook,
  starterTerms,
  starterServices,
} from "../../shared/catalogue/starter.ts";
import { complete } from "../../shared/completion/complete.ts";
import type {
  Completion,
  CompletionRequest,
  Conflict,
} from "../../shared/completion/completion.ts";
import type { Solver } from "../../shared/completion/solver.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Design } from "../../shared/design/design.ts";
import { completionSolver } from "../../electron/node/completion-solver.ts";

type Wishes = Partial<CompletionRequest>;

/** A request by what Labwright ships. */
export function requestFor(design: Design, wishes: Wishes = {}): CompletionRequest {
  return {
    design,
    catalogue: starterCatalogue(),
    terms: starterTerms(),
    at: "2026-11-21T00:00:00.000Z",
    ...wishes,
  };
}

/** A service of the shipped ones by its id. */
export function serviceOf(
  id: string,
  users: number,
  withClients?: boolean,
): NonNullable<CompletionRequest["service"]> {
  const profile = starterServices().find((one) => one.id === id);
  if (profile === undefined) throw new Error(`there is no service ${id}`);
  return { profile, users, withClients: withClients ?? profile.clients?.usual ?? false };
}

/** The whole design, which must have no error; throws what contradicts where there is none. */
export async function completed(design: Design, wishes: Wishes = {}): Promise<Completion> {
  const outcome = complete(requestFor(design, wishes), await solver());
  if (!outcome.ok) throw new Error(outcome.error.conflicts.map(({ text }) => text).join("\n"));
  const errors = errorsOf(outcome.value.design);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  return outcome.value;
}

/** What contradicts; throws where something fits. */
export async function contradiction(
  design: Design,
  wishes: Wishes = {},
): Promise<readonly Conflict[]> {
  const outcome = complete(requestFor(design, wishes), await solver());
  if (outcome.ok) throw new Error("something fits");
  return outcome.error.conflicts;
}

export function errorsOf(design: Design): readonly string[] {
  return checkDesign(design, starterCatalogue(), starterPriceBook())
    .filter(({ severity }) => severity === "error")
    .map((problem) => problemText(problem, design));
}

export function solver(): Promise<Solver> {
  return completionSolver();
}
