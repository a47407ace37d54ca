import { WebSocket } from "ws";
import { z } from "zod";
import { err, ok } from "../../../../../shared/base/result.ts";
import type { ExecOptions } from "../../driver.ts";
import { unreachable, type Outcome } from "./failure.ts";
import { FOR_EVER, type RestClient } from "./rest.ts";
import { joinStreams, type Streams } from "./streams.ts";

/** A command that runs: its streams, and how it ended. */
export interface RunningCommand {
  write(data: Uint8Array): void;
  endInput(): void;
  resize(columns: number, rows: number): void;
  close(): void;
  readonly exit: Promise<Outcome<number>>;
}

const startedSchema = z.looseObject({ fds: z.record(z.string(), z.string()) });
const endedSchema = z.looseObject({ return: z.number() });

const ENVIRONMENT = {
  HOME: "/root",
  LANG: "C.UTF-8",
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  TERM: "xterm-256color",
  USER: "root",
} as const;

const BROKEN = "its output broke off: the server closed a stream before its end";

const KILL = 9;
/** After a kill, how long to wait for the server to say so. */
const KILL_GRACE = 5_000;

/**
 * Starts a command in an instance and joins its streams. The server waits for every stream to be joined
 * before the command runs, so no output is missed.
 */
export async function startCommand(
  rest: RestClient,
  path: string,
  options: ExecOptions,
  signal: AbortSignal,
): Promise<Outcome<RunningCommand>> {
  const begun = await rest.begin("POST", path, execBody(options), "to run a command", signal);
  if (!begun.ok) return begun;
  const started = startedSchema.safeParse(begun.value?.metadata);
  if (begun.value === null || !started.success)
    return err(unreachable("the server did not open the command's streams"));
  const streams = await joinStreams(rest, begun.value.id, started.data.fds, options);
  if (!streams.ok) return streams;
  const isTerminal = options.terminal !== undefined;
  return ok(runningCommand(rest, begun.value.id, streams.value, isTerminal));
}

function execBody(options: ExecOptions): unknown {
  const { terminal } = options;
  return {
    command: options.command,
    environment: ENVIRONMENT,
    "wait-for-websocket": true,
    interactive: terminal !== undefined,
    ...(terminal !== undefined && { width: terminal.columns, height: terminal.rows }),
  };
}

function runningCommand(
  rest: RestClient,
  operation: string,
  streams: Streams,
  isTerminal: boolean,
): RunningCommand {
  const gone = new AbortController();
  const { input, drained } = streams;
  const control = (message: unknown): void => {
    if (streams.control?.readyState === WebSocket.OPEN)
      streams.control.send(JSON.stringify(message));
  };
  let cut = false;
  // Whoever cuts a command does not ask for the rest, and a terminal ends as it likes.
  const whole = drained.then((complete) => complete || cut || isTerminal);
  const exit = commandEnd(rest, operation, whole, gone.signal).finally(() => {
    streams.hangUp();
  });
  return {
    exit,
    write: (data) => input?.send(data),
    // An empty text message is how this API says "end of file" on a stream of binary messages.
    endInput: () => input?.send(""),
    resize: (columns, rows) => {
      control({
        command: "window-resize",
        args: { width: String(columns), height: String(rows) },
      });
    },
    close: () => {
      cut = true;
      control({ command: "signal", signal: KILL });
      const timer = setTimeout(() => {
        gone.abort(new Error("the command was cut"));
        streams.cut();
      }, KILL_GRACE);
      void exit.finally(() => {
        clearTimeout(timer);
      });
    },
  };
}

async function commandEnd(
  rest: RestClient,
  operation: string,
  whole: Promise<boolean>,
  signal: AbortSignal,
): Promise<Outcome<number>> {
  const ended = await rest.wait(operation, "to run a command", signal, FOR_EVER);
  if (!ended.ok) return ended;
  if (!(await whole)) return err(unreachable(BROKEN));
  const result = endedSchema.safeParse(ended.value.metadata);
  return result.success ? ok(result.data.return) : err(unreachable("the exit code was lost"));
}
