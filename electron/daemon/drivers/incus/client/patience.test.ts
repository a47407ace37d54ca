import { once } from "node:events";
import { Agent, createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import type { Endpoint } from "./connection.ts";
import { startCommand } from "./exec.ts";
import { RestClient } from "./rest.ts";
import { Ways } from "./ways.ts";

const never = new AbortController().signal;
const RUNNING = 103;
const SUCCESS = 200;
const FDS = { control: "c", "0": "i", "1": "o", "2": "e" };

const ends: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const end of ends.splice(0)) end();
});

/** A server whose operation ends when it is told to; `held`: it does not even answer who waits for that. */
async function slowServer(): Promise<{
  readonly endpoint: Endpoint;
  readonly server: Server;
  readonly asked: string[];
  readonly state: { status: number; held: boolean; onAsked: () => void };
}> {
  const asked: string[] = [];
  const state = { status: RUNNING, held: false, onAsked: () => undefined as void };
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    state.onAsked();
    if (method === "GET" && state.held) return;
    const metadata = { id: "7", status_code: state.status, metadata: { fds: FDS, return: 0 } };
    response.end(JSON.stringify({ type: method === "GET" ? "sync" : "async", metadata }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  ends.push(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  const origin = { protocol: "http:", host: `127.0.0.1:${port}` } as const;
  return { endpoint: { origin, agent, place: "here" }, server, asked, state };
}

test("an operation that never ends is told after the time that is given, and found ended later", async () => {
  const { endpoint, asked, state } = await slowServer();
  const time = { now: 0 };
  // Each look lasts as long as the server was asked to hold it.
  state.onAsked = () => (time.now += 20_000);
  const rest = new RestClient(new Ways({ told: () => endpoint }), {
    minutes: 2,
    now: () => time.now,
  });
  const make = () => rest.change("POST", "/1.0/instances", {}, "to make web", never);
  const made = await make();
  expect(made).toMatchObject({
    ok: false,
    error: {
      fault: {
        code: "driver-unfinished",
        parameters: { action: "to make web", operation: "7", minutes: 2 },
      },
    },
  });
  expect(asked).toEqual([
    "POST /1.0/instances",
    ...Array.from({ length: 6 }, () => "GET /1.0/operations/7/wait?timeout=20"),
  ]);
  state.status = SUCCESS;
  expect(await rest.wait("7", "to finish with web", never)).toMatchObject({ ok: true });
});

test("who stops does not wait for a server that says nothing, and learns why", async () => {
  const { endpoint, state } = await slowServer();
  state.held = true;
  const stopping = new AbortController();
  state.onAsked = () => stopping.abort(new Error("the daemon stops"));
  const ended = await new RestClient(new Ways({ told: () => endpoint })).wait(
    "7",
    "to make web",
    stopping.signal,
  );
  expect(ended).toMatchObject({
    error: {
      fault: { code: "driver-unreachable", parameters: { detail: "here: the daemon stops" } },
    },
  });
});

test("a command that is cut ends also where the server answers nothing any more", async () => {
  const { endpoint, server, state } = await slowServer();
  const sockets = new WebSocketServer({ server });
  const joined: WebSocket[] = [];
  sockets.on("connection", (socket) => void joined.push(socket));
  state.held = true;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const options = { command: ["sleep", "1d"], onOutput: () => undefined };
  const path = "/1.0/instances/web/exec";
  const started = await startCommand(
    new RestClient(new Ways({ told: () => endpoint })),
    path,
    options,
    never,
  );
  if (!started.ok) throw new Error(started.error.fault.code);
  started.value.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect((await started.value.exit).ok).toBe(false);
  // It ended, but its output is held back for ever.
  state.held = false;
  state.status = SUCCESS;
  const silent = await startCommand(
    new RestClient(new Ways({ told: () => endpoint })),
    path,
    options,
    never,
  );
  if (!silent.ok) throw new Error(silent.error.fault.code);
  silent.value.close();
  await vi.advanceTimersByTimeAsync(5000);
  await silent.value.exit;
  sockets.close();
  for (const socket of joined) socket.terminate();
});
