import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { seededRandom } from "../../../shared/base/seeded-random.ts";
import { SUBPROTOCOL } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { followEvents } from "../../../shared/protocol/follow-events.ts";
import { LIMITS } from "../../../electron/daemon/server/limits.ts";
import { systemClock } from "../../../electron/node/system-clock.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { waitFor } from "../../support/wait-for.ts";

// What a client may do wrong, by accident or on purpose, and what it costs the others: nothing.

const HEARTBEAT = 250;

let inner: InnerDaemon;
const open: TestConnection[] = [];

async function login(token = inner.secret): Promise<TestConnection> {
  const connection = await connect(inner.daemon.url, token);
  open.push(connection);
  return connection;
}

beforeAll(async () => {
  inner = await startInnerDaemon({
    limits: { ...LIMITS, heartbeat: HEARTBEAT, eventsBehind: 500, streamsPerConnection: 4 },
  });
});
afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await inner.stop();
});

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, "close")) as [number];
  return code;
}

describe("frames", () => {
  test.each([
    ["text that is no JSON", "hello"],
    ["half of a message", '{"i":"1","p":{"u":"/system/ab'],
    ["random bytes", Buffer.from("9f01ff00fe80c0c1", "hex")],
    ["a number", "42"],
    ["null", "null"],
    ["a message without a payload", '{"i":"1"}'],
    ["an address that is none", '{"i":"1","p":{"u":"http://[","h":{}}}'],
  ])("%s ends the connection with 1007", async (_, frame) => {
    const { socket } = await login();
    socket.send(frame);
    expect(await closeCode(socket)).toBe(1007);
  });

  test("beyond 4 MiB: 1009", async () => {
    const { socket } = await login();
    socket.send("x".repeat(LIMITS.message + 1));
    expect(await closeCode(socket)).toBe(1009);
  });

  test("in thousands of fragments: cut", async () => {
    const { socket } = await login();
    for (let part = 0; part < 200; part++) socket.send("x", { fin: false });
    expect(await closeCode(socket)).toBeGreaterThanOrEqual(1002);
  });

  test("out of order, repeated or about nothing: ignored", async () => {
    const { client, socket } = await login();
    socket.send('{"i":"77","t":4}');
    socket.send('{"i":"78","t":3,"p":{"e":"message","d":1}}');
    socket.send('{"i":"79","t":99,"p":{"u":"/system/about"}}');
    const about = '{"i":"80","p":{"u":"/system/about"}}';
    socket.send(about);
    socket.send(about);
    expect((await client.system.about()).version).toBe("test");
  });

  test("to a procedure that is not there: an answer", async () => {
    const { client } = await login();
    const call = (client as unknown as Record<string, Record<string, () => Promise<unknown>>>)[
      "system"
    ]!["explode"]!();
    expect((await attempt(call)).ok).toBe(false);
    expect((await client.system.about()).version).toBe("test");
  });

  test.each([
    [
      "__proto__",
      '{"i":"1","p":{"u":"/environments/get","b":{"json":{"id":"x","__proto__":{"roles":["operator"]}}}}}',
    ],
    [
      "a path into the prototype",
      '{"i":"1","p":{"u":"/environments/get","b":{"json":{"id":"x"},"meta":[[1,"__proto__","polluted"]]}}}',
    ],
    [
      "deep nesting",
      `{"i":"1","p":{"u":"/environments/get","b":{"json":${"[".repeat(20_000)}${"]".repeat(20_000)}}}}`,
    ],
    [
      "huge numbers",
      '{"i":"1","p":{"u":"/events/history","b":{"json":{"limit":1e308,"before":-1e308}}}}',
    ],
  ])("%s changes nothing", async (_, frame) => {
    const { socket } = await login();
    socket.send(frame);
    const answered = once(socket, "message");
    await Promise.race([answered, once(socket, "close")]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect((await (await login()).client.system.about()).version).toBe("test");
  });

  test("3,000 mutated ones: the daemon lives and answers others", async () => {
    const random = seededRandom(5);
    const valid = '{"i":"1","p":{"u":"/environments/list","b":{"json":{"states":["ready"]}}}}';
    const other = await login();
    let { socket } = await login();
    for (let count = 0; count < 3000; count++) {
      if (socket.readyState !== WebSocket.OPEN) ({ socket } = await login());
      const bytes = Buffer.from(valid);
      for (let change = 0; change < 4; change++)
        bytes[Math.floor(random.next() * bytes.length)] = Math.floor(random.next() * 256);
      socket.send(bytes, { binary: random.next() < 0.5 });
      if (count % 20 === 0) await delay(1);
    }
    expect((await other.client.system.about()).version).toBe("test");
  });
});

describe("streams", () => {
  test("are limited per connection, and free again when they end", async () => {
    const { client } = await login();
    const stops = Array.from({ length: 4 }, () => new AbortController());
    const streams = stops.map(async ({ signal }) => {
      const stream = await client.events.subscribe({ after: 0 }, { signal });
      await stream.next();
      return stream;
    });
    await Promise.all(streams);
    const more = async () => attempt(first(await client.events.subscribe({ after: 0 })));
    expect(await more()).toMatchObject({ ok: false, error: { code: "too-many-requests" } });
    for (const stop of stops) stop.abort();
    await waitFor("a free stream", async () => (await more()).ok);
  });
});

async function first<T>(stream: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of stream) return item;
  return undefined;
}

async function makeEvents(count: number): Promise<number> {
  const at = new Date().toISOString();
  let last = 0;
  const body = { type: "pool", pool: "x".repeat(2000), state: "online" } as const;
  for (let made = 0; made < count; made += 50)
    last = Math.max(
      ...(await Promise.all(
        Array.from({ length: Math.min(50, count - made) }, () =>
          inner.store.appendEvent("local", null, at, body),
        ),
      )),
    );
  return last;
}

describe("events", () => {
  test("resume over cut connections without a gap or a repeat", async () => {
    let connection = await login();
    const { sequence } = await connection.client.events.latest();
    const stop = new AbortController();
    const seen: number[] = [];
    // As partysocket does: the same client, whatever the connection.
    const client = {
      events: {
        subscribe: (...parameters: Parameters<typeof connection.client.events.subscribe>) =>
          connection.client.events.subscribe(...parameters),
      },
    } as typeof connection.client;
    const following = (async () => {
      const options = { after: sequence, clock: systemClock(), signal: stop.signal };
      for await (const event of followEvents(client, options)) {
        seen.push(event.sequence);
        // Cut in the middle of the stream, several times.
        if (seen.length % 60 === 30) {
          connection.socket.terminate();
          connection = await login();
        }
      }
    })();
    const last = await makeEvents(300);
    await waitFor("all events", () => seen.at(-1) === last);
    stop.abort();
    connection.socket.terminate();
    await following;
    expect(seen).toEqual(
      Array.from({ length: last - sequence }, (_, index) => sequence + 1 + index),
    );
  });

  test("one who comes back after too many starts again from the present", async () => {
    const { client } = await login();
    const { sequence } = await client.events.latest();
    const last = await makeEvents(600);
    const stream = await client.events.subscribe({ after: sequence });
    expect(await first(stream)).toMatchObject({ sequence: last, body: { type: "resynchronise" } });
  });

  test("one who knows of events that never were starts again too", async () => {
    const { client } = await login();
    const event = await first(await client.events.subscribe({ after: 1_000_000_000 }));
    expect(event).toMatchObject({ body: { type: "resynchronise" } });
  });

  test("a client that never reads is cut; the others get everything", async () => {
    const reader = await login();
    const { sequence } = await reader.client.events.latest();
    const seen: number[] = [];
    const stop = new AbortController();
    const following = (async () => {
      const options = { after: sequence, clock: systemClock(), signal: stop.signal };
      for await (const event of followEvents(reader.client, options)) seen.push(event.sequence);
    })();
    const stuck = await neverRead(inner.daemon.url, inner.secret, sequence);
    const last = await makeEvents(400);
    await waitFor("the reader to have everything", () => seen.at(-1) === last);
    expect(seen.length).toBe(last - sequence);
    await waitFor("the other to be cut", () => stuck.destroyed || stuck.closed);
    stop.abort();
    await following;
  });
});

/** Subscribes over a plain socket and then never takes a byte, nor answers a ping. */
async function neverRead(url: string, token: string, after: number) {
  const { hostname, port, host } = new URL(url);
  const socket = connectTcp(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write(
    [
      "GET /rpc HTTP/1.1",
      `Host: ${host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}`,
      `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
      `Authorization: Bearer ${token}`,
      "\r\n",
    ].join("\r\n"),
  );
  await once(socket, "data");
  const message = Buffer.from(
    JSON.stringify({ i: "1", p: { u: "/events/subscribe", b: { json: { after } } } }),
  );
  // A masked text frame whose mask is zero.
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | message.length, 0, 0, 0, 0]), message]));
  socket.pause();
  // A paused socket does not notice its own end: look for it later, when it must have come.
  setTimeout(() => socket.resume(), HEARTBEAT * 6).unref();
  return socket;
}
