import { WebSocket, type RawData } from "ws";
import { z } from "zod";
import { err, ok } from "../../../../../shared/base/result.ts";
import type { ExecOptions } from "../../driver.ts";
import { unreachable, type Outcome } from "./failure.ts";
import { apiPath, type RestClient } from "./rest.ts";

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

const KILL = 9;
/** After a kill, how long to wait for the server to say so. */
const KILL_GRACE = 5_000;

type Sockets = ReadonlyMap<string, WebSocket>;

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
  const sockets = joinStreams(rest, begun.value.id, started.data.fds);
  const joined = await allOpen(sockets);
  if (!joined.ok) return joined;
  return ok(runningCommand(rest, begun.value.id, sockets, options));
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

function joinStreams(
  rest: RestClient,
  operation: string,
  secrets: Readonly<Record<string, string>>,
): Sockets {
  const { origin, agent } = rest.endpoint;
  const scheme = origin.protocol === "https:" ? "wss:" : "ws:";
  const join = (secret: string): WebSocket => {
    const path = apiPath(["operations", operation, "websocket"], { secret });
    return new WebSocket(`${scheme}//${origin.host}${path}`, { agent, perMessageDeflate: false });
  };
  return new Map(Object.entries(secrets).map(([stream, secret]) => [stream, join(secret)]));
}

async function allOpen(sockets: Sockets): Promise<Outcome<void>> {
  const opened = [...sockets.values()].map(
    (socket) =>
      new Promise<void>((resolve, reject) => {
        socket.once("open", resolve);
        socket.once("error", reject);
      }),
  );
  const outcomes = await Promise.allSettled(opened);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  // Later errors end in a close event, which is where the stream's end is noticed.
  for (const socket of sockets.values()) socket.on("error", () => socket.terminate());
  if (failed === undefined) return ok(undefined);
  for (const socket of sockets.values()) socket.terminate();
  return err(unreachable(String(failed.reason)));
}

function runningCommand(
  rest: RestClient,
  operation: string,
  sockets: Sockets,
  options: ExecOptions,
): RunningCommand {
  const gone = new AbortController();
  const input = sockets.get("0");
  const drained = forwardOutput(sockets, options);
  const control = (message: unknown): void => {
    const socket = sockets.get("control");
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const exit = commandEnd(rest, operation, drained, gone.signal).finally(() => {
    for (const socket of sockets.values()) socket.close();
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
      control({ command: "signal", signal: KILL });
      const timer = setTimeout(() => {
        gone.abort(new Error("the command was cut"));
      }, KILL_GRACE);
      void exit.finally(() => {
        clearTimeout(timer);
      });
    },
  };
}

/** Resolves when everything the command wrote has been handed on. */
async function forwardOutput(sockets: Sockets, options: ExecOptions): Promise<void> {
  const streams = [
    { stream: "stdout", socket: sockets.get(options.terminal === undefined ? "1" : "0") },
    { stream: "stderr", socket: sockets.get("2") },
  ] as const;
  const ends = streams.map(
    ({ stream, socket }) =>
      new Promise<void>((resolve) => {
        if (socket === undefined) return resolve();
        socket.on("message", (data, isBinary) => {
          if (isBinary) return options.onOutput(stream, bytesOf(data));
          // End of the stream. The server keeps a terminal's command alive until we have hung up too.
          resolve();
          socket.close();
        });
        socket.once("close", () => {
          resolve();
        });
      }),
  );
  await Promise.all(ends);
}

async function commandEnd(
  rest: RestClient,
  operation: string,
  drained: Promise<void>,
  signal: AbortSignal,
): Promise<Outcome<number>> {
  const ended = await rest.wait(operation, "to run a command", signal);
  if (!ended.ok) return ended;
  await drained;
  const result = endedSchema.safeParse(ended.value.metadata);
  return result.success ? ok(result.data.return) : err(unreachable("the exit code was lost"));
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
