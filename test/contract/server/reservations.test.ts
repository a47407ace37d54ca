import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { LIMITS } from "../../../electron/daemon/server/limits.ts";
import { ROLES } from "../../../shared/protocol/roles.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { fastClock } from "../../support/fast-clock.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";

// A whole daemon whose hours are seconds: what is booked becomes machines by itself, and is gone again.

const design = exampleDesigns().find(({ id }) => id === "small-lab")!.design;
const FASTER = 600;
const clock = fastClock(FASTER);
// Pings and sessions keep to real time: so do the connections of a test.
const { heartbeat, revalidation } = LIMITS;
const limits = { ...LIMITS, heartbeat: heartbeat * FASTER, revalidation: revalidation * FASTER };
const inMinutes = (minutes: number): string =>
  new Date(clock.now() + minutes * 60_000).toISOString();

let inner: InnerDaemon;
let own: TestConnection;
let foreign: TestConnection;

beforeAll(async () => {
  inner = await startInnerDaemon({ clock, limits });
  own = await connect(inner.daemon.url, (await inner.addUser("first", ROLES)).token);
  const guest = await inner.addUser("second", ["architect"]);
  foreign = await connect(inner.daemon.url, guest.token);
});

afterAll(async () => {
  for (const { socket } of [own, foreign]) socket.terminate();
  await inner.stop();
});

test("a booked hour becomes an environment by itself, is seen by others as taken, and ends by itself", async () => {
  const { client } = own;
  const [pool] = await client.pools.list();
  const [start, end] = [inMinutes(30), inMinutes(90)];
  const { reservations } = await client.reservations.create({
    name: "Booked hour",
    pool: pool!.id,
    designs: [design],
    session: { type: "from-to", start, end },
    margins: { setUp: 10, grace: 5, wipe: 10 },
    idempotencyKey: "the booked hour",
  });
  const id = reservations[0]!.id;
  const window = { start: inMinutes(-60), end: inMinutes(600) };
  const seen = await foreign.client.reservations.calendar({ id: pool!.id, ...window });
  expect(seen).toHaveLength(1);
  expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${id}|Booked hour|first`));
  const stateOf = async () =>
    (await client.reservations.list({ booking: reservations[0]!.booking }))[0]?.state;
  await expect.poll(stateOf, { timeout: 50_000 }).toBe("done");
  const environment = await client.environments.get({ id });
  expect(environment).toMatchObject({ name: "Booked hour", state: "released" });
  const history = await client.events.history({ environment: id, limit: 500 });
  const notices = history.flatMap(({ body }) =>
    body.type === "reservation" && body.notice !== null ? [body.notice] : [],
  );
  expect(notices.toReversed()).toEqual(expect.arrayContaining(["booked", "started", "ended"]));
});

test("a calendar program reads the feed by its secret path alone, until another one is made", async () => {
  const { path } = await own.client.reservations.feed();
  const address = new URL(path, inner.daemon.url);
  const answer = await fetch(address);
  expect(answer.headers.get("content-type")).toContain("text/calendar");
  expect(await answer.text()).toContain("SUMMARY:Booked hour");
  const other = new URL((await foreign.client.reservations.feed()).path, inner.daemon.url);
  expect(await (await fetch(other)).text()).not.toContain("Booked hour");
  await own.client.reservations.feed();
  expect((await fetch(address)).status).toBe(401);
});
