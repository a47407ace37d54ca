import { once } from "node:events";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { RestClient } from "./client/rest.ts";
import { Ways } from "./client/ways.ts";
import { makeOnce } from "./make-once.ts";
import { stampOf } from "./stamp.ts";

type Answer = readonly [status: number, body: object];

const ABSENT: Answer = [404, refusal("Network not found")];
const REFUSED: Answer = [400, refusal("The network already exists")];
const MADE: Answer = [200, { type: "sync", metadata: {} }];

function refusal(error: string): object {
  return { type: "error", error, metadata: null };
}

function present(managementId: string): Answer {
  const metadata = { name: "net", config: stampOf(managementId, "lan") };
  return [200, { type: "sync", metadata }];
}

/** Makes a network on a server that answers so, one answer after the other; returns the outcome and what was asked. */
async function make(...answers: Answer[]): Promise<{ code: string; asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer(({ method }, response) => {
    const [status, body] = answers[asked.length] ?? [500, {}];
    asked.push(method ?? "");
    response.writeHead(status).end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  const origin = { protocol: "http:", host: `127.0.0.1:${port}` } as const;
  const rest = new RestClient(new Ways({ told: () => ({ origin, agent, place: "here" }) }));
  const { signal } = new AbortController();
  const asking = { rest, signal, environment: { managementId: "ours" } };
  const made = await makeOnce(asking, "/1.0/networks/net", "network net", () =>
    rest.change("POST", "/1.0/networks", {}, "to make a network", signal),
  );
  agent.destroy();
  server.close();
  return { code: made.ok ? "made" : made.error.fault.code, asked };
}

test("what is not there is made, and what is there is left alone", async () => {
  expect(await make(ABSENT, MADE)).toEqual({ code: "made", asked: ["GET", "POST"] });
  expect(await make(present("ours"))).toEqual({ code: "made", asked: ["GET"] });
});

test("what an earlier call that was cut off makes meanwhile counts as made", async () => {
  const { code, asked } = await make(ABSENT, REFUSED, present("ours"));
  expect(code).toBe("made");
  expect(asked).toEqual(["GET", "POST", "GET"]);
});

test("a refusal stays one when nothing, or somebody else's, is there", async () => {
  expect((await make(ABSENT, REFUSED, ABSENT)).code).toBe("driver-refused");
  expect((await make(ABSENT, REFUSED, present("theirs"))).code).toBe("driver-refused");
  expect((await make(present("theirs"))).code).toBe("driver-refused");
});

test("a member of a cluster that lost its database has refused nothing", async () => {
  const leaderless = "failed to create dqlite connection: no available dqlite leader server found";
  const lost: Answer = [500, refusal(`Failed to begin transaction: ${leaderless}`)];
  expect(await make(lost)).toEqual({ code: "driver-unreachable", asked: ["GET"] });
});
