import ReconnectingWebSocket from "partysocket/ws";
import { WebSocket } from "ws";
import { fault, FaultError, type Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import {
  createClient,
  greet,
  SUBPROTOCOL,
  type LabwrightClient,
} from "../../shared/protocol/client.ts";
import { defaultDataDirectory, localSocketPath } from "../node/data-directory.ts";
import type { ExitCode } from "./command.ts";
import type { Connecting } from "./options.ts";
import { complaining, type Terminal } from "./terminal.ts";

const PATIENCE = 10_000;

/**
 * Runs a verb's work with a client of the daemon: the one named by `--daemon` or LABWRIGHT_DAEMON, else the
 * one of this user's data directory. The connection ends with the work.
 */
export function withDaemon(
  options: Connecting,
  terminal: Terminal,
  work: (client: LabwrightClient) => Promise<ExitCode>,
): Promise<ExitCode> {
  return complaining(terminal, options.json, async () => {
    const socket = await open(options, terminal.environment);
    try {
      const client = createClient(socket);
      must(await greet(client));
      return await work(client);
    } finally {
      socket.close();
    }
  });
}

/** A call's value; its fault is thrown, to be caught where the verb was started. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new FaultError(result.error);
}

/** A socket that opens itself anew when the daemon comes back; calls that were open have failed by then. */
async function open(
  options: Connecting,
  environment: NodeJS.ProcessEnv,
): Promise<ReconnectingWebSocket> {
  const remote = options.daemon ?? environment.LABWRIGHT_DAEMON;
  const { address, headers } =
    remote === undefined
      ? localAddress(options.data ?? defaultDataDirectory(environment))
      : remoteAddress(remote, environment);
  let trouble = fault("daemon-unreachable", {
    address: remote ?? address.replace(/^ws\+unix:|:\/rpc$/g, ""),
  });
  const socket = new ReconnectingWebSocket(address, [SUBPROTOCOL], {
    WebSocket: socketClass(headers, (status) => (trouble = refusalOf(status))),
    connectionTimeout: PATIENCE,
    minReconnectionDelay: 250,
    maxReconnectionDelay: 2000,
    maxEnqueuedMessages: 0,
  });
  const opened = await new Promise<boolean>((resolve) => {
    socket.addEventListener("open", () => resolve(true));
    socket.addEventListener("close", () => resolve(false));
  });
  if (opened) return socket;
  socket.close();
  throw new FaultError(trouble);
}

/** `ws` as the browser's WebSocket is made, with what only `ws` can do: headers, and why it was refused. */
function socketClass(headers: Record<string, string>, onRefusal: (status: number) => void) {
  return class extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers, handshakeTimeout: PATIENCE });
      this.on("unexpected-response", (_, response) => {
        onRefusal(response.statusCode ?? 0);
        this.terminate();
      });
    }
  };
}

function localAddress(data: string): { address: string; headers: Record<string, string> } {
  const path = localSocketPath(data);
  if (path === null) throw new FaultError(fault("daemon-unreachable", { address: data }));
  return { address: `ws+unix:${path}:/rpc`, headers: {} };
}

function remoteAddress(
  url: string,
  { LABWRIGHT_TOKEN }: NodeJS.ProcessEnv,
): { address: string; headers: Record<string, string> } {
  if (!URL.canParse(url)) throw new FaultError(fault("daemon-unreachable", { address: url }));
  const address = new URL("/rpc", url);
  address.protocol = address.protocol === "http:" ? "ws:" : "wss:";
  const headers: Record<string, string> = {};
  if (LABWRIGHT_TOKEN) headers["authorization"] = `Bearer ${LABWRIGHT_TOKEN}`;
  return { address: address.href, headers };
}

/** Something answered, but did not let us in. */
function refusalOf(status: number): Fault {
  if (status === 426)
    return fault("protocol-version", { daemon: "another version", client: SUBPROTOCOL });
  if (status === 429 || status === 503) return fault("too-many-requests", { seconds: 60 });
  return fault("unauthenticated");
}
