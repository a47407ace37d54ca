import { request } from "node:http";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient, SUBPROTOCOL, ticketProtocols } from "../../../shared/protocol/client.ts";
import { connect, openSocket, upgradeStatus } from "../../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { WebSocket } from "ws";
import { once } from "node:events";

// TRUST.md §3 (a) 3: who gets in, in the order of the checks.

let inner: InnerDaemon;
let url: string;
let origin: string;

beforeAll(async () => {
  inner = await startInnerDaemon({ origins: ["app://labwright"] });
  url = inner.daemon.url;
  origin = url;
  await mkdir(join(inner.directory, "renderer", "assets"), { recursive: true });
  await writeFile(join(inner.directory, "renderer", "index.html"), "<!doctype html>page");
  await writeFile(join(inner.directory, "renderer", "assets", "app-1.js"), "1");
  await writeFile(join(inner.directory, "outside.txt"), "secret");
});
afterAll(async () => inner.stop());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers and path, which fetch would tidy. */
async function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function ticketFor(headers: Record<string, string>): Promise<string> {
  const answer = await ask("/ticket", { method: "POST", headers });
  return (JSON.parse(answer.body) as { ticket: string }).ticket;
}

describe("opening a socket", () => {
  test.each([
    ["another Host", () => ({ host: "evil.example", ...bearer(inner.secret) }), 403],
    ["another port in Host", () => ({ host: "127.0.0.1:1", ...bearer(inner.secret) }), 403],
    [
      "a foreign Origin, even with the secret",
      () => ({ origin: "https://evil.example", ...bearer(inner.secret) }),
      403,
    ],
    ["Origin null", () => ({ origin: "null", ...bearer(inner.secret) }), 403],
    ["neither Origin nor bearer", () => ({}), 403],
    ["a wrong bearer", () => bearer("0".repeat(64)), 401],
    ["an Origin and nothing else", () => ({ origin }), 401],
    ["the secret", () => bearer(inner.secret), 101],
    [
      "the secret from an allowed page",
      () => ({ origin: "app://labwright", ...bearer(inner.secret) }),
      101,
    ],
  ])("with %s", async (_, headers, status) => {
    expect(await upgradeStatus(openSocket(url, headers()))).toBe(status);
  });

  test("a refusal has no body and allows no other origin", async () => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": Buffer.alloc(16).toString("base64"),
    };
    const answer = await ask("/rpc", { headers: { ...headers, origin: "https://evil.example" } });
    expect(answer).toMatchObject({ status: 403, body: "" });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual(
      [],
    );
  });

  test("a client of another protocol version is told to update", async () => {
    const socket = openSocket(url, bearer(inner.secret), ["labwright.v999"]);
    expect(await upgradeStatus(socket)).toBe(426);
  });

  test("a ticket works once, and only from the page it was given to", async () => {
    const evil = { origin: "app://labwright" };
    const first = await ticketFor({ origin, ...bearer(inner.secret) });
    expect(await upgradeStatus(openSocket(url, { origin }, ticketProtocols(first)))).toBe(101);
    expect(await upgradeStatus(openSocket(url, { origin }, ticketProtocols(first)))).toBe(401);
    const second = await ticketFor({ origin, ...bearer(inner.secret) });
    expect(await upgradeStatus(openSocket(url, evil, ticketProtocols(second)))).toBe(401);
    // Asked for by a program on behalf of its page: good for whichever page it hands it to.
    const third = await ticketFor(bearer(inner.secret));
    expect(await upgradeStatus(openSocket(url, evil, ticketProtocols(third)))).toBe(101);
  });
});

describe("logging a browser in", () => {
  test("a code works once, for a session that opens sockets until it is logged out", async () => {
    const minted = await ask("/code", { method: "POST", headers: bearer(inner.secret) });
    const { code } = JSON.parse(minted.body) as { code: string };
    const body = JSON.stringify({ code });
    const entered = await ask("/login", { method: "POST", headers: { origin }, body });
    expect(entered.status).toBe(200);
    const { token } = JSON.parse(entered.body) as { token: string };
    const ticket = await ticketFor({ origin, ...bearer(token) });
    const socket = openSocket(url, { origin }, ticketProtocols(ticket));
    await once(socket, "open");
    expect(socket.protocol).toBe(SUBPROTOCOL);
    expect((await createClient(socket).system.about()).user.name).toBe("You");
    socket.terminate();
    expect((await ask("/login", { method: "POST", headers: { origin }, body })).status).toBe(401);
    await ask("/logout", { method: "POST", headers: { origin, ...bearer(token) } });
    const after = await ask("/ticket", { method: "POST", headers: { origin, ...bearer(token) } });
    expect(after.status).toBe(401);
  });

  test("a page elsewhere cannot even try", async () => {
    const headers = { origin: "https://evil.example" };
    expect((await ask("/login", { method: "POST", headers, body: "{}" })).status).toBe(403);
  });

  test("more than 4 KiB before login is not read", async () => {
    const body = JSON.stringify({ code: "x".repeat(5000) });
    const answer = await ask("/login", { method: "POST", headers: { origin }, body });
    expect(answer.status).toBe(401);
  });
});

describe("the interface's files", () => {
  test("come with a strict policy", async () => {
    const answer = await ask("/");
    expect(answer.body).toContain("page");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["cache-control"]).toBe("no-store");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
    expect(policy).toContain(`connect-src 'self' ${url.replace("http", "ws")}`);
    expect((await ask("/assets/app-1.js")).headers["cache-control"]).toContain("immutable");
  });

  test.each([
    "/../outside.txt",
    "/assets/../../outside.txt",
    "/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "//outside.txt",
    "/assets/..\\..\\outside.txt",
    "/%00",
    "/identity",
  ])("%s leads nowhere", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain("secret");
  });

  test("are not for another Host", async () => {
    expect(await ask("/", { headers: { host: "evil.example" } })).toMatchObject({
      status: 403,
      body: "",
    });
  });
});

describe("HTTP for scripts", () => {
  test("speaks the same contract", async () => {
    const answer = await ask("/api/about", { headers: bearer(inner.secret) });
    expect(JSON.parse(answer.body)).toMatchObject({ user: { name: "You" } });
    const missing = await ask("/api/environments/none", { headers: bearer(inner.secret) });
    expect(missing.status).toBe(404);
    expect(JSON.parse(missing.body)).toMatchObject({
      code: "not-found",
      data: { parameters: { what: "environment", id: "none" } },
    });
  });

  test("knows nobody without a token", async () => {
    expect((await ask("/api/about")).status).toBe(401);
  });

  test("refuses a page elsewhere", async () => {
    const headers = { origin: "https://evil.example", ...bearer(inner.secret) };
    expect((await ask("/api/about", { headers })).status).toBe(403);
  });

  test("says where an input is wrong", async () => {
    const body = JSON.stringify({ design: {}, window: {} });
    const headers = { "content-type": "application/json", ...bearer(inner.secret) };
    const answer = await ask("/api/environments/quote", { method: "POST", headers, body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: "input-invalid",
      data: { where: expect.stringContaining("design") as string },
    });
  });

  test("refuses a body beyond 4 MiB", async () => {
    const headers = { "content-type": "application/json", ...bearer(inner.secret) };
    const body = JSON.stringify({ name: "x".repeat(5 * 1024 * 1024) });
    const answer = await ask("/api/environments", { method: "POST", headers, body });
    expect(answer.status).toBe(413);
  });

  test("streams events that resume by their id", async () => {
    const stop = new AbortController();
    const answer = await fetch(`${url}/api/events?after=0`, {
      headers: bearer(inner.secret),
      signal: stop.signal,
    });
    let text = "";
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (/^id: \d+$/m.test(text)) break;
    }
    stop.abort();
    expect(text).toMatch(/^data: \{"sequence":1,/m);
  });

  test("describes itself", async () => {
    const document = JSON.parse((await ask("/api/openapi.json")).body) as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(document.paths["/environments/{id}"]).toHaveProperty("get");
    expect(document.paths["/environments"]).toHaveProperty("post");
  });
});

describe("a session that ends", () => {
  test("cuts its sockets within a second, and nobody else's", async () => {
    const { id, token } = await inner.addUser("acme", ["architect"]);
    const operator = await connect(url, (await inner.addUser("acme", ["operator"])).token);
    const cut = await connect(url, token);
    const stays = await connect(url, (await inner.addUser("acme", ["architect"])).token);
    const closed = once(cut.socket, "close");
    const since = performance.now();
    await operator.client.tokens.revoke({ id: `token-${id}` });
    const [code] = (await closed) as [number];
    expect(code).toBe(4401);
    expect(performance.now() - since).toBeLessThan(1000);
    expect((await stays.client.system.about()).tenant.id).toBe("acme");
    expect(stays.socket.readyState).toBe(WebSocket.OPEN);
    expect(await upgradeStatus(openSocket(url, bearer(token)))).toBe(401);
    operator.socket.terminate();
    stays.socket.terminate();
  });
});

describe("guessing", () => {
  test("who keeps guessing is held off, who is known is not", async () => {
    const guess = async () =>
      (await ask("/ticket", { method: "POST", headers: bearer("guess") })).status;
    const answers = [];
    for (let time = 0; time < 30; time++) answers.push(await guess());
    expect(answers.at(0)).toBe(401);
    expect(answers.at(-1)).toBe(429);
    expect(await upgradeStatus(openSocket(url, bearer("guess")))).toBe(429);
    const known = await ask("/ticket", { method: "POST", headers: bearer(inner.secret) });
    expect(known.status).toBe(200);
  });
});
