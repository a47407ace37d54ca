import { afterAll, beforeAll, expect, test } from "vitest";
import { printBook } from "../../shared/prices/book-text.ts";
import { segmentSchema } from "../../shared/pricing/engine/segments.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";

let inner: InnerDaemon;
let admin: LabwrightClient;
let customer: LabwrightClient;
const open: TestConnection[] = [];

/** Ten hours of a machine on the second of last month, whatever the month. */
const used = segmentSchema.parse({
  account: "acme",
  environment: "shop",
  node: "web",
  meter: "instance",
  item: "vm-small",
  start: dayOfLastMonth("00:00"),
  end: dayOfLastMonth("10:00"),
});

let usage = [used];

function dayOfLastMonth(time: string): string {
  const day = new Date();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() - 1, 2);
  return `${day.toISOString().slice(0, 10)}T${time}:00.000Z`;
}

beforeAll(async () => {
  inner = await startInnerDaemon({}, (store) => ({
    ...store,
    tenantUsage: (tenant) => Promise.resolve(tenant === "acme" ? usage : []),
  }));
  const login = async (role: "customer" | "lab-admin"): Promise<LabwrightClient> => {
    const { token } = await inner.addUser("acme", [role], role);
    const connection = await connect(inner.daemon.url, token);
    open.push(connection);
    return connection.client;
  };
  admin = await login("lab-admin");
  customer = await login("customer");
});

afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await inner.stop();
});

const refusal = async (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => undefined,
    (thrown: unknown) => faultOf(thrown).code,
  );

/** The book in force with another price of one item. */
async function textWith(price: string): Promise<string> {
  const [{ id, revision } = { id: "", revision: 0 }] = await customer.prices.list();
  const book = await customer.prices.get({ book: id, revision });
  const rules = book.rules.map((rule) =>
    rule.id === "instance-vm-small"
      ? { ...rule, cost: "0.0043", pricing: { shape: "unit" as const, price } }
      : rule,
  );
  return printBook({ ...book, rules, effectiveFrom: undefined });
}

test("a draft is kept as it is written, by one at a time", async () => {
  const first = await admin.prices.save({ book: "starter", text: "rules: [", version: 0 });
  expect(first).toMatchObject({ book: "starter", version: 1 });
  expect(await refusal(admin.prices.save({ book: "starter", text: "", version: 0 }))).toBe(
    "price-draft-changed",
  );
  expect(await admin.prices.drafts()).toEqual([first]);
  expect(await admin.prices.draft({ book: "starter" })).toEqual({ ...first, text: "rules: [" });
  expect(await admin.prices.check({ text: "rules: [" })).toMatchObject([{ severity: "error" }]);
  await admin.prices.discard({ book: "starter" });
  expect(await refusal(admin.prices.draft({ book: "starter" }))).toBe("not-found");
});

test("what would change is told by what was used, and changes nothing", async () => {
  const text = await textWith("1");
  const change = await admin.prices.whatWouldChange({ text });
  expect(change).toMatchObject({
    total: { before: "0.12", after: "10", difference: "9.88" },
    accounts: [{ id: "acme", difference: "9.88" }],
    items: [{ id: "vm-small" }],
    largest: [{ account: "acme", environment: "shop", node: "web" }],
  });
  const none = { total: { before: "0", after: "0" }, accounts: [] };
  expect(await admin.prices.whatWouldChange({ text, tenant: "nobody" })).toMatchObject(none);
  expect(await admin.prices.whatWouldChange({ text, month: "this" })).toMatchObject(none);
  expect(await customer.prices.list()).toHaveLength(1);
});

test("while the month of a large customer is rated anew, others are answered", async () => {
  const environments = Array.from({ length: 1000 }, (_, at) => ({
    ...used,
    environment: `e${at}`,
  }));
  usage = environments;
  const order: string[] = [];
  const change = admin.prices
    .whatWouldChange({ text: await textWith("1") })
    .finally(() => order.push("change"));
  for (let call = 1; call <= 20; call++) {
    await customer.prices.list();
    order.push("other");
  }
  expect(await change).toMatchObject({ total: { before: "120", after: "10000" } });
  expect(order.indexOf("change")).toBe(20);
  usage = [used];
});

test("what is published holds from its time on, for good", async () => {
  const text = await textWith("0.5");
  const past = { text, from: "2026-01-01T00:00:00Z", to: null };
  expect(await refusal(admin.prices.publish(past))).toBe("price-book-past");
  const foreign = { text: text.replace("EUR", "CHF"), from: null, to: null };
  expect(await refusal(admin.prices.publish(foreign))).toBe("price-book-currency");
  await admin.prices.save({ book: "starter", text, version: 0 });

  const made = await admin.prices.publish({ text, from: null, to: null });
  expect(made).toMatchObject({ id: "starter", revision: 2, to: null, state: "in-force" });
  expect(await admin.prices.drafts()).toEqual([]);
  const spans = await customer.prices.list();
  expect(spans.map(({ revision, state, to }) => [revision, state, to])).toEqual([
    [2, "in-force", null],
    [1, "past", made.from],
  ]);
  const { events } = { events: await customer.events.history({}) };
  expect(events.map(({ body }) => body)).toContainEqual({
    type: "prices",
    book: "starter",
    revision: 2,
  });
  const { book } = await customer.terms.get({});
  expect(book.rules.filter(({ id }) => id === "instance-vm-small")).toMatchObject([
    { validTo: made.from, pricing: { price: "0.0120" } },
    { validFrom: made.from, pricing: { price: "0.5" } },
  ]);
  // What things cost the lab is for those who run it.
  const whole = { book: "starter", revision: 2 };
  expect(JSON.stringify(await admin.prices.get(whole))).toContain("0.0043");
  expect(JSON.stringify([book, await customer.prices.get(whole)])).not.toContain("0.0043");

  const december = { text, from: "2100-01-01T00:00:00Z", to: null };
  expect(await admin.prices.publish(december)).toMatchObject({ revision: 3, state: "to-come" });
  for (const from of [null, "2100-01-01T00:00:00Z"])
    expect(await refusal(admin.prices.publish({ text, from, to: null }))).toBe(
      "price-book-overlap",
    );
});
