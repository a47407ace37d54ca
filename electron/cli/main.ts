import { message } from "@optique/core/message";
import { run } from "@optique/run";
import { LABWRIGHT_VERSION } from "../../shared/protocol/version.ts";
import { COMMANDS } from "./commands/index.ts";
import { processTerminal } from "./terminal.ts";

// Who reads the output may have read enough, as `head` has: nobody is left to be told.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

// The command line's boot list: parse, run, end with the exit code. Wrong usage ends with 2 right here.
const work = run(COMMANDS, {
  programName: "labwright",
  brief: message`Draw computing environments, price them, run them on your own lab.`,
  help: "both",
  completion: "both",
  version: LABWRIGHT_VERSION,
  errorExitCode: 2,
  // The usage of all commands would bury what is wrong.
  aboveError: "none",
  onExit: (code) => {
    if (code === 2)
      console.error(
        "labwright help lists the commands, labwright help COMMAND says how one is used.",
      );
    process.exit(code);
  },
  commandList: "top-level",
  usageLine: [{ type: "ellipsis" }],
  showDefault: true,
});
process.exitCode = await work(processTerminal());
