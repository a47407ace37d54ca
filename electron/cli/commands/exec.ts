import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple } from "@optique/core/modifiers";
import { argument } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { defineVerb } from "../command.ts";
import { withDaemon } from "../connect.ts";
import { runInInstance } from "../console.ts";
import { findEnvironment, findInstance } from "../find.ts";
import { connecting, environmentName } from "../options.ts";
import { answer } from "../terminal.ts";

/** `labwright exec ENV NODE -- CMD` */
export const exec = defineVerb({
  name: "exec",
  brief: message`Run a command in a machine.`,
  description: message`Runs a command in a running machine, with this terminal's input and output; without a command, a shell. Ends with 1 when the command does not end with 0.`,
  options: merge(
    connecting,
    object({
      environment: environmentName,
      node: argument(string({ metavar: "NODE" }), {
        description: message`A machine, by its name or id, e.g. web.3.`,
      }),
      command: multiple(argument(string({ metavar: "CMD" })), {}),
    }),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const environment = await findEnvironment(client, options.environment);
      const instance = findInstance(environment, options.node);
      const collected: { stdout: string[]; stderr: string[] } = { stdout: [], stderr: [] };
      const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
      const code = await runInInstance(client, terminal, {
        environment: environment.id,
        instance,
        command: options.command,
        onOutput: (stream, data) => {
          if (options.json) collected[stream].push(decoders[stream].decode(data, { stream: true }));
          else terminal.write(stream, data);
        },
      });
      const { stdout, stderr } = collected;
      const result = { exitCode: code, stdout: stdout.join(""), stderr: stderr.join("") };
      answer(terminal, options.json, result, () => []);
      if (code !== 0 && !options.json) terminal.note(`${instance.name}: exit code ${code}`);
      return code === 0 ? 0 : 1;
    }),
});
