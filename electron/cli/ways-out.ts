import { lastOf } from "../../shared/base/steps.ts";
import { fromInstant, toInstant } from "../../shared/base/clock.ts";
import { indexCatalogue } from "../../shared/catalogue/catalogue.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { checkPool, type PoolQuestion } from "../../shared/constraints/pool-check.ts";
import type { Problem, QuickFix } from "../../shared/constraints/rule.ts";
import { waysOutForAll } from "../../shared/constraints/ways-out.ts";
import type { Design } from "../../shared/design/design.ts";
import { alikeRefusals } from "../../shared/placement/refusals/fold-refusals.ts";
import { provenLonger } from "../../shared/placement/place.ts";
import type { Refusal } from "../../shared/placement/placement.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { attempt } from "../../shared/protocol/errors.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { must } from "./connect.ts";

/** A later time is looked for so far ahead, as long as not too much is held by then. */
const AHEAD_MS = 366 * 24 * 3_600_000;
const MOST_CLAIMS = 100_000;

/** So many times the work of an answer at once: two seconds or so. */
const PATIENCE = 30;

interface Asked {
  readonly design: Design;
  readonly pool: Pool;
  readonly window: Window;
}

/** What is refused of one machine, or of several alike, and what would mend it: tried, and the same as the window offers. */
export interface Mendable {
  readonly refusals: readonly Refusal[];
  readonly ways: readonly QuickFix[];
}

/** What would let a pool hold what it refuses, worked out here, by the catalogue, terms and holdings of the daemon. */
export async function withWaysOut(
  client: LabwrightClient,
  { design, pool, window }: Asked,
  refusals: readonly Refusal[],
): Promise<readonly Mendable[]> {
  const ahead = { start: window.start, end: toInstant(fromInstant(window.end) + AHEAD_MS) };
  const [items, terms, timeline] = await Promise.all([
    attempt(client.catalogue.get()),
    attempt(client.terms.get({})),
    attempt(client.pools.timeline({ id: pool.id, ...ahead, most: MOST_CLAIMS, least: window.end })),
  ]);
  const catalogue = indexCatalogue(must(items));
  const { held } = must(timeline);
  const question: PoolQuestion = { level: "window", design, catalogue, pool, window, held };
  const problems = checkPool(question);
  const checker = createChecker(catalogue, must(terms).book);
  // A terminal waits some seconds for a proof; the daemon has others to answer.
  const proven = lastOf(provenLonger(question, refusals, PATIENCE)) ?? refusals;
  const numbered = refusals.map((refused, index) => Object.assign({}, refused, { index }));
  return alikeRefusals(numbered).map((alike) => {
    const [first, ...others] = alike.flatMap((refused) =>
      problems.filter((one) => isSame(refused, one)).slice(0, 1),
    );
    return {
      refusals: alike.map(({ index, ...refused }) => proven[index] ?? refused),
      ways: first === undefined ? [] : waysOutForAll(question, [first, ...others], checker),
    };
  });
}

function isSame({ code, elements }: Refusal, problem: Problem): boolean {
  return problem.code === code && problem.elements.map(({ id }) => id).join() === elements.join();
}
