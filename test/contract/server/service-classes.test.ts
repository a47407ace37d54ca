import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../../../electron/daemon/server/limits.ts";
import { discountSchema, qosTermSchema } from "../../../shared/pricing/engine/schema/discount.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { exampleDesign } from "../../support/environments.ts";
import { fastClock } from "../../support/fast-clock.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { waitFor } from "../../support/wait-for.ts";
import { flatBook } from "../../support/flat-book.ts";

// What is promised has a price, and is given back in money where it was not kept.

const HOUR = 3_600_000;
const clock = fastClock(600);
const design = exampleDesign("small-lab");

let inner: InnerDaemon;
let wire: TestConnection;
let client: LabwrightClient;
let pool: string;

beforeAll(async () => {
  const priceBook = {
    ...flatBook(),
    discounts: [
      discountSchema.parse({
        id: "gives-way",
        match: { qosClass: "best-effort" },
        trigger: "manual",
        percent: "50",
      }),
    ],
    qosTerms: [
      qosTermSchema.parse({
        id: "uptime",
        match: { qosClass: "guaranteed" },
        metric: "availability",
        target: "99.999",
        bands: [{ below: "99.999", percent: "10" }],
      }),
    ],
  };
  inner = await startInnerDaemon({ clock, priceBook, limits: { ...LIMITS, heartbeat: HOUR } });
  wire = await connect(inner.daemon.url, inner.secret);
  client = wire.client;
  const connection = { driver: "simulated", hosts: 2, speed: 5 } as const;
  pool = (await client.pools.add({ name: "two hosts", connection })).id;
});

afterAll(async () => {
  wire.socket.terminate();
  await inner.stop();
});

function window(hours: number) {
  const now = clock.now();
  return { start: new Date(now).toISOString(), end: new Date(now + hours * HOUR).toISOString() };
}

test("a plan says what each class costs, and a quote what the chosen one does", async () => {
  const plan = await client.reservations.plan({
    name: "course",
    pool,
    designs: [design],
    session: { type: "from-to", ...window(2) },
  });
  const costs = new Map(plan.classes.map(({ qosClass, total }) => [qosClass, Number(total)]));
  expect([...costs.keys()]).toEqual(["guaranteed", "minimum", "best-effort"]);
  expect(costs.get("guaranteed")).toBe(Number(plan.total));
  expect(costs.get("best-effort")).toBeCloseTo(Number(plan.total) / 2, 1);
  const asked = { design, window: window(2) };
  const plain = await client.environments.quote(asked);
  const cheap = await client.environments.quote({ ...asked, qosClass: "best-effort" });
  expect(Number(cheap.totals.gross)).toBeCloseTo(Number(plain.totals.gross) / 2, 1);
});

test("a missed guarantee is measured by the daemon and becomes a credit on the statement", async () => {
  const { id } = await client.environments.request({
    name: "promised",
    pool,
    design,
    window: window(200),
    qosClass: "guaranteed",
    idempotencyKey: randomUUID(),
  });
  const ready = await waitFor("it to be ready", async () => {
    const view = await client.environments.get({ id });
    return view.state === "ready" && view;
  });
  expect(ready.qosClass).toBe("guaranteed");
  expect(new Set(ready.usage.map(({ qosClass }) => qosClass))).toEqual(new Set(["guaranteed"]));
  const read = ready.usage.filter(({ meter }) => meter === "availability");
  expect(new Set(read.map(({ level }) => level))).toEqual(new Set(["100"]));
  const before = await client.environments.statement({ id });
  expect(before.lines.filter(({ category }) => category === "credit")).toEqual([]);

  const host = ready.status.find((part) => part.host !== null)!.host!;
  await client.pools.setFaults({ id: pool, faults: { deadHost: host } });
  const credits = await waitFor("a credit", async () => {
    const { lines } = await client.environments.statement({ id });
    const found = lines.filter(({ category }) => category === "credit");
    return found.some(({ net }) => Number(net) < 0) && found;
  });
  await client.pools.setFaults({ id: pool, faults: {} });
  const down = ready.status.filter((part) => part.host === host).map(({ node }) => node);
  expect(down).toEqual(expect.arrayContaining(credits.map(({ node }) => node)));
  expect(credits[0]!.notes[0]).toMatch(/^availability was \d+.*promised 99.999: 10 % of/);
});
