import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { argument, flag, option } from "@optique/core/primitives";
import { choice, integer, string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import {
  starterCatalogue,
  starterTerms,
  starterServices,
} from "../../../shared/catalogue/starter.ts";
import { alternativesOf } from "../../../shared/completion/alternatives.ts";
import { complete as completeDesign } from "../../../shared/completion/complete.ts";
import type { CompletionRequest, ServiceOrder } from "../../../shared/completion/completion.ts";
import { freeCapacity, type FreeCapacity } from "../../../shared/completion/free-capacity.ts";
import { GOALS } from "../../../shared/completion/goal.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import { STANDARD } from "../../node/standard-input.ts";
import { completionSolver } from "../../node/completion-solver.ts";
import { defineVerb, type ExitCode } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign, saveDesign } from "../design-file.ts";
import { findPool } from "../find.ts";
import { connecting, replacing, windowOf, windowOptions } from "../options.ts";
import { completionLines, contradictionLines } from "../show/completion.ts";
import { answer, complaining, type Terminal } from "../terminal.ts";

/** More than any lab holds, and far below what would take long. */
const MOST_USERS = 1_000_000;

const options = object("Completion", {
  file: optional(
    argument(path({ metavar: "FILE" }), {
      description: message`A design that is not whole yet; an empty one, unless given.`,
    }),
  ),
  service: optional(
    option(
      "--service",
      choice(
        starterServices().map(({ id }) => id),
        { metavar: "SERVICE" },
      ),
      { description: message`Add a service, e.g. e-mail.` },
    ),
  ),
  users: withDefault(
    option("--users", integer({ min: 1, max: MOST_USERS, metavar: "N" }), {
      description: message`For how many users the service is; 10, unless given.`,
    }),
    10,
  ),
  withoutClients: withDefault(
    flag("--no-clients", { description: message`Without the devices of its users.` }),
    false,
  ),
  prefer: withDefault(
    option("--prefer", choice(GOALS, { metavar: "GOAL" }), {
      description: message`What to choose by: the price, the fewest machines, or what fits the lab best.`,
    }),
    "price" as const,
  ),
  output: optional(
    option("--output", path({ metavar: "FILE" }), {
      description: message`Where to write the whole design.`,
    }),
  ),
  pool: optional(
    option("--pool", string({ metavar: "POOL" }), {
      description: message`Choose only what this pool of the daemon has free in the window.`,
    }),
  ),
  alternatives: withDefault(
    flag("--alternatives", {
      description: message`List what else would do, with the difference in price.`,
    }),
    false,
  ),
});

/** `labwright complete [FILE]` */
export const complete = defineVerb({
  name: "complete",
  brief: message`Choose what a design is missing.`,
  description: message`Makes an incomplete design whole, or a service with so many users into one: operating systems, machines, licences, networks, storage. Says why each was chosen, and changes nothing that was set. Needs a daemon only to look at what a pool has free. Ends with 1 when nothing fits, and says what contradicts what.`,
  options: merge(connecting, windowOptions, options, replacing),
  run: (chosen, terminal) => {
    const { json, pool, prefer } = chosen;
    if (pool === undefined && prefer !== "fit")
      return complaining(terminal, json, () => completed(chosen, terminal));
    return withDaemon(chosen, terminal, async (client) => {
      const found = await findPool(client, pool);
      const window = windowOf(chosen, terminal.now());
      const { held } = must(await attempt(client.pools.timeline({ id: found.id, ...window })));
      return completed(chosen, terminal, freeCapacity(found, window, held));
    });
  },
});

type Chosen = InferValue<typeof options> &
  InferValue<typeof replacing> & { readonly json: boolean };

async function completed(
  chosen: Chosen,
  terminal: Terminal,
  pool?: FreeCapacity,
): Promise<ExitCode> {
  const { json, output } = chosen;
  const service = orderOf(chosen);
  const request: CompletionRequest = {
    design: await designOf(chosen.file, service, terminal),
    catalogue: starterCatalogue(),
    terms: starterTerms(),
    at: new Date(terminal.now()).toISOString(),
    goal: chosen.prefer,
    ...(service !== undefined && { service }),
    ...(pool !== undefined && { pool }),
  };
  const solver = await completionSolver();
  const outcome = completeDesign(request, solver);
  if (!outcome.ok) {
    answer(terminal, json, outcome.error, () => contradictionLines(outcome.error));
    return 1;
  }
  const { design, price, priceBefore, choices } = outcome.value;
  const explained = choices.map((choice) => ({
    choice,
    alternatives: chosen.alternatives ? alternativesOf(request, outcome.value, choice, solver) : [],
  }));
  if (output !== undefined) await saveDesign(output, design, { terminal, force: chosen.force });
  if (output === STANDARD) {
    for (const line of completionLines(outcome.value, explained, undefined)) terminal.note(line);
    return 0;
  }
  answer(terminal, json, { design, price, priceBefore, choices: explained }, () =>
    completionLines(outcome.value, explained, output),
  );
  return 0;
}

function orderOf(chosen: Chosen): ServiceOrder | undefined {
  const profile = starterServices().find(({ id }) => id === chosen.service);
  if (profile === undefined) return undefined;
  const withClients = profile.clients?.usual === true && !chosen.withoutClients;
  return { profile, users: chosen.users, withClients };
}

async function designOf(
  file: string | undefined,
  service: ServiceOrder | undefined,
  { input }: Terminal,
): Promise<Design> {
  if (file !== undefined) return loadDesign(file, input);
  if (service === undefined) throw new FaultError(fault("nothing-to-complete"));
  return emptyDesign(`${service.profile.name} for ${service.users} users`);
}
