import { WebSocket, type RawData } from "ws";
import { err, ok } from "../../../../../shared/base/result.ts";
import type { ExecOptions } from "../../driver.ts";
import { unreachable, type Outcome } from "./failure.ts";
import { apiPath, type RestClient } from "./rest.ts";

/** The streams of a running command, each a WebSocket of its own. */
export interface Streams {
  readonly input: WebSocket | undefined;
  readonly control: WebSocket | undefined;
  /**
   * Resolves when nothing more comes: true when each stream was ended by its end mark, so that everything the
   * command wrote has been handed on. LXD 5.0 under load now and then drops a stream instead, with what was
   * in it.
   */
  readonly drained: Promise<boolean>;
  hangUp(): void;
  /** At once, where the server says nothing any more. */
  cut(): void;
}

/** A server that takes a connection and then says nothing. */
const JOIN_TIMEOUT = 30_000;

const CONTROL = "control";

/**
 * Joins the streams of a command that waits for that. The control stream first: once the others are joined
 * the command runs, and a quick one would be over before, which makes the server refuse it.
 */
export async function joinStreams(
  rest: RestClient,
  operation: string,
  secrets: Readonly<Record<string, string>>,
  options: ExecOptions,
): Promise<Outcome<Streams>> {
  const open = (stream: string): [string, WebSocket] => [
    stream,
    openStream(rest, operation, secrets[stream] ?? ""),
  ];
  const names = Object.keys(secrets);
  const control = new Map(names.filter((name) => name === CONTROL).map(open));
  const controlled = await allOpen(control);
  if (!controlled.ok) return controlled;
  const others = new Map(names.filter((name) => name !== CONTROL).map(open));
  // Before they are open: the first words may come with the very answer that opens them.
  const drained = forwardOutput(others, options);
  const joined = await allOpen(others);
  const hangUp = (): void => {
    for (const socket of [...control.values(), ...others.values()]) socket.close();
  };
  const cut = (): void => {
    for (const socket of [...control.values(), ...others.values()]) socket.terminate();
  };
  if (joined.ok)
    return ok({ input: others.get("0"), control: control.get(CONTROL), drained, hangUp, cut });
  hangUp();
  return joined;
}

function openStream(rest: RestClient, operation: string, secret: string): WebSocket {
  const { origin, agent } = rest.ways.endpoint;
  const scheme = origin.protocol === "https:" ? "wss:" : "ws:";
  const path = apiPath(["operations", operation, "websocket"], { secret });
  return new WebSocket(`${scheme}//${origin.host}${path}`, {
    agent,
    perMessageDeflate: false,
    handshakeTimeout: JOIN_TIMEOUT,
  });
}

async function allOpen(sockets: ReadonlyMap<string, WebSocket>): Promise<Outcome<void>> {
  const opened = [...sockets.values()].map(
    (socket) =>
      new Promise<void>((resolve, reject) => {
        socket.once("open", resolve);
        socket.once("error", reject);
      }),
  );
  const outcomes = await Promise.allSettled(opened);
  // Later errors end in a close event, which is where the stream's end is noticed.
  for (const socket of sockets.values()) socket.on("error", () => socket.terminate());
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  return failed === undefined ? ok(undefined) : err(unreachable(String(failed.reason)));
}

async function forwardOutput(
  sockets: ReadonlyMap<string, WebSocket>,
  options: ExecOptions,
): Promise<boolean> {
  const streams = [
    { stream: "stdout", socket: sockets.get(options.terminal === undefined ? "1" : "0") },
    { stream: "stderr", socket: sockets.get("2") },
  ] as const;
  const ends = streams.map(
    ({ stream, socket }) =>
      new Promise<boolean>((resolve) => {
        if (socket === undefined) return resolve(true);
        socket.on("message", (data, isBinary) => {
          if (isBinary) return options.onOutput(stream, bytesOf(data));
          // End of the stream. The server keeps a terminal's command alive until we have hung up too.
          resolve(true);
          socket.close();
        });
        socket.once("close", () => {
          resolve(false);
        });
      }),
  );
  return (await Promise.all(ends)).every(Boolean);
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
