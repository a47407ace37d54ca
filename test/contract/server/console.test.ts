import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultSentence } from "../../../shared/base/fault.ts";
import { designSchema } from "../../../shared/design/design.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { connect } from "../../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { waitFor } from "../../support/wait-for.ts";

const EXAMPLE = new URL("../../../assets/examples/small-lab.labwright.json", import.meta.url);
const design = designSchema.parse(JSON.parse(readFileSync(EXAMPLE, "utf8")));

let inner: InnerDaemon;
let client: LabwrightClient;
let environment: string;

beforeAll(async () => {
  inner = await startInnerDaemon();
  ({ client } = await connect(inner.daemon.url, inner.secret));
  const connection = { driver: "simulated" as const, hosts: 3, speed: 5000 };
  const pool = await client.pools.add({ name: "fast", connection });
  const now = Date.now();
  const window = {
    start: new Date(now).toISOString(),
    end: new Date(now + 3_600_000).toISOString(),
  };
  const request = { name: "consoles", pool: pool.id, design, window, idempotencyKey: "consoles" };
  environment = (await client.environments.request(request)).id;
  await waitFor("ready", async () => {
    const { state } = await client.environments.get({ id: environment });
    return state === "ready";
  });
});
afterAll(async () => inner.stop());

type Stream = Awaited<ReturnType<LabwrightClient["console"]["open"]>>;

/** Reads a console to its end, calling back with its session as soon as it is known. */
async function readAll(stream: Stream, onSession: (session: string) => void = () => undefined) {
  let output = "";
  for await (const item of stream) {
    if (item.type === "opened") onSession(item.session);
    else if (item.type === "output") output += Buffer.from(item.data, "base64").toString();
    else return { output, code: item.code };
  }
  throw new Error("the console ended without an exit");
}

const machines = Object.entries(design.nodes)
  .filter(([, { kind }]) => kind === "machine")
  .map(([id]) => `${id}.1`);

test("runs a command, with its output and its code", async () => {
  const instance = machines[0]!;
  const run = async (...command: string[]) =>
    readAll(await client.console.open({ environment, instance, command }));
  expect(await run("echo", "one", "two")).toEqual({ output: "one two\n", code: 0 });
  expect(await run("no-such-thing")).toMatchObject({ code: 127 });
});

test("machines of the drawing reach each other as it says", async () => {
  const { status } = await client.environments.get({ id: environment });
  for (const from of machines)
    for (const to of machines) {
      const name = status.find(({ id }) => id === to)!.name;
      const command = ["ping", "-c1", name];
      const result = await readAll(
        await client.console.open({ environment, instance: from, command }),
      );
      expect(result, `${from} to ${to}`).toMatchObject({ code: 0 });
    }
});

test("a shell takes what is written to it, in a terminal that can be resized", async () => {
  const instance = machines[1]!;
  const terminal = { columns: 80, rows: 24 };
  const stream = await client.console.open({ environment, instance, terminal });
  const result = await readAll(stream, (session) => {
    void (async () => {
      const write = async (text: string) =>
        client.console.write({ session, data: Buffer.from(text).toString("base64") });
      await client.console.resize({ session, columns: 120, rows: 40 });
      await write("hostname\r");
      await write("exit 3\r");
    })();
  });
  expect(result.code).toBe(3);
  expect(result.output).toContain("simulated");
});

test("nobody else writes into it, not even of the same tenant", async () => {
  const other = await connect(
    inner.daemon.url,
    (await inner.addUser("local", ["architect"])).token,
  );
  const stream = await client.console.open({ environment, instance: machines[0]! });
  const first = await stream.next();
  if (first.done === true || first.value.type !== "opened") throw new Error("not opened");
  const { session } = first.value;
  const data = Buffer.from("exit\n").toString("base64");
  const refused = await attempt(other.client.console.write({ session, data }));
  expect(refused).toMatchObject({ ok: false, error: { code: "not-found" } });
  await stream.return?.();
  await waitFor("the abandoned console to be closed", async () => {
    const gone = await attempt(client.console.write({ session, data: "" }));
    return !gone.ok && gone.error.code === "not-found";
  });
  other.socket.terminate();
});

test("a machine that is not there, or a lab that has no such machine", async () => {
  const open = async (instance: string) =>
    attempt((async () => (await client.console.open({ environment, instance })).next())());
  expect(await open("nowhere.1")).toMatchObject({ ok: false, error: { code: "not-found" } });
});

test("a release cuts the consoles too, and says which machine's by its name", async () => {
  const instance = machines[0]!;
  const { status } = await client.environments.get({ id: environment });
  const node = status.find(({ id }) => id === instance)!.name;
  expect(node).not.toBe(instance);
  const stream = await client.console.open({ environment, instance });
  const end = attempt(readAll(stream));
  await client.environments.release({ id: environment });
  const over = { code: "console-over", parameters: { node } };
  expect(await end).toMatchObject({ ok: false, error: over });
});

test("so does the lab that takes a booking's machines back at once, and the hour at which it ends", async () => {
  const pool = (await client.pools.list()).find(({ name }) => name === "fast");
  const open = async (noShowMinutes: number | null) => {
    const { reservations } = await client.reservations.create({
      name: "taken back",
      pool: pool!.id,
      designs: [design],
      session: { type: "now", minutes: 60 },
      margins: { setUp: 0, grace: 0, wipe: 0 },
      noShowMinutes,
      idempotencyKey: `taken back ${noShowMinutes}`,
    });
    const { id } = reservations[0]!;
    await waitFor("it runs", async () => {
      const list = await client.environments.list({ states: ["ready"] });
      return list.some((one) => one.id === id);
    });
    const stream = await client.console.open({ environment: id, instance: machines[0]! });
    const opened = Promise.withResolvers<void>();
    const end = attempt(readAll(stream, () => opened.resolve()));
    await opened.promise;
    return { id, end };
  };
  const pulled = await open(null);
  await client.reservations.pullBack({ id: pulled.id, noticeMinutes: 0, note: "Repairs" });
  const taken = await pulled.end;
  expect(taken.ok ? "" : faultSentence(taken.error)).toMatch(
    /the lab has taken its machines back\. Repairs\. .+\[console-taken-back\]$/,
  );
  // Ended by the scheduler alone: nobody asks for it here.
  const over = await open(5);
  const { reservation } = (await inner.store.reservation(over.id))!;
  const at = new Date().toISOString();
  const window = { start: reservation.window.start, end: at };
  await inner.store.changeReservations([
    {
      id: over.id,
      at,
      expect: ["running"],
      window,
      environmentWindow: window,
      nextAt: window.start,
      notice: null,
    },
  ]);
  // Has the scheduler look now.
  await client.pools.refresh({ id: pool!.id });
  const late = await over.end;
  expect(late.ok ? "" : faultSentence(late.error)).toMatch(
    /has ended\. Its time is over, .+\[console-over\]$/,
  );
});
