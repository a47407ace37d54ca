import { once } from "node:events";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import type { Endpoint } from "./client/connection.ts";
import { RestClient } from "./client/rest.ts";
import { Ways } from "./client/ways.ts";
import { sizeMembers, type KnownMembers } from "./member-size.ts";
import type { Member } from "./members.ts";
import type { ServerFacts } from "./server.ts";

const never = new AbortController().signal;
const GIB = 1024 ** 3;
const MINUTE = 60_000;
const FACTS: ServerFacts = {
  name: "alpha",
  software: "lxd",
  version: "5.0",
  clustered: true,
  certificate: "",
  architecture: "x86_64",
  storagePools: [],
  defaultPool: "default",
};

afterEach(() => {
  vi.useRealTimers();
});

interface Server {
  readonly url: string;
  pull(): void;
}

/** A member that says how large every member is. */
async function server(): Promise<Server> {
  const metadata = { cpu: { total: 8 }, memory: { total: 8 * GIB } };
  const made = createServer((_, response) => {
    response.end(JSON.stringify({ type: "sync", metadata }));
  }).listen(0, "127.0.0.1");
  await once(made, "listening");
  const pull = (): void => {
    made.closeAllConnections();
    made.close();
  };
  onTestFinished(pull);
  return { url: `https://127.0.0.1:${(made.address() as AddressInfo).port}`, pull };
}

function endpointOf(url: string): Endpoint {
  const { host } = new URL(url);
  return { origin: { protocol: "http:", host }, agent: new Agent(), place: host };
}

/** A cluster of three that was asked by the first, and how it is found when it calls some of them away. */
async function cluster() {
  const servers = { alpha: await server(), beta: await server(), gamma: await server() };
  const ways = new Ways({
    told: () => endpointOf(servers.alpha.url),
    member: ({ url }) => endpointOf(url),
  });
  onTestFinished(() => ways.close());
  const rest = new RestClient(ways);
  const all = Object.entries(servers).map(([name, { url }]) => ({ name, url }));
  ways.learn(all);
  const known: KnownMembers = { sizes: new Map(), awaySince: new Map() };
  const look = async (...away: readonly string[]): Promise<readonly string[]> => {
    const members = all.map(({ name, url }): Member => ({
      name,
      url,
      architecture: "x86_64",
      state: away.includes(name) ? "down" : "up",
    }));
    const sized = await sizeMembers(rest, FACTS, { members, known }, never);
    if (!sized.ok) throw new Error(sized.error.fault.code);
    return sized.value.map(({ name, state, size }) => `${name} ${state} ${size?.cores}`);
  };
  return { servers, look };
}

test("whom a new leader has not heard of yet is up, since it answers itself", async () => {
  const { look } = await cluster();
  expect(await look()).toEqual(["alpha up 8", "beta up 8", "gamma up 8"]);
  expect(await look("gamma")).toEqual(["alpha up 8", "beta up 8", "gamma up 8"]);
});

test("who does not answer, either, is down at once, and as large as before", async () => {
  const { servers, look } = await cluster();
  await look();
  servers.gamma.pull();
  expect(await look("gamma")).toEqual(["alpha up 8", "beta up 8", "gamma down 8"]);
});

test("a cluster that goes on calling somebody away is believed after a minute", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const { look } = await cluster();
  const others = ["alpha up 8", "beta up 8"];
  await look();
  expect(await look("gamma")).toEqual([...others, "gamma up 8"]);
  vi.advanceTimersByTime(MINUTE);
  expect(await look("gamma")).toEqual([...others, "gamma up 8"]);
  vi.advanceTimersByTime(1);
  expect(await look("gamma")).toEqual([...others, "gamma down 8"]);
  expect(await look()).toEqual([...others, "gamma up 8"]);
  expect(await look("gamma")).toEqual([...others, "gamma up 8"]);
});
