import { randomUUID } from "node:crypto";
import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { formatMoney } from "../../../shared/base/money.ts";
import type { Design } from "../../../shared/design/design.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign, problemsOf } from "../design-file.ts";
import { findPool } from "../find.ts";
import { connecting, designFile, poolName, qosClass, windowOf, windowOptions } from "../options.ts";
import { environmentDetail } from "../show/environments.ts";
import { answer, type Terminal } from "../terminal.ts";
import { awaitState } from "../wait.ts";
import { problemLine } from "./check.ts";

/** `labwright up FILE [--wait]` */
export const up = defineVerb({
  name: "up",
  brief: message`Turn a design into running machines.`,
  description: message`Reserves all of a design in a pool for a window, or nothing of it, and has it provisioned. Ends at once, or with --wait when everything runs or has failed.`,
  options: merge(
    connecting,
    windowOptions,
    object({
      file: designFile,
      pool: poolName,
      name: optional(
        option("--name", string({ metavar: "NAME" }), {
          description: message`The environment's name; the design's own, unless given.`,
        }),
      ),
      key: optional(
        option("--key", string({ metavar: "KEY" }), {
          description: message`Repeating the command with the same key makes nothing twice.`,
        }),
      ),
      qosClass,
      wait: withDefault(flag("--wait", { description: message`Wait until it is ready.` }), false),
    }),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const design = await loadDesign(options.file);
      const pool = await findPool(client, options.pool);
      warn(design, terminal);
      const requested = must(
        await attempt(
          client.environments.request({
            name: options.name ?? design.name,
            pool: pool.id,
            design,
            window: windowOf(options, terminal.now()),
            qosClass: options.qosClass,
            idempotencyKey: options.key ?? randomUUID(),
          }),
        ),
      );
      const { book } = must(await attempt(client.terms.get({ environment: requested.id })));
      terminal.note(
        `${requested.name} (${requested.id}) until ${requested.end}, quoted ${formatMoney(requested.quoteTotal, book.currency)}`,
      );
      const settled = options.wait
        ? await awaitState(
            client,
            requested,
            ["ready", "failed", "degraded"],
            terminal,
            options.json,
          )
        : requested;
      answer(terminal, options.json, settled, () => environmentDetail(settled));
      return settled.state === "failed" || settled.state === "degraded" ? 1 : 0;
    }),
});

/** The daemon refuses a design with errors; this is where a person learns which. */
function warn(design: Design, terminal: Terminal): void {
  for (const problem of problemsOf(design))
    if (problem.severity !== "info") terminal.note(problemLine(design, problem));
}
