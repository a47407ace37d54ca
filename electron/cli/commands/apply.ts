import { randomUUID } from "node:crypto";
import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign } from "../design-file.ts";
import { findEnvironment } from "../find.ts";
import { connecting, designFile } from "../options.ts";
import { changePlanLines, isPossible } from "../show/change-plan.ts";
import { environmentDetail } from "../show/environments.ts";
import { answer } from "../terminal.ts";
import { awaitState } from "../wait.ts";

/** `labwright apply FILE --environment ENV [--plan]` */
export const apply = defineVerb({
  name: "apply",
  brief: message`Give a running environment a changed design.`,
  description: message`Shows what would be added, removed, changed and made anew, and what it costs; then does it, all of it or nothing. With --plan it only shows it, and ends with 1 when it cannot be done.`,
  options: merge(
    connecting,
    object({
      file: designFile,
      environment: option("--environment", string({ metavar: "ENV" }), {
        description: message`The environment's id or name.`,
      }),
      plan: withDefault(
        flag("--plan", { description: message`Only show what it would do.` }),
        false,
      ),
      key: optional(
        option("--key", string({ metavar: "KEY" }), {
          description: message`Repeating the command with the same key changes nothing twice.`,
        }),
      ),
      wait: withDefault(flag("--wait", { description: message`Wait until it is done.` }), false),
    }),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const design = await loadDesign(options.file);
      const found = await findEnvironment(client, options.environment);
      const plan = must(await attempt(client.environments.plan({ id: found.id, design })));
      if (options.plan) {
        answer(terminal, options.json, plan, () => changePlanLines(plan));
        return isPossible(plan) ? 0 : 1;
      }
      for (const line of changePlanLines(plan)) terminal.note(line);
      const applied = must(
        await attempt(
          client.environments.apply({
            id: found.id,
            design,
            revision: plan.revision,
            idempotencyKey: options.key ?? randomUUID(),
          }),
        ),
      );
      const settled = options.wait
        ? await awaitState(client, applied, ["ready", "failed", "degraded"], terminal, options.json)
        : applied;
      answer(terminal, options.json, settled, () => environmentDetail(settled));
      return settled.state === "failed" || settled.state === "degraded" ? 1 : 0;
    }),
});
