import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { flag } from "@optique/core/primitives";
import { pathName } from "../../../shared/design/path-names.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb, type ExitCode } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findEnvironment } from "../find.ts";
import { followEnvironment } from "../follow.ts";
import { connecting, environmentName } from "../options.ts";
import { environmentDetail, environmentLines, errorLines } from "../show/environments.ts";
import { progressView } from "../show/progress.ts";
import { answer, type Terminal } from "../terminal.ts";

/** `labwright status [ENV] [--watch]` */
export const status = defineVerb({
  name: "status",
  brief: message`Show environments, or how one is.`,
  options: merge(
    connecting,
    object({
      environment: optional(environmentName),
      watch: withDefault(
        flag("--watch", {
          description: message`Go on showing it until it is released; with --json one line of JSON for each change.`,
        }),
        false,
      ),
    }),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      if (options.environment === undefined) return listAll(client, options.json, terminal);
      if (options.watch) return watch(client, options.environment, options.json, terminal);
      const found = await findEnvironment(client, options.environment);
      answer(terminal, options.json, found, () => environmentDetail(found));
      return 0;
    }),
});

async function listAll(
  client: LabwrightClient,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const all = must(await attempt(client.environments.list({})));
  answer(terminal, json, all, () => environmentLines(all));
  return 0;
}

async function watch(
  client: LabwrightClient,
  wanted: string,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const first = await findEnvironment(client, wanted);
  const view = progressView(terminal, (node) => pathName(node, first.design));
  for await (const environment of followEnvironment(client, first, terminal)) {
    if (json) terminal.out(JSON.stringify(environment));
    else view.show(environment.state, environment.status);
    if (environment.state === "released" || environment.state === "failed") {
      view.end();
      for (const line of errorLines(environment.status)) terminal.note(line);
      return environment.state === "failed" ? 1 : 0;
    }
  }
  return 0;
}
