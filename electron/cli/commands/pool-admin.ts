import { object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, optional, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, flag, option } from "@optique/core/primitives";
import { choice, string } from "@optique/core/valueparser";
import type { InferValue } from "@optique/core/parser";
import { path } from "@optique/run/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { Scope } from "../../../shared/pool/condition.ts";
import { endedWords, endingOf } from "../../../shared/pool/condition-words.ts";
import { foldScopes } from "../../../shared/pool/fold-scopes.ts";
import { refuseLength } from "../../../shared/pool/inventory/read.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { MOST_OUT_OF_USE } from "../../../shared/protocol/pool-procedures.ts";
import { followSettling } from "../../../shared/protocol/follow-settling.ts";
import { systemClock } from "../../node/system-clock.ts";
import { readTextLeniently } from "../../node/text-file.ts";
import type { ExitCode } from "../command.ts";
import { must } from "../connect.ts";
import { findPool, personNames } from "../find.ts";
import { affectedLines, changeLines, importLines, MOST_AFFECTED } from "../show/pool.ts";
import { answer, type Terminal } from "../terminal.ts";
import { conditionsOf, scopesOf, titleOf } from "../things.ts";
import { instant } from "../values.ts";

const poolArgument = argument(string({ metavar: "POOL" }), {
  description: message`A pool, by name or id.`,
});
const things = multiple(
  argument(string({ metavar: "THING" }), {
    description: message`host:NAME, switch:NAME, storage:NAME, or all of rack:NAME, rack:SITE/NAME or site:NAME; several are one decision: all of them or, when a name is wrong, none, and nobody is moved from one to another.`,
  }),
  { min: 1 },
);
const why = withDefault(
  option("--why", string({ metavar: "TEXT" }), {
    description: message`The reason, which those concerned are told.`,
  }),
  "",
);

/** What lab admins do to a pool from the command line. */
export const administration = or(
  command(
    "import",
    object({
      action: constant("import"),
      pool: poolArgument,
      file: argument(path({ metavar: "FILE" }), { description: message`The inventory.` }),
      replace: withDefault(
        flag("--replace", {
          description: message`The file is everything: what it does not list goes, but for VLANs and outside addresses if it has none.`,
        }),
        false,
      ),
      plan: withDefault(
        flag("--plan", { description: message`Only say what would change.` }),
        false,
      ),
    }),
    { brief: message`Take over an inventory: CSV, YAML as NetBox has it, or JSON.` },
  ),
  command(
    "export",
    object({
      action: constant("export"),
      pool: poolArgument,
      format: withDefault(option("--format", choice(["csv", "json"])), "csv" as const),
    }),
    { brief: message`Print everything a pool has, to be imported again.` },
  ),
  command("drain", object({ action: constant("drain"), pool: poolArgument, things, why }), {
    brief: message`Take things out of use from now on; who is on them stays.`,
  }),
  command(
    "maintain",
    object({
      action: constant("maintain"),
      pool: poolArgument,
      things,
      start: optional(option("--start", instant(), { description: message`Now, unless given.` })),
      end: option("--end", instant(), { description: message`When they can be used again.` }),
      why,
    }),
    { brief: message`Take things out of use for a time.` },
  ),
  command("resume", object({ action: constant("resume"), pool: poolArgument, things }), {
    brief: message`End draining, maintenance and quarantine of things, and cancel what is planned.`,
  }),
  command("history", object({ action: constant("history"), pool: poolArgument }), {
    brief: message`Show who changed what.`,
  }),
);
type Administration = InferValue<typeof administration>;

export async function administer(
  client: LabwrightClient,
  options: Administration & { readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const pool = await findPool(client, options.pool);
  const { id } = pool;
  switch (options.action) {
    case "import":
      return importInto(client, id, options, terminal);
    case "export": {
      const { text } = must(await attempt(client.pools.export({ id, format: options.format })));
      terminal.write("stdout", text);
      return 0;
    }
    case "drain":
    case "maintain":
      return takeOut(client, pool, options, terminal);
    case "resume":
      return putBack(client, pool, options, terminal);
    case "history": {
      const changes = must(await attempt(client.pools.changes({ id })));
      const nameOf = await personNames(client);
      answer(terminal, options.json, changes, () => changeLines(changes, nameOf));
      return 0;
    }
  }
}

async function importInto(
  client: LabwrightClient,
  id: string,
  options: Extract<Administration, { action: "import" }> & { readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { file, replace } = options;
  // Spreadsheets save in encodings of their own.
  const { text, damaged = false } = must(await readTextLeniently(file));
  if (text.trim() === "") throw new FaultError(fault("file-empty", {}, file));
  const refused = damaged ? fault("file-binary", {}, file) : refuseLength(text);
  if (refused !== null) throw new FaultError({ ...refused, where: file });
  const inventory = { id, text, replace };
  const planned = must(await attempt(client.pools.planImport(inventory)));
  const wrong = planned.errors.length > 0;
  if (!wrong && !options.plan) must(await attempt(client.pools.import(inventory)));
  answer(terminal, options.json, planned, () => importLines(planned, options.plan));
  return wrong ? 1 : 0;
}

async function takeOut(
  client: LabwrightClient,
  pool: Pool,
  options: Extract<Administration, { action: "drain" | "maintain" }> & { readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const now = new Date(terminal.now()).toISOString();
  const draining = options.action === "drain";
  const scopes = scopesOf(options.things, pool);
  const isAlready = (scope: Scope): boolean =>
    pool.conditions.some(
      (one) =>
        draining &&
        one.kind === "draining" &&
        one.end === null &&
        one.start <= now &&
        titleOf(one.scope) === titleOf(scope),
    );
  const already = scopes.filter(isAlready).map(titleOf);
  const wanted = scopes.filter((one) => !isAlready(one));
  const [scope, ...also] = foldScopes(pool.resources, wanted, MOST_OUT_OF_USE);
  const alreadyLines = already.map(
    (title) => `${title} is draining already. To end it: labwright pool resume`,
  );
  if (scope === undefined) {
    answer(terminal, options.json, { pool, affected: [] }, () => alreadyLines);
    return 0;
  }
  const count = also.length + 1;
  if (count > MOST_OUT_OF_USE)
    throw new FaultError(fault("things-too-many", { count, most: MOST_OUT_OF_USE }));
  const beginning = client.pools.beginCondition({
    id: pool.id,
    kind: draining ? "draining" : "maintenance",
    scope,
    also,
    start: draining ? now : (options.start ?? now),
    end: draining ? null : options.end,
    why: options.why,
    // Whoever reads it by a program has all of it.
    ...(!options.json && { most: MOST_AFFECTED }),
  });
  const over = new AbortController();
  const following = { pool: pool.id, clock: systemClock(), signal: over.signal };
  void followSettling(client, following, ({ done, of }) =>
    terminal.note(`Bookings on it: ${done} of ${of} have been seen to.`),
  );
  const begun = must(await attempt(beginning.finally(() => over.abort())));
  const nameOf = await personNames(client);
  answer(terminal, options.json, begun, () => [...alreadyLines, ...affectedLines(begun, nameOf)]);
  return 0;
}

async function putBack(
  client: LabwrightClient,
  pool: Pool,
  { things, json }: { readonly things: readonly string[]; readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { id } = pool;
  const ended = conditionsOf(things, pool);
  const [condition, ...also] = ended.map((one) => one.id);
  if (condition !== undefined) {
    const over = await attempt(client.pools.endCondition({ id, condition, also }));
    // What somebody else has ended meanwhile is what was wanted.
    if (!over.ok && over.error.code !== "not-found") throw new FaultError(over.error);
  }
  answer(terminal, json, ended, () =>
    ended.map((one) => `${endedWords(endingOf(one, terminal.now()), titleOf(one.scope))}.`),
  );
  return 0;
}
