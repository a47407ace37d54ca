import { spawn } from "node:child_process";
import { once } from "node:events";
import { message } from "@optique/core/message";
import { passThrough } from "@optique/core/primitives";
import { object } from "@optique/core/constructs";
import { daemonEntry } from "../../node/daemon-entry.ts";
import { defineVerb } from "../command.ts";

/** `labwright daemon` */
export const daemon = defineVerb({
  name: "daemon",
  brief: message`Run the daemon on this machine.`,
  description: message`Runs the daemon until Ctrl-C: it keeps environments, serves the window, browsers and this command line. Its own options: labwright daemon --help.`,
  options: object({ parameters: passThrough({ format: "greedy" }) }),
  run: async ({ parameters }) => {
    // A process of its own: the command line never loads the daemon's code.
    const child = spawn(process.execPath, [daemonEntry(), ...parameters], { stdio: "inherit" });
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, forward);
    const [code] = (await once(child, "exit")) as [number | null];
    return code === 0 ? 0 : code === 2 ? 2 : 1;
  },
});
