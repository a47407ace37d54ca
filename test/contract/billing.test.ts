import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { makeReports } from "../../electron/daemon/billing/reports.ts";
import { createOpenAccounts } from "../../electron/daemon/billing/open-accounts.ts";
import { carryOutStops, checkBudgets } from "../../electron/daemon/billing/budgets.ts";
import { deliver } from "../../electron/daemon/billing/deliver.ts";
import { catchUp, issueNow } from "../../electron/daemon/billing/issue.ts";
import { isSignedBy, signatureOf } from "../../electron/daemon/billing/signature.ts";
import type { Outside } from "../../electron/daemon/billing/outside.ts";
import { createLog } from "../../electron/daemon/log.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { budgetSchema } from "../../shared/billing/budget.ts";
import { someContract } from "../../shared/billing/sketch-account.ts";
import { connect } from "../support/daemon-client.ts";
import { pdfText } from "../support/pdf-text.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { describeStores } from "../support/store-engines.ts";
import {
  instanceStatus,
  newEnvironment,
  prepareStore,
  usageSegment,
  valueOf,
} from "../support/store-fixtures.ts";
import { waitFor } from "../support/wait-for.ts";
import { flatBook } from "../support/flat-book.ts";

const secret = "a secret of both sides";
const weekly = {
  id: "weekly",
  name: "Weekly",
  zone: "UTC",
  firstDay: "2026-01-01",
  at: "08:00",
  rule: "FREQ=WEEKLY",
};
const START = "2026-01-01T00:00:00.000Z";

/** Somebody who used one machine from the second of January on, and still does. */
async function withUsage(store: Store, tenant = "acme"): Promise<void> {
  const id = `environment-${tenant}`;
  await store.createEnvironment(
    newEnvironment({ id, tenant, instances: [instanceStatus("web.1", "running")] }),
  );
  const segment = {
    ...usageSegment("web.1", "2026-01-02T00:00:00.000Z", null),
    item: "container-small",
  };
  const change = { id, tenant, at: START, usage: [segment], state: "ready" as const };
  expect(await store.changeEnvironment(change)).toBe(true);
}

const clockAt = (at: string) => ({
  now: () => Date.parse(at),
  sleep: () => Promise.resolve(),
});

describeStores("billing", (engine) => {
  test("months that nobody billed are caught up with, in order, once, by whomever", async () => {
    const place = await engine.place();
    const stores = [await engine.open(place)];
    // SQLite belongs to one daemon.
    if (engine.name === "PostgreSQL")
      stores.push(await engine.open(place), await engine.open(place));
    const [store] = stores;
    await prepareStore(store!, {});
    await store!.putPriceBook({ ...flatBook(), effectiveFrom: START });
    await store!.putContract("acme", someContract(), START);
    await withUsage(store!);
    const clock = clockAt("2026-04-10T00:00:00Z");
    const counts = await Promise.all(stores.map((one) => catchUp({ store: one, clock }, "acme")));
    expect(counts.reduce((sum, count) => sum + valueOf(count), 0)).toBe(3);
    const bills = await store!.bills("acme");
    expect(bills.map(({ period, number }) => [number, period.label])).toEqual([
      ["LW-000001", "2026-01"],
      ["LW-000002", "2026-02"],
      ["LW-000003", "2026-03"],
    ]);
    // 30, 28 and 31 days, of one machine at one price.
    const hours = bills.map(({ lines }) => lines.map(({ quantity }) => Number(quantity)));
    expect(hours).toEqual([[720], [672], [744]]);
    const [more] = valueOf(await issueNow({ store: store!, clock }, "acme"));
    expect(more).toMatchObject({ kind: "on-demand", number: "LW-000004" });
    expect(await issueNow({ store: store!, clock }, "acme")).toMatchObject({
      ok: false,
      error: { code: "nothing-to-bill" },
    });
  });

  test("a budget that is spent stops what it is for, after the notice, unless it is raised", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putPriceBook({ ...flatBook(), effectiveFrom: START });
    const terms = { hardStop: { noticeHours: 1 } };
    await store.putContract("acme", someContract({}, { terms }), START);
    await withUsage(store);
    const budget = budgetSchema.parse({ id: "all", name: "All", amount: "0.01", stops: true });
    await store.putBudget("acme", budget);
    const woken: string[] = [];
    const at = (time: string) => {
      const clock = clockAt(`2026-01-20T${time}Z`);
      const openAccounts = createOpenAccounts({ store, clock });
      return { store, clock, openAccounts, wake: ({ id }: { id: string }) => woken.push(id) };
    };
    const stateOf = async () => (await store.environment("environment-acme", "acme"))?.state;
    valueOf(await checkBudgets(at("10:00:00"), "acme"));
    valueOf(await checkBudgets(at("10:05:00"), "acme"));
    expect(await store.budgetStops()).toMatchObject([{ stopAt: "2026-01-20T11:00:00.000Z" }]);
    const events = await store.eventsAfter("acme", 0, 100);
    const told = events.flatMap(({ body }) => (body.type === "budget" ? [body] : []));
    expect(told.map(({ on, percent }) => `${on} ${percent}`)).toEqual([
      "actual 80",
      "actual 100",
      "outlook 100",
    ]);
    expect(told[1]?.text).toContain("stopped at 2026-01-20T11:00:00.000Z");

    await carryOutStops(at("10:59:59"));
    expect(await stateOf()).toBe("ready");
    await store.putBudget("acme", { ...budget, amount: "1000" });
    await carryOutStops(at("11:00:00"));
    expect(await stateOf()).toBe("ready");
    expect(await store.budgetStops()).toEqual([]);

    await store.putBudget("acme", { ...budget, id: "again" });
    valueOf(await checkBudgets(at("12:00:00"), "acme"));
    await carryOutStops(at("13:00:00"));
    expect(await stateOf()).toBe("releasing");
    expect(woken).toEqual(["environment-acme"]);
  });

  test("a status report goes out when it is due, once, as text and as pages", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putPriceBook({ ...flatBook(), effectiveFrom: START });
    await store.putContract("acme", someContract(), START);
    await withUsage(store);
    const schedule = { ...weekly, recipients: ["a@example.com"] };
    await store.putReportSchedule("acme", schedule, "2026-01-08T08:00:00.000Z");
    const server = await mailServer();
    const mail = { url: server.url, from: "lab@example.com" };
    const context = {
      store,
      clock: clockAt("2026-01-08T08:00:00Z"),
      log: createLog("silent"),
      identity: "one",
    };
    for (let round = 1; round <= 2; round++) {
      await makeReports(context);
      await deliver({ ...context, outside: { mail, webhook: null } });
    }
    expect(server.mails).toHaveLength(1);
    const [text = ""] = server.mails;
    expect(text).toContain("Subject: Weekly, 2026-01-08");
    expect(text).toContain("Status of acme at 2026-01-08 08:00Z");
    const [, file = ""] = /Status 2026-01-08\.pdf"[^]*?\r\n\r\n([^]*?)\r\n--/.exec(text) ?? [];
    const pages = pdfText(Buffer.from(file, "base64")).join("").replaceAll(/\s/g, "");
    for (const part of ["Statusofacme", "Labone", "Environmentenvironment-acme", "web.1"])
      expect(pages).toContain(part);
  });

  test("a message that nobody takes is tried again, later and later, and then given up", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const service = await listener([500, 404]);
    const webhook = { url: service.url, secret };
    const message = {
      id: "bill/LW-000001/webhook",
      tenant: "acme",
      channel: "webhook" as const,
      to: [],
      subject: "",
      text: "",
      payload: "{}",
    };
    const schedule = { ...weekly, recipients: ["a@example.com"] };
    await store.putReportSchedule("acme", schedule, START);
    await store.reportMade("acme", { id: "weekly", at: START, nextAt: null, messages: [message] });
    const log = createLog("silent");
    const deliverAt = async (at: string): Promise<number> => {
      const outside = { mail: null, webhook };
      await deliver({ store, clock: clockAt(at), log, outside });
      return service.heard.length;
    };
    expect(await deliverAt("2026-01-01T00:00:00Z")).toBe(1);
    expect(await deliverAt("2026-01-01T00:00:59Z")).toBe(1);
    expect(await deliverAt("2026-01-01T00:01:00Z")).toBe(2);
    expect(await deliverAt("2026-01-01T00:05:59Z")).toBe(2);
    expect(await deliverAt("2026-01-01T00:06:00Z")).toBe(3);
    expect(await deliverAt("2027-01-01T00:00:00Z")).toBe(3);
    const ids = service.heard.map(({ headers }) => headers["labwright-delivery"]);
    expect(new Set(ids)).toEqual(new Set([message.id]));
  });
});

const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop();
});

interface Heard {
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** A service on loopback that hears what is posted, and answers as it is told. */
async function listener(statuses: number[] = []): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  running.push({ stop: () => server.close() });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/bills`, heard };
}

/** A real mail server on loopback. */
async function mailServer(): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push(Buffer.concat(chunks).toString());
        callback();
      });
    },
  });
  const { port } = await new Promise<{ port: number }>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve({ port: typeof address === "object" && address !== null ? address.port : 0 });
    });
  });
  running.push({ stop: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  return { url: `smtp://127.0.0.1:${port}`, mails };
}

async function daemonWith(outside: Outside): Promise<InnerDaemon> {
  const inner = await startInnerDaemon({ outside });
  running.push(inner);
  return inner;
}

const month = 31 * 86_400_000;

function signUp(tenant: string, change: object = {}) {
  return {
    tenant,
    name: "Acme",
    user: "Ada",
    customer: {
      name: "Acme Ltd.",
      address: { street: "Main Street 1", city: "Town", country: "DE" },
      email: "bills@acme.example",
    },
    contract: { account: tenant, start: toInstant(Date.now() - 2 * month) },
    terms: { email: true, payment: "webhook" as const },
    baseFee: { amount: "12.00", due: "arrears" as const },
    ...change,
  };
}

test("a customer is signed up, billed for what is over, told by mail and webhook, and pays", async () => {
  const mail = await mailServer();
  const service = await listener();
  const webhook = { url: service.url, secret };
  const inner = await daemonWith({ mail: { url: mail.url, from: "lab@example.com" }, webhook });
  const operator = await inner.addUser("lab", ["operator"]);
  const client = await connect(inner.daemon.url, operator.token);
  running.push({ stop: () => client.socket.terminate() });
  const { secret: token, contract } = await client.client.invoicing.signUp(signUp("acme"));
  expect(contract.contract.overrides).toMatchObject([{ id: "contract-base-fee" }]);

  // Whole months since then are over: they are billed by themselves.
  const bills = await waitFor("bills", async () => {
    const list = await client.client.invoicing.list();
    return list.length > 0 ? list : null;
  });
  const number = bills.at(-1)!.number;
  expect(number).toBe("LW-000001");
  await waitFor(
    "messages",
    () => (mail.mails.length >= bills.length && service.heard.length >= bills.length) || null,
  );
  expect(mail.mails.join("\n")).toContain("To: bills@acme.example");
  expect(mail.mails.join("\n")).toContain("Subject: Bill LW-000001");
  const heard = service.heard.find(({ body }) => body.includes(number))!;
  expect(
    isSignedBy(secret, heard.body, String(heard.headers["labwright-signature"]), Date.now()),
  ).toBe(true);
  expect(heard.headers["labwright-delivery"]).toBe(`bill/${number}/webhook`);
  expect(JSON.parse(heard.body)).toMatchObject({
    type: "bill",
    bill: { number, status: "issued" },
  });

  // The customer sees it, and the service says that it was paid: once, however often it says so.
  const customer = await connect(inner.daemon.url, token!);
  running.push({ stop: () => customer.socket.terminate() });
  const bill = await customer.client.billing.get({ number });
  const told = JSON.stringify({ number, id: "payment-1", amount: bill.totals.gross });
  const tell = (signature: string) =>
    fetch(new URL("/billing/payments", inner.daemon.url.replace(/^ws/, "http")), {
      method: "POST",
      body: told,
      headers: { "labwright-signature": signature },
    });
  expect((await tell(signatureOf("another secret", told, Date.now()))).status).toBe(401);
  expect((await tell(signatureOf(secret, told, Date.now() - 3_600_000))).status).toBe(401);
  expect((await tell(signatureOf(secret, told, Date.now()))).status).toBe(200);
  expect((await tell(signatureOf(secret, told, Date.now()))).status).toBe(200);
  expect(await customer.client.billing.get({ number })).toMatchObject({
    payments: [{ id: "payment-1", provider: "webhook", amount: bill.totals.gross }],
  });
  const listed = await customer.client.billing.list();
  const paid = listed.find((one) => one.number === number);
  expect(paid?.open).toBe("0.00");

  // An operator makes another one void; both together are nothing.
  const note = await client.client.invoicing.void({ number, reason: "wrong address" });
  expect(note).toMatchObject({ kind: "credit-note", reason: `${number}: wrong address` });
  expect(Number(note.totals.gross) + Number(bill.totals.gross)).toBe(0);
});

test("a budget is told of once, by event and mail, and stops what it is for after the notice", async () => {
  const mail = await mailServer();
  const inner = await daemonWith({
    mail: { url: mail.url, from: "lab@example.com" },
    webhook: null,
  });
  const operator = await inner.addUser("acme", ["operator", "customer"]);
  const { client, socket } = await connect(inner.daemon.url, operator.token);
  running.push({ stop: () => socket.terminate() });
  const terms = { hardStop: { noticeHours: 1 } };
  await client.invoicing.signUp(
    signUp("acme", { user: undefined, terms, baseFee: { amount: "12.00", due: "advance" } }),
  );
  const state = await client.budgets.set({
    id: "all",
    name: "All of it",
    amount: "10",
    recipients: ["boss@acme.example"],
    stops: true,
  });
  expect(state).toMatchObject({ actual: "12.00", currency: "EUR" });
  await waitFor("messages", () => mail.mails.length >= 2 || null);
  const events = (await client.events.history({})).filter(({ body }) => body.type === "budget");
  const alerts = (await client.budgets.list())[0]!.alerts;
  expect(events.length).toBe(alerts.length);
  expect(new Set(alerts.map(({ on, percent }) => `${on} ${percent}`)).size).toBe(alerts.length);
  const [listed] = await client.budgets.list();
  expect(Date.parse(listed!.stopAt!) - Date.now()).toBeGreaterThan(3_000_000);
  // Told once: looking again says nothing new.
  await client.budgets.set({ ...listed!.budget, name: "All of it again" });
  expect((await client.budgets.list())[0]!.alerts).toEqual(alerts);
});
