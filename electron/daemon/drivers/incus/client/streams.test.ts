import { once } from "node:events";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { RestClient } from "./rest.ts";
import { Ways } from "./ways.ts";
import { joinStreams } from "./streams.ts";

const SECRETS = { control: "c", "0": "i", "1": "o", "2": "e" };

/** Joins the streams of a server that says `hello` and then ends its output as told. */
async function talk(end: "mark" | "break"): Promise<{ output: string; whole: boolean }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket, { url }) => {
    if (url?.endsWith("=e")) return socket.send("");
    if (!url?.endsWith("=o")) return undefined;
    socket.send(Buffer.from("hello"));
    return end === "mark" ? socket.send("") : socket.terminate();
  });
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  const origin = { protocol: "http:", host: `127.0.0.1:${port}` } as const;
  const endpoint = { origin, agent, place: "here" };
  let output = "";
  try {
    const streams = await joinStreams(
      new RestClient(new Ways({ told: () => endpoint })),
      "1",
      SECRETS,
      {
        command: ["true"],
        onOutput: (_, data) => (output += Buffer.from(data).toString()),
      },
    );
    if (!streams.ok) throw new Error(streams.error.fault.code);
    const whole = await streams.value.drained;
    streams.value.hangUp();
    return { output, whole };
  } finally {
    sockets.close();
    server.close();
    agent.destroy();
  }
}

test("a stream that ends with its mark is whole", async () => {
  expect(await talk("mark")).toEqual({ output: "hello", whole: true });
});

test("a stream that breaks off is told from one that has ended", async () => {
  expect(await talk("break")).toEqual({ output: "hello", whole: false });
});
