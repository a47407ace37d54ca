import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { someContract } from "../../shared/billing/sketch-account.ts";
import { ruleSchema } from "../../shared/pricing/engine/schema/rule.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { ROLES } from "../../shared/protocol/roles.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { exampleDesign, sendDesign, untilState } from "../support/environments.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { flatBook } from "../support/flat-book.ts";

// At its release a customer buys an environment, or takes a licence that is renewed; bills follow from that.

let inner: InnerDaemon;
let wire: TestConnection;
let client: LabwrightClient;
let pool: string;

beforeAll(async () => {
  const book = flatBook();
  const rules = [
    { id: "buy", kind: "purchase", option: "buy", price: "1000", creditPercent: "50" },
    { id: "licence", kind: "purchase", option: "renew", price: "365", cadence: "annual" },
  ].map((rule) => ruleSchema.parse(rule));
  inner = await startInnerDaemon({ priceBook: { ...book, rules: [...book.rules, ...rules] } });
  wire = await connect(inner.daemon.url, (await inner.addUser("acme", ROLES)).token);
  client = wire.client;
  const connection = { driver: "simulated", hosts: 2, speed: 500 } as const;
  pool = (await client.pools.add({ name: "two hosts", connection })).id;
});

afterAll(async () => {
  wire.socket.terminate();
  await inner.stop();
});

async function ready(): Promise<string> {
  const { id } = await sendDesign(client, pool, {
    ...exampleDesign("small-lab"),
    name: randomUUID(),
  });
  await untilState(client, id, "ready");
  return id;
}

test("without a contract nothing can be kept; with one it is offered, bought, billed and stated", async () => {
  const id = await ready();
  expect(await client.environments.keepOffers({ id })).toEqual([]);
  const refused = await client.environments.release({ id, keeps: "buy" }).catch(faultOf);
  expect(refused).toMatchObject({ code: "nothing-to-keep" });
  const start = new Date(Date.now() - 3_600_000).toISOString();
  await inner.store.putContract("acme", someContract({ start }, { validFrom: start }), start);

  const offers = await client.environments.keepOffers({ id });
  expect(offers.map(({ option, price, cadence }) => [option, price, cadence])).toEqual([
    ["buy", "1000", null],
    ["renew", "365", "annual"],
  ]);
  expect(Number(offers[0]!.due)).toBeLessThanOrEqual(1000);
  await client.environments.release({ id, keeps: "buy" });
  await untilState(client, id, "released");
  const { lines } = await client.environments.statement({ id });
  const bought = lines.filter(({ category }) => category === "purchase");
  expect(bought).toHaveLength(1);
  const used = lines.filter(({ category }) => category === "usage");
  const paid = used.reduce((sum, { net }) => sum + Number(net), 0);
  expect(Number(bought[0]!.net)).toBeCloseTo(1000 - paid / 2, 6);

  const drafts = await client.billing.draft();
  const billed = drafts
    .flatMap((bill) => bill.lines)
    .filter(({ category }) => category === "purchase");
  expect(billed.map(({ environment, rounded }) => [environment, rounded])).toEqual([
    [id, bought[0]!.rounded],
  ]);
  const again = await client.environments.release({ id, keeps: "renew" }).catch(faultOf);
  expect(again).toMatchObject({ code: "environment-over" });
});

test("a licence is a part of the contract until it is ended", async () => {
  const id = await ready();
  await client.environments.release({ id, keeps: "renew" });
  await untilState(client, id, "released");
  const { contract } = await client.billing.contract();
  expect(contract?.contract.releases.at(-1)).toMatchObject({ environment: id, option: "renew" });
  const ended = await client.billing.endLicence({ environment: id });
  expect(ended.contract.releases.at(-1)?.until).toBeDefined();
  const refused = await client.billing.endLicence({ environment: "nowhere" }).catch(faultOf);
  expect(refused).toMatchObject({ code: "not-found" });
});
