import { chmod, mkdir, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { OpenAPIHandler } from "@orpc/openapi/node";
import type { StandardHandler } from "@orpc/server/standard";
import type { Clock } from "../../../shared/base/clock.ts";
import { type Fault, fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { http, https } from "../../node/http.ts";
import type { Log } from "../log.ts";
import type { Access } from "./access.ts";
import type { CallContext } from "./call-context.ts";
import type { Connections } from "./connections.ts";
import { createGate, type Gate } from "./gate.ts";
import type { Limits } from "./limits.ts";
import { createRoutes } from "./routes.ts";
import { createUpgrade } from "./upgrade.ts";

/** A certificate with its key, both PEM, and the names it stands for. */
export interface TlsIdentity {
  readonly certificate: string;
  readonly key: string;
  readonly names: readonly string[];
}

export interface ServerOptions {
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: TlsIdentity | null;
  readonly scheme: "http" | "https";
  /** Pages that may connect besides the one served here. */
  readonly origins: readonly string[];
  /** A Unix socket for programs of the same user, or null. */
  readonly localSocket: string | null;
  /** The folder of the built interface. */
  readonly renderer: string;
  readonly access: Access;
  readonly connections: Connections;
  readonly handler: StandardHandler<CallContext>;
  readonly openApi: OpenAPIHandler<CallContext>;
  readonly openApiDocument: () => Promise<unknown>;
  /** The reservations that a calendar feed's key is for; null for a key that is none. */
  readonly calendarFile: (key: string) => Promise<string | null>;
  /** Notes what a payment service says; what is wrong with it otherwise. */
  readonly paymentTold: (signature: string | undefined, body: string) => Promise<Fault | null>;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RunningServer {
  /** e.g. `http://127.0.0.1:7480` */
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens for windows, browsers, the CLI and scripts. */
export async function startServer(options: ServerOptions): Promise<Result<RunningServer>> {
  const { listen, localSocket, scheme, log, connections } = options;
  const routes = createRoutes(options);
  const upgrade = createUpgrade(options);
  const attach = (server: Server, gate: () => Gate | null): void => {
    server.on("request", (request, response) => {
      routes(request, response, gate()).catch((error: unknown) => {
        log.debug({ error: String(error) }, "request failed");
        if (response.headersSent) response.destroy();
        else response.writeHead(400).end();
      });
    });
    server.on("upgrade", (request, socket, head) => {
      upgrade(request, socket, head, gate()).catch((error: unknown) => {
        log.warn({ error: String(error) }, "upgrade failed");
        socket.destroy();
      });
    });
  };

  const server = createListener(options.tls);
  const failure = await listenOn(server, listen);
  if (failure !== null) {
    if (failure === "EADDRINUSE")
      return err(fault("port-in-use", { port: listen.port, host: listen.host }));
    return err(fault("cannot-listen", { host: listen.host, port: listen.port, detail: failure }));
  }
  const { port } = server.address() as AddressInfo;
  const names = [...(options.tls?.names ?? []), ...namesOf(listen.host)];
  const gate = createGate({ scheme, names, port, origins: options.origins });
  attach(server, () => gate);
  const servers = [server];
  if (localSocket !== null) {
    const local = createListener(null);
    attach(local, () => null);
    await listenOnFile(local, localSocket);
    servers.push(local);
  }
  const [name = listen.host] = names;
  return ok({
    url: `${scheme}://${name.includes(":") ? `[${name}]` : name}:${port}`,
    stop: async () => {
      connections.closeAll();
      await Promise.all(servers.map(closeServer));
    },
  });
}

const HTTP_OPTIONS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
} as const;

function createListener(tls: TlsIdentity | null): Server {
  if (tls === null) return http.createServer(HTTP_OPTIONS);
  return https.createServer({
    ...HTTP_OPTIONS,
    cert: tls.certificate,
    key: tls.key,
    minVersion: "TLSv1.3",
  });
}

/** null, or the system's name of what went wrong. */
async function listenOn(
  server: Server,
  where: { host: string; port: number } | { path: string },
): Promise<string | null> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(where, () => resolve(null));
  });
}

/** The data directory's lock is ours, so a socket file that is there was left behind. */
async function listenOnFile(server: Server, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await chmod(dirname(path), 0o700);
  await rm(path, { force: true });
  const failure = await listenOn(server, { path });
  if (failure !== null) throw new Error(`cannot listen on ${path}: ${failure}`);
  await chmod(path, 0o600);
}

/** By which names a listening address is reached from where it can be. */
function namesOf(host: string): readonly string[] {
  if (host === "127.0.0.1" || host === "::1") return [host, "localhost"];
  if (host === "localhost") return ["localhost", "127.0.0.1", "::1"];
  return host === "0.0.0.0" || host === "::" ? [hostname()] : [host];
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    // Streams of the HTTP API never end by themselves.
    setTimeout(() => server.closeAllConnections(), 200).unref();
  });
}
