import type { Clock } from "../../../../shared/base/clock.ts";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../../shared/base/result.ts";
import type { ExecOptions, ExecSession } from "../driver.ts";
import { runCommand, type ShellMachine } from "./shell/commands.ts";
import { openShell } from "./shell/session.ts";

/** How long a console lasts when the fault *lost console* is switched on. */
const LOST_AFTER = 1500;

interface ConsoleOptions extends ExecOptions {
  readonly machine: () => ShellMachine;
  readonly clock: Clock;
  readonly lost: boolean;
}

const SHELLS = new Set(["sh", "/bin/sh", "bash", "/bin/bash"]);

/** A command or a shell in a simulated machine. */
export function openConsole(options: ConsoleOptions): ExecSession {
  const { command, terminal, machine, clock } = options;
  const { promise, resolve } = Promise.withResolvers<Result<number>>();
  const closed = new AbortController();
  const encoder = new TextEncoder();
  const write = (stream: "stdout" | "stderr", text: string): void => {
    if (!closed.signal.aborted) options.onOutput(stream, encoder.encode(text));
  };
  const finish = (result: Result<number>): void => {
    closed.abort();
    resolve(result);
  };
  const exit = (code: number): void => finish(ok(code));
  if (options.lost) {
    const node = machine().instance.hostname;
    const detail = "The simulated fault *lost console* is switched on.";
    clock.sleep(LOST_AFTER, closed.signal).then(
      () => finish(err(fault("console-unavailable", { node, detail }))),
      () => undefined,
    );
  }
  const interactive = command.length === 1 && SHELLS.has(command[0] ?? "");
  const shell = interactive
    ? openShell({ machine, terminal: terminal !== undefined, write, exit })
    : null;
  // Not before the caller holds the session and can hear of it.
  if (shell === null) queueMicrotask(() => runOnce());
  const runOnce = (): void => {
    const { stdout, stderr, code } = runCommand(machine(), command);
    if (stdout !== "") write("stdout", stdout);
    if (stderr !== undefined) write("stderr", stderr);
    exit(code);
  };
  return {
    write: (data) => shell?.feed(data),
    endInput: () => shell?.end(),
    resize: () => undefined,
    close: () => finish(err(fault("console-unavailable", closedParameters(machine())))),
    exit: promise,
  };
}

function closedParameters({ instance }: ShellMachine): { node: string; detail: string } {
  return { node: instance.hostname, detail: "It was closed." };
}
