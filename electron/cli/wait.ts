import { pathName } from "../../shared/design/path-names.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentState, EnvironmentView } from "../../shared/protocol/environment.ts";
import { followEnvironment } from "./follow.ts";
import { progressView } from "./show/progress.ts";
import type { Terminal } from "./terminal.ts";

/** Follows an environment until it is in one of these states, showing how far each node is. */
export async function awaitState(
  client: LabwrightClient,
  first: EnvironmentView,
  states: readonly EnvironmentState[],
  terminal: Terminal,
  json: boolean,
): Promise<EnvironmentView> {
  const view = json ? null : progressView(terminal, (node) => pathName(node, first.design));
  let last = first;
  for await (const environment of followEnvironment(client, first, terminal)) {
    last = environment;
    view?.show(environment.state, environment.status);
    if (states.includes(environment.state)) break;
  }
  view?.end();
  return last;
}
