import { once } from "node:events";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Endpoint } from "./connection.ts";
import { Ways } from "./ways.ts";

const never = new AbortController().signal;
const WHO = "GET /1.0";
/** Milliseconds. */
const SILENCE = 200;

/** `slow`: says who it is, and nothing else. `silent`: takes connections and says nothing. */
type Mood = "fine" | "slow" | "silent" | "gone";

interface Member {
  mood: Mood;
  readonly url: string;
  readonly asked: string[];
}

/** A server of a cluster whose answers are its name. */
async function member(name: string): Promise<Member> {
  const asked: string[] = [];
  const server = createServer(({ method, url, socket }, response) => {
    if (state.mood === "gone") return void socket.destroy();
    asked.push(`${method} ${url}`);
    const isAnswered = state.mood === "fine" || (state.mood === "slow" && url === "/1.0");
    if (isAnswered) response.end(name);
  }).listen(0, "127.0.0.1");
  server.on("connection", (socket) => {
    if (state.mood === "gone") socket.destroy();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const state = { mood: "fine" as Mood, url: `https://127.0.0.1:${port}`, asked };
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return state;
}

function endpointOf(url: string, place: string): Endpoint {
  const origin = { protocol: "http:", host: new URL(url).host } as const;
  return { origin, agent: new Agent({ keepAlive: true }), place };
}

/** A cluster of three whose first was named, and the others learned of it. */
async function cluster() {
  const [alpha, beta, gamma] = await Promise.all(["alpha", "beta", "gamma"].map(member));
  if (alpha === undefined || beta === undefined || gamma === undefined) throw new Error("three");
  const ways = new Ways({
    told: () => endpointOf(alpha.url, "alpha"),
    member: ({ name, url }) => endpointOf(url, name),
    silence: SILENCE,
  });
  onTestFinished(() => ways.close());
  const members = Object.entries({ alpha, beta, gamma });
  ways.learn(members.map(([name, { url }]) => ({ name, url })));
  const ask = async (method: "GET" | "POST", path = "/1.0/x"): Promise<string> => {
    const answer = await ways.send({ method, path, signal: never, timeoutMilliseconds: 60_000 });
    return answer.ok ? answer.value.text : String(answer.error.fault.parameters["detail"]);
  };
  return { alpha, beta, gamma, ways, ask };
}

test("while the named server answers no other is asked", async () => {
  const { beta, gamma, ways, ask } = await cluster();
  expect(await Promise.all([ask("GET"), ask("POST")])).toEqual(["alpha", "alpha"]);
  expect(ways.detour).toBeNull();
  expect([...beta.asked, ...gamma.asked]).toEqual([]);
});

test("when it is gone the next is asked, until it is back", async () => {
  const { alpha, beta, ways, ask } = await cluster();
  alpha.mood = "gone";
  expect(await ask("GET")).toBe("beta");
  expect(await ask("POST")).toBe("beta");
  expect(ways.detour).toEqual({ place: "alpha", by: "beta" });
  await ways.goBack();
  expect(ways.detour).not.toBeNull();
  alpha.mood = "fine";
  await ways.goBack();
  expect(ways.detour).toBeNull();
  expect(await ask("GET")).toBe("alpha");
  expect(beta.asked).toEqual(["GET /1.0/x", "POST /1.0/x"]);
});

test("one that takes connections and says nothing is left, and a change that it may have got is not made twice", async () => {
  const { alpha, beta, ask } = await cluster();
  alpha.mood = "silent";
  const [read, changed] = await Promise.all([ask("GET"), ask("POST", "/1.0/made")]);
  expect(read).toBe("beta");
  expect(changed).toBe("alpha: it does not answer; from now on beta is asked");
  expect(alpha.asked).toContain("POST /1.0/made");
  expect(beta.asked).not.toContain("POST /1.0/made");
  expect(await ask("POST", "/1.0/made")).toBe("beta");
});

test("one that only takes long with something is waited for", async () => {
  const { alpha, ways, ask } = await cluster();
  alpha.mood = "slow";
  const long = ask("GET", "/1.0/operations/1/wait");
  const isLooked = (): boolean => alpha.asked.filter((one) => one === WHO).length >= 3;
  while (!isLooked()) await new Promise((resolve) => setTimeout(resolve, SILENCE));
  expect(ways.detour).toBeNull();
  ways.close();
  expect(await long).toMatch(/^alpha: /);
});

test("when none answers all of them are named", async () => {
  const { alpha, beta, gamma, ask } = await cluster();
  for (const one of [alpha, beta, gamma]) one.mood = "gone";
  const detail = await ask("GET");
  expect(detail.split("; ").map((part) => part.split(":")[0])).toEqual(["alpha", "beta", "gamma"]);
});

test("a member that left the cluster is asked nothing any more", async () => {
  const { alpha, gamma, ways, ask } = await cluster();
  alpha.mood = "gone";
  expect(await ask("GET")).toBe("beta");
  ways.learn([
    { name: "alpha", url: alpha.url },
    { name: "gamma", url: gamma.url },
  ]);
  expect(await ask("GET")).toBe("gamma");
});

test("by a socket there is no other way, and the fault says what would give one", async () => {
  const { url } = await member("alpha");
  const ways = new Ways({ told: () => endpointOf(url.replace(/\d+$/, "1"), "the socket") });
  ways.learn([
    { name: "alpha", url },
    { name: "beta", url },
  ]);
  const request = {
    method: "GET",
    path: "/1.0",
    signal: never,
    timeoutMilliseconds: 1000,
  } as const;
  const answer = await ways.send(request);
  expect(JSON.stringify(answer)).toContain("with an https address another member is asked");
});
