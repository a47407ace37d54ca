import { randomUUID } from "node:crypto";
import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, withDefault } from "@optique/core/modifiers";
import { argument, flag } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { Design } from "../../../shared/design/design.ts";
import { applyEdits } from "../../../shared/design/edit.ts";
import { isUse } from "../../../shared/design/use.ts";
import { canPark, parking } from "../../../shared/kinds/parking.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import type { EnvironmentView } from "../../../shared/protocol/environment.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findEnvironment } from "../find.ts";
import { connecting, environmentName } from "../options.ts";
import { changePlanLines } from "../show/change-plan.ts";
import { environmentDetail } from "../show/environments.ts";
import { answer, type Terminal } from "../terminal.ts";
import { awaitState } from "../wait.ts";

const asked = merge(
  connecting,
  object({
    environment: environmentName,
    machines: multiple(
      argument(string({ metavar: "MACHINE" }), {
        description: message`Only these of the drawing, by name or id; all that can be, unless given.`,
      }),
    ),
    wait: withDefault(flag("--wait", { description: message`Wait until it is done.` }), false),
  }),
);

interface Asked {
  readonly environment: string;
  readonly machines: readonly string[];
  readonly wait: boolean;
  readonly json: boolean;
}

/** `labwright park ENV [MACHINE…]` */
export const park = defineVerb({
  name: "park",
  brief: message`Switch machines off, keep their disks, and give the rest of their hosts to others.`,
  options: asked,
  run: (options, terminal) =>
    withDaemon(options, terminal, (client) => change(client, options, true, terminal)),
});

/** `labwright resume ENV [MACHINE…]` */
export const resume = defineVerb({
  name: "resume",
  brief: message`Have parked machines run again where their disks are, as soon as there is room.`,
  options: asked,
  run: (options, terminal) =>
    withDaemon(options, terminal, (client) => change(client, options, false, terminal)),
});

/** Both are a changed design like any other: shown, priced, and done as a whole or not at all. */
async function change(
  client: LabwrightClient,
  { environment, machines, wait, json }: Asked,
  parked: boolean,
  terminal: Terminal,
): Promise<0 | 1> {
  const found = await findEnvironment(client, environment);
  const design = changedDesign(found, machines, parked);
  const { id } = found;
  const plan = must(await attempt(client.environments.plan({ id, design })));
  for (const line of changePlanLines(plan)) terminal.note(line);
  const request = { id, design, revision: plan.revision, idempotencyKey: randomUUID() };
  const applied = must(await attempt(client.environments.apply(request)));
  const settled = wait
    ? await awaitState(client, applied, ["ready", "failed", "degraded"], terminal, json)
    : applied;
  answer(terminal, json, settled, () => environmentDetail(settled));
  return settled.state === "failed" || settled.state === "degraded" ? 1 : 0;
}

/** Throws the fault that says why what is named cannot be parked. */
export function changedDesign(
  { design }: Pick<EnvironmentView, "design">,
  machines: readonly string[],
  parked: boolean,
): Design {
  const all = Object.keys(design.nodes).filter((id) => canPark(design, id));
  const meant = machines.length === 0 ? all : machines.map((wanted) => nodeOf(design, all, wanted));
  return applyEdits(design, parking(design, meant, parked));
}

function nodeOf(design: Design, all: readonly string[], wanted: string): string {
  const isMeant = (id: string): boolean => id === wanted || design.nodes[id]?.name === wanted;
  const found = all.find(isMeant);
  if (found !== undefined) return found;
  const use = Object.entries(design.nodes).find(([id, node]) => isMeant(id) && isUse(node))?.[1];
  throw new FaultError(
    use === undefined
      ? fault("not-found", { what: "machine", id: wanted })
      : fault("component-not-parkable", { name: use.name || wanted }),
  );
}
