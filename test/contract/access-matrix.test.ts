import { readFileSync } from "node:fs";
import { traverseContractProcedures } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "../../shared/base/fault.ts";
import { sketchComponent } from "../../shared/design/sketch-component.ts";
import { designSchema } from "../../shared/design/design.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { contract } from "../../shared/protocol/contract.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { ROLES, type Role } from "../../shared/protocol/roles.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";

// Promise 14 of TRUST.md: every procedure × role × own or foreign tenant. A procedure without a row fails.

/** What belongs to the first tenant, by which a call can name it. */
interface Things {
  readonly pool: string;
  readonly environment: string;
  readonly user: string;
  readonly token: string;
  readonly session: string;
  readonly component: string;
  readonly reservation: string;
  readonly booking: string;
}

interface Row {
  /** Who may, in the order architect, lab-admin, customer, operator. */
  readonly may: readonly [boolean, boolean, boolean, boolean];
  /** A call; with `things` of another tenant it must fail like one with things that are nowhere. */
  readonly call: (client: LabwrightClient, things: Things) => Promise<unknown>;
  /**
   * What somebody of another tenant gets: the same as for a missing thing, an answer without anything of
   * the first tenant, or the lab's hardware, which tenants share.
   */
  readonly foreign: "missing" | "own-only" | "shared";
}

const design = designSchema.parse(
  JSON.parse(
    readFileSync(
      new URL("../../assets/examples/small-lab.labwright.json", import.meta.url),
      "utf8",
    ),
  ),
);
const start = new Date(Date.now() + 3_600_000).toISOString();
const end = new Date(Date.now() + 7_200_000).toISOString();
const window = { start, end };
const scope = { sort: "host", id: "host-001" } as const;
function someComponent(id: string) {
  return sketchComponent(id, { web: { kind: "machine" } });
}
function someBooking(pool: string) {
  return {
    name: "booked",
    pool,
    designs: [design],
    session: { type: "from-to" as const, start, end },
  };
}
const someDispute = {
  id: "any",
  about: "any",
  line: "",
  title: "",
  text: "Any",
  sort: "note" as const,
  madeAt: start,
};
const someReport = {
  id: "any",
  name: "Any",
  zone: "UTC",
  firstDay: "2026-01-01",
  at: "08:00",
  rule: "FREQ=WEEKLY",
  recipients: ["a@example.com"],
};
function someSignUp(tenant: string) {
  const address = { street: "Main Street 1", city: "Town", country: "DE" };
  const customer = { name: "Any", address, email: "a@example.com" };
  return { tenant, customer, contract: { account: tenant, start } };
}
const yes = true;
const no = false;

/** The first item of a stream, which is then given up. */
async function first(stream: Promise<AsyncIterable<unknown>>): Promise<unknown> {
  for await (const item of await stream) return item;
  return undefined;
}

const MATRIX: Readonly<Record<string, Row>> = {
  "system.about": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.system.about(),
  },
  "catalogue.get": {
    may: [yes, yes, yes, yes],
    foreign: "shared",
    call: (client) => client.catalogue.get(),
  },
  "terms.get": {
    may: [yes, yes, yes, yes],
    foreign: "shared",
    call: (client) => client.terms.get({}),
  },
  "pools.list": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client) => client.pools.list(),
  },
  "pools.usage": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.pools.usage({ id: pool, start, end }),
  },
  "pools.timeline": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.pools.timeline({ id: pool, start, end }),
  },
  "pools.occupancy": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) =>
      client.pools.occupancy({ id: pool, start, end, by: "rack", steps: 4 }),
  },
  "pools.levels": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.pools.levels({ id: pool }),
  },
  "pools.detect": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.pools.detect(),
  },
  "pools.add": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) =>
      client.pools.add({
        name: `pool ${Math.random()}`,
        connection: { driver: "simulated", hosts: 1 },
      }),
  },
  "pools.connection": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.connection({ id: pool }),
  },
  "pools.change": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.change({ id: pool, name: `pool ${Math.random()}` }),
  },
  "pools.refresh": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.refresh({ id: pool }),
  },
  "pools.remove": {
    may: [no, yes, no, no],
    foreign: "shared",
    // Refused, because an environment is in it.
    call: (client, { pool }) => client.pools.remove({ id: pool }),
  },
  "pools.faults": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.faults({ id: pool }),
  },
  "pools.setFaults": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.setFaults({ id: pool, faults: {} }),
  },
  "pools.planImport": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.planImport({ id: pool, text: "name,owner\nx,y\n" }),
  },
  "pools.import": {
    may: [no, yes, no, no],
    foreign: "shared",
    // Refused, because a host has more to say than its name.
    call: (client, { pool }) => client.pools.import({ id: pool, text: "name,owner\nx,y\n" }),
  },
  "pools.export": {
    may: [no, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.pools.export({ id: pool }),
  },
  "pools.put": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) =>
      client.pools.put({ id: pool, sort: "rack", values: { name: "rack-9" } }),
  },
  "pools.setRanges": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) =>
      client.pools.setRanges({ id: pool, vlans: [], outsideAddresses: [] }),
  },
  "pools.weigh": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) =>
      client.pools.weigh({
        id: pool,
        weights: { trunks: 1, hosts: 0.05, wholeHosts: 0, cost: 0, spread: 0 },
      }),
  },
  "pools.drop": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.drop({ id: pool, sort: "rack", thing: "none" }),
  },
  "pools.holders": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.pools.holders({ id: pool, of: [scope], start, end }),
  },
  "pools.holderRows": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.pools.holderRows({ id: pool, of: [scope], start, end }),
  },
  "pools.affected": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.affected({ id: pool, scope, start, end }),
  },
  "pools.affectedRows": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.affectedRows({ id: pool, of: [scope], start, end }),
  },
  "pools.settling": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.settling({ id: pool }),
  },
  "pools.beginCondition": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) =>
      client.pools.beginCondition({ id: pool, scope, kind: "maintenance", start, end }),
  },
  "pools.endCondition": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.pools.endCondition({ id: pool, condition: "none" }),
  },
  "pools.changes": {
    may: [no, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.pools.changes({ id: pool }),
  },
  "prices.list": {
    may: [yes, yes, yes, yes],
    foreign: "shared",
    call: (client) => client.prices.list(),
  },
  "prices.get": {
    may: [yes, yes, yes, yes],
    foreign: "shared",
    call: (client) => client.prices.get({ book: "starter", revision: 1 }),
  },
  "prices.drafts": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.prices.drafts(),
  },
  "prices.draft": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.prices.draft({ book: "nothing" }),
  },
  "prices.save": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.prices.save({ book: "something", text: "", version: 0 }),
  },
  "prices.discard": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.prices.discard({ book: "nothing" }),
  },
  "prices.check": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.prices.check({ text: "rules: [" }),
  },
  "prices.whatWouldChange": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.prices.whatWouldChange({ text: "rules: [" }),
  },
  "prices.publish": {
    may: [no, yes, no, no],
    foreign: "shared",
    // Refused, because it is no price book.
    call: (client) => client.prices.publish({ text: "rules: [", from: null, to: null }),
  },
  "environments.fit": {
    may: [yes, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.environments.fit({ pool, design, window }),
  },
  "environments.quote": {
    may: [yes, yes, yes, no],
    foreign: "shared",
    call: (client) => client.environments.quote({ design, window }),
  },
  "environments.request": {
    may: [yes, no, no, no],
    foreign: "own-only",
    call: (client, { pool }) =>
      client.environments.request({
        name: "asked for",
        pool,
        design,
        window,
        idempotencyKey: `key ${Math.random()}`,
      }),
  },
  "environments.list": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.environments.list({}),
  },
  "environments.get": {
    may: [yes, yes, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.environments.get({ id: environment }),
  },
  "environments.plan": {
    may: [yes, yes, no, no],
    foreign: "missing",
    call: (client, { environment }) => client.environments.plan({ id: environment, design }),
  },
  "environments.apply": {
    may: [yes, no, no, no],
    foreign: "missing",
    call: (client, { environment }) =>
      client.environments.apply({
        id: environment,
        design,
        revision: 1,
        idempotencyKey: `key ${Math.random()}`,
      }),
  },
  "environments.release": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { environment }) => client.environments.release({ id: environment }),
  },
  "environments.statement": {
    may: [yes, no, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.environments.statement({ id: environment }),
  },
  "environments.charges": {
    may: [yes, no, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => first(client.environments.charges({ id: environment })),
  },
  "environments.variance": {
    may: [yes, no, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.environments.variance({ id: environment }),
  },
  "reservations.plan": {
    may: [yes, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) => client.reservations.plan(someBooking(pool)),
  },
  "reservations.create": {
    may: [yes, no, no, no],
    foreign: "own-only",
    call: (client, { pool }) =>
      client.reservations.create({ ...someBooking(pool), idempotencyKey: `key ${Math.random()}` }),
  },
  "reservations.list": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.reservations.list({}),
  },
  "reservations.get": {
    may: [yes, yes, yes, yes],
    foreign: "missing",
    call: (client, { booking }) => client.reservations.get({ id: booking }),
  },
  "reservations.calendar": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.reservations.calendar({ id: pool, start, end }),
  },
  "reservations.days": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.reservations.days({ id: pool, days: [start, end] }),
  },
  "reservations.rows": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.reservations.rows({ id: pool, start, end, by: "host" }),
  },
  "reservations.slots": {
    may: [yes, yes, no, no],
    foreign: "shared",
    call: (client, { pool }) =>
      client.reservations.slots({ pool, design, minutes: 10, from: start, to: end }),
  },
  "reservations.extend": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { reservation }) =>
      client.reservations.extend({ id: reservation, until: "2100-01-01T00:00:00Z" }),
  },
  "reservations.move": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { reservation }) =>
      client.reservations.move({ id: reservation, start: "2100-01-01T00:00:00Z" }),
  },
  "reservations.tryTime": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { reservation }) => client.reservations.tryTime({ id: reservation, start, end }),
  },
  "reservations.cancel": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { reservation }) => client.reservations.cancel({ id: reservation }),
  },
  "reservations.finish": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { reservation }) => client.reservations.finish({ id: reservation }),
  },
  "reservations.heartbeat": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { reservation }) => client.reservations.heartbeat({ id: reservation }),
  },
  "reservations.queue": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client, { pool }) => client.reservations.queue({ id: pool }),
  },
  "reservations.waiting": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.reservations.waiting(),
  },
  "reservations.decide": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client, { booking }) => client.reservations.decide({ id: booking, approved: true }),
  },
  "reservations.pullBack": {
    may: [no, yes, no, no],
    foreign: "shared",
    // A lab admin's doing, whoever has the machines.
    call: (client, { reservation }) => client.reservations.pullBack({ id: reservation }),
  },
  "reservations.allowance": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.reservations.allowance(),
  },
  "reservations.quotas": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.reservations.quotas(),
  },
  "reservations.setQuota": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.reservations.setQuota({ tenant: "nobody", user: null }),
  },
  "reservations.ics": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.reservations.ics(),
  },
  "reservations.feed": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.reservations.feed(),
  },
  "usage.report": {
    may: [no, no, no, yes],
    foreign: "own-only",
    call: (client, { environment }) =>
      client.usage.report({
        producer: "proxy",
        events: [
          {
            eventId: "1",
            seq: 1,
            managementId: environment,
            meterId: "m",
            kind: "delta",
            at: start,
          },
        ],
      }),
  },
  "usage.subjects": {
    may: [yes, no, no, yes],
    foreign: "own-only",
    call: (client) => client.usage.subjects(),
  },
  "usage.list": {
    may: [yes, yes, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.usage.list({ environment, start, end }),
  },
  "usage.summary": {
    may: [yes, yes, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.usage.summary({ environment, start, end }),
  },
  "usage.lab": {
    may: [no, yes, no, no],
    foreign: "shared",
    call: (client) => client.usage.lab({ by: ["tenant"], start, end }),
  },
  "usage.conflicts": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.usage.conflicts({}),
  },
  "usage.gaps": {
    may: [yes, yes, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.usage.gaps({ environment, start, end }),
  },
  "billing.contract": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.billing.contract(),
  },
  "billing.end": {
    may: [no, no, yes, no],
    foreign: "missing",
    // Nobody in this test has a contract.
    call: (client) => client.billing.end({}),
  },
  "billing.endLicence": {
    may: [no, no, yes, no],
    foreign: "missing",
    call: (client, { environment }) => client.billing.endLicence({ environment }),
  },
  "billing.claim": {
    may: [no, no, yes, no],
    foreign: "missing",
    // Nobody in this test has a contract.
    call: (client) => client.billing.claim({ term: "uptime", month: "2026-11" }),
  },
  "billing.share": {
    may: [no, no, yes, no],
    foreign: "missing",
    // Nobody in this test has a contract.
    call: (client, { environment }) => client.billing.share({ environment, parties: [] }),
  },
  "environments.keepOffers": {
    may: [yes, no, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.environments.keepOffers({ id: environment }),
  },
  "statements.get": {
    may: [yes, no, yes, yes],
    foreign: "missing",
    call: (client, { environment }) => client.statements.get({ environment }),
  },
  "statements.signer": {
    may: [yes, yes, yes, yes],
    foreign: "shared",
    call: (client) => client.statements.signer(),
  },
  "statements.dispute": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.statements.dispute(someDispute),
  },
  "statements.disputes": {
    may: [yes, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.statements.disputes(),
  },
  "statements.allDisputes": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.statements.allDisputes(),
  },
  "statements.answer": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) => client.statements.answer({ tenant: "nobody", id: "none", text: "No." }),
  },
  "billing.list": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.billing.list(),
  },
  "billing.get": {
    may: [no, no, yes, yes],
    foreign: "missing",
    call: (client) => client.billing.get({ number: "LW-000000" }),
  },
  "billing.draft": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.billing.draft(),
  },
  "billing.status": {
    may: [yes, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.billing.status(),
  },
  "billing.reports": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.billing.reports(),
  },
  "billing.putReport": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.billing.putReport(someReport),
  },
  "billing.removeReport": {
    may: [no, no, yes, yes],
    foreign: "missing",
    call: (client) => client.billing.removeReport({ id: "none" }),
  },
  "budgets.list": {
    may: [yes, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.budgets.list(),
  },
  "budgets.set": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.budgets.set({ id: "any", name: "Any", amount: "10" }),
  },
  "budgets.remove": {
    may: [no, no, yes, yes],
    foreign: "missing",
    call: (client) => client.budgets.remove({ id: "none" }),
  },
  "invoicing.accounts": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.invoicing.accounts(),
  },
  "invoicing.signUp": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.invoicing.signUp(someSignUp(`signed-up-${Math.random()}`)),
  },
  "invoicing.declaredFee": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.invoicing.declaredFee({ start }),
  },
  "invoicing.amend": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) =>
      client.invoicing.amend({ ...someSignUp("nobody"), revision: 2, validFrom: start }),
  },
  "invoicing.list": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.invoicing.list(),
  },
  "invoicing.get": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) => client.invoicing.get({ number: "LW-000000" }),
  },
  "invoicing.draft": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.invoicing.draft({ tenant: "nobody" }),
  },
  "invoicing.issue": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.invoicing.issue({ tenant: "nobody" }),
  },
  "invoicing.void": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) => client.invoicing.void({ number: "LW-000000", reason: "test" }),
  },
  "invoicing.credit": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) => client.invoicing.credit({ number: "LW-000000", amount: "1", reason: "test" }),
  },
  "invoicing.pay": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) => client.invoicing.pay({ number: "LW-000000" }),
  },
  "components.list": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client) => client.components.list(),
  },
  "components.get": {
    may: [yes, yes, yes, yes],
    foreign: "missing",
    call: (client, { component }) => client.components.get({ component, version: 1 }),
  },
  "components.save": {
    may: [yes, no, no, yes],
    foreign: "own-only",
    call: (client) => client.components.save({ version: someComponent("any"), uses: [] }),
  },
  "components.publish": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { component }) => client.components.publish({ component, version: 1 }),
  },
  "components.withdraw": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { component }) => client.components.withdraw({ component, version: 1 }),
  },
  "components.remove": {
    may: [yes, no, no, yes],
    foreign: "missing",
    call: (client, { component }) => client.components.remove({ component, version: 1 }),
  },
  "events.subscribe": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    // From the beginning, so that there is one at once.
    call: (client) => first(client.events.subscribe({ after: 0 })),
  },
  "events.latest": {
    may: [yes, yes, yes, yes],
    foreign: "shared",
    call: (client) => client.events.latest(),
  },
  "events.history": {
    may: [yes, yes, yes, yes],
    foreign: "own-only",
    call: (client, { environment }) => client.events.history({ environment }),
  },
  "console.open": {
    may: [yes, no, no, no],
    foreign: "missing",
    call: (client, { environment }) =>
      first(client.console.open({ environment, instance: "none.1" })),
  },
  "console.write": {
    may: [yes, no, no, no],
    foreign: "missing",
    call: (client, { session }) => client.console.write({ session, data: "" }),
  },
  "console.resize": {
    may: [yes, no, no, no],
    foreign: "missing",
    call: (client, { session }) => client.console.resize({ session, columns: 80, rows: 24 }),
  },
  "users.list": {
    may: [no, no, no, yes],
    foreign: "own-only",
    call: (client) => client.users.list(),
  },
  "users.names": {
    may: [yes, yes, no, yes],
    foreign: "shared",
    call: (client) => client.users.names(),
  },
  "users.create": {
    may: [no, no, no, yes],
    foreign: "own-only",
    call: (client) => client.users.create({ name: `user ${Math.random()}`, roles: ["customer"] }),
  },
  "users.remove": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { user }) => client.users.remove({ id: user }),
  },
  "tokens.list": {
    may: [no, no, no, yes],
    foreign: "own-only",
    call: (client) => client.tokens.list(),
  },
  "tokens.issue": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { user }) => client.tokens.issue({ user, label: "test" }),
  },
  "tokens.revoke": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { token }) => client.tokens.revoke({ id: token }),
  },
  "users.changes": {
    may: [no, no, yes, yes],
    foreign: "own-only",
    call: (client) => client.users.changes({}),
  },
  "tenants.list": {
    may: [no, no, no, yes],
    foreign: "shared",
    call: (client) => client.tenants.list(),
  },
  "tenants.users": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) => client.tenants.users({ tenant: "nobody" }),
  },
  "tenants.addUser": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) =>
      client.tenants.addUser({ tenant: "nobody", name: "any", roles: ["customer"] }),
  },
  "tenants.removeUser": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { user }) => client.tenants.removeUser({ tenant: "second", id: user }),
  },
  "tenants.tokens": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client) => client.tenants.tokens({ tenant: "nobody" }),
  },
  "tenants.issueToken": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { user }) =>
      client.tenants.issueToken({ tenant: "second", user, label: "test" }),
  },
  "tenants.revokeToken": {
    may: [no, no, no, yes],
    foreign: "missing",
    call: (client, { token }) => client.tenants.revokeToken({ tenant: "second", id: token }),
  },
};

const NOWHERE: Omit<Things, "pool"> = {
  environment: "0000000000000000",
  user: "user-nobody",
  token: "token-nothing",
  session: "0".repeat(32),
  component: "component-nowhere",
  reservation: "reservation-nowhere",
  booking: "booking-nowhere",
};

const procedures: string[] = [];
traverseContractProcedures({ router: contract, path: [] }, ({ path }) => {
  procedures.push(path.join("."));
});

let inner: InnerDaemon;
let things: Things;
const open: TestConnection[] = [];
const byRole = new Map<Role, LabwrightClient>();
let owner: LabwrightClient;
let foreigner: LabwrightClient;

async function login(tenant: string, roles: readonly Role[]): Promise<LabwrightClient> {
  const { token } = await inner.addUser(tenant, roles);
  const connection = await connect(inner.daemon.url, token);
  open.push(connection);
  return connection.client;
}

/** What a call comes to: null when it was let through and answered. */
async function outcome(call: Promise<unknown>): Promise<Fault | null> {
  return call.then(
    () => null,
    (thrown: unknown) => faultOf(thrown),
  );
}

beforeAll(async () => {
  inner = await startInnerDaemon();
  owner = await login("first", ROLES);
  foreigner = await login("second", ROLES);
  for (const role of ROLES) byRole.set(role, await login("first", [role]));
  const [pool] = await owner.pools.list();
  const environment = await owner.environments.request({
    name: "of the first tenant",
    pool: pool!.id,
    design,
    window,
    idempotencyKey: "of the first",
  });
  const user = await owner.users.create({ name: "removable", roles: ["customer"] });
  const token = await owner.tokens.issue({ user: user.id, label: "revocable" });
  await owner.components.save({ version: someComponent("component-first"), uses: [] });
  const booked = await owner.reservations.create({
    ...someBooking(pool!.id),
    idempotencyKey: "booked by the first",
  });
  things = {
    reservation: booked.reservations[0]!.id,
    booking: booked.booking.id,
    pool: pool!.id,
    environment: environment.id,
    user: user.id,
    token: token.id,
    session: NOWHERE.session,
    component: "component-first",
  };
});

afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await inner.stop();
});

test("every procedure has its row, and every row its procedure", () => {
  expect(Object.keys(MATRIX).toSorted()).toEqual(procedures.toSorted());
});

describe.each(Object.entries(MATRIX))("%s", (name, row) => {
  test.each(ROLES.map((role, index) => [role, row.may[index]!] as const))(
    "%s: %s",
    async (role, may) => {
      // Things that are nowhere, so that a permitted removal removes nothing.
      const fault = await outcome(row.call(byRole.get(role)!, { ...NOWHERE, pool: things.pool }));
      if (may) expect(fault?.code).not.toBe("forbidden");
      else expect(fault?.code).toBe("forbidden");
      expect(fault?.code).not.toBe("unauthenticated");
      expect(fault?.code).not.toBe("internal");
    },
  );

  test("another tenant", async () => {
    const before = await snapshot();
    const foreign = await outcome(row.call(foreigner, things));
    const missing = await outcome(row.call(foreigner, { ...NOWHERE, pool: things.pool }));
    if (row.foreign === "missing") {
      expect(foreign?.code).toBe("not-found");
      expect(withoutIds(foreign)).toEqual(withoutIds(missing));
    } else {
      const answer = await row.call(foreigner, things).catch(() => null);
      if (row.foreign === "own-only")
        expect(JSON.stringify(answer)).not.toMatch(
          new RegExp(
            [
              things.environment,
              things.user,
              things.token,
              things.reservation,
              things.booking,
              '"first"',
            ].join("|"),
          ),
        );
    }
    expect(await snapshot(), `${name} by another tenant changed something`).toEqual(before);
  });
});

/** Everything of the first tenant that somebody else might have changed. */
async function snapshot(): Promise<unknown> {
  const users = await owner.users.list();
  const tokens = await owner.tokens.list();
  const { state, status } = await owner.environments.get({ id: things.environment });
  const components = await owner.components.list();
  return { users, tokens, state, status, components };
}

function withoutIds(fault: Fault | null): unknown {
  return fault && { ...fault, parameters: { ...fault.parameters, id: "" } };
}
