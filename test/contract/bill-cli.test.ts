import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@optique/core/parser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { COMMANDS } from "../../electron/cli/commands/index.ts";
import type { Terminal } from "../../electron/cli/terminal.ts";
import { baseFeeOf } from "../../shared/billing/base-fee.ts";
import { customerContractSchema } from "../../shared/billing/customer-contract.ts";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import { starterPriceBook } from "../../shared/catalogue/starter.ts";
import { billedLineSchema, billSchema, billSummarySchema } from "../../shared/billing/bill.ts";
import { budgetStateSchema, type BudgetState } from "../../shared/billing/budget.ts";
import { statusReportSchema } from "../../shared/billing/status-report.ts";
import { disputeSchema } from "../../shared/statements/dispute.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { pdfText } from "../support/pdf-text.ts";
import { waitFor } from "../support/wait-for.ts";

// The command line shows what the wire says, to the last character.

let inner: InnerDaemon;
let wire: TestConnection;
let folder = "";
let token = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-bills-"));
  const bands = [{ upTo: "100", fee: "10" }, { fee: "25" }];
  const tiers = [{ meter: "instance", counts: "machine-hours a month", bands }];
  const book = bookSchema.parse({ ...starterPriceBook(), declaredFee: { tiers } });
  inner = await startInnerDaemon({ priceBook: book });
  const user = await inner.addUser("acme", ["operator", "customer"]);
  token = user.token;
  wire = await connect(inner.daemon.url, token);
});

afterAll(async () => {
  wire.socket.terminate();
  await inner.stop();
  await rm(folder, { recursive: true, force: true });
});

async function run(...parameters: string[]): Promise<{ code: number | "usage"; out: string }> {
  const out: string[] = [];
  const terminal: Terminal = {
    out: (line) => void out.push(line),
    note: (line) => void out.push(line),
    write: (_stream, data) => void out.push(String(data)),
    input: process.stdin,
    isScreen: false,
    columns: 80,
    rows: 24,
    environment: { LABWRIGHT_TOKEN: token },
    now: () => Date.now(),
  };
  const parsed = parse(COMMANDS, [...parameters, "--daemon", inner.daemon.url]);
  if (!parsed.success) return { code: "usage", out: "" };
  return { code: await parsed.value(terminal), out: out.join("\n") };
}

async function json<S extends z.ZodType>(schema: S, ...parameters: string[]): Promise<z.output<S>> {
  const { code, out } = await run(...parameters, "--json");
  expect(code, out).toBe(0);
  return schema.parse(JSON.parse(out));
}

const bills = z.array(billSchema);
const disputes = z.array(disputeSchema);

test("a customer's bills, from the sign-up to the last payment, on the command line", async () => {
  const file = join(folder, "acme.yaml");
  const start = new Date();
  start.setUTCMonth(start.getUTCMonth() - 2, 1);
  const day = start.toISOString().slice(0, 10);
  await writeFile(
    file,
    `tenant: acme
customer:
  name: Acme Ltd.
  address: { street: Main Street 1, city: Town, country: DE }
  email: bills@acme.example
contract: { account: acme, start: ${day}T00:00:00Z }
baseFee: { amount: 12, due: advance }
`,
  );
  expect((await run("customer", "sign-up", file)).out).toContain("Acme Ltd.");
  await waitFor("the months before", async () => (await wire.client.billing.list()).length >= 2);

  const listed = await json(z.array(billSummarySchema), "bill", "list");
  expect(listed).toEqual(await wire.client.billing.list());
  expect(await json(z.array(billSummarySchema), "bill", "list", "--all")).toEqual(listed);
  const { number } = listed.at(-1)!;
  const [shown] = await json(bills, "bill", "show", number);
  expect(shown).toEqual(await wire.client.billing.get({ number }));
  const text = await run("bill", "show", number);
  expect(text.out).toContain(`Bill ${number}`);
  expect(text.out).toContain("Base fee");
  expect(text.out).toContain("Total: 24.00 EUR");
  expect(await json(bills, "bill", "draft")).toEqual([]);

  const [paid] = await json(bills, "bill", "pay", number, "--reference", "by hand");
  expect(paid?.payments).toMatchObject([{ amount: "24.00", provider: "manual" }]);
  const [credit] = await json(
    bills,
    "bill",
    "credit",
    number,
    "--amount",
    "4",
    "--reason",
    "sorry",
  );
  expect(credit).toMatchObject({ kind: "credit-note", totals: { net: "-4.00" } });
  const { code, out } = await run("bill", "credit", number, "--amount", "21", "--reason", "more");
  expect(code).toBe(1);
  expect(out).toContain("20.00");
  const last = listed[0]!.number;
  const [note] = await json(bills, "bill", "void", last, "--reason", "wrong");
  expect(note).toMatchObject({ kind: "credit-note", corrects: 2, voids: true });
  expect((await run("bill", "void", last, "--reason", "wrong")).code).toBe(1);

  const report = await json(statusReportSchema, "bill", "status");
  expect(report).toMatchObject({ tenant: "acme", currency: "EUR", fees: "12.00" });
  const pages = join(folder, "status.pdf");
  expect((await run("bill", "status", "--pdf", pages)).code).toBe(0);
  expect(pdfText(await readFile(pages)).join(" ")).toMatch(/Status\s+of\s+acme/);
});

test("a base fee follows from what is declared at sign-up, and is said before anybody is signed up", async () => {
  const file = join(folder, "bela.yaml");
  await writeFile(
    file,
    `tenant: bela
customer:
  name: Bela & Co.
  address: { street: Main Street 2, city: Town, country: DE }
  email: bills@bela.example
contract: { account: bela, start: 2027-01-01T00:00:00Z }
expectedUsage: [{ meter: instance, quantity: 400 }]
`,
  );
  const shown = await run("customer", "sign-up", file, "--show");
  expect(shown.out).toBe(
    [
      "Base fee: 25.00 EUR, monthly, for each account, in advance.",
      "  instance, 400 machine-hours a month (more than 100): 25.00 EUR",
    ].join("\n"),
  );
  expect((await run("customer", "list")).out).not.toContain("Bela");
  const made = await json(
    z.object({ contract: customerContractSchema }),
    "customer",
    "sign-up",
    file,
  );
  expect(baseFeeOf(made.contract.contract.overrides)).toMatchObject({ amount: "25" });
});

test("a line is disputed, answered, and accepted with a credit note, on the command line", async () => {
  const bill = (await wire.client.billing.list()).find(
    ({ kind, status }) => kind === "periodic" && status === "issued",
  );
  const { number } = bill!;
  const [line] = await json(z.array(billedLineSchema), "dispute", "lines", number);
  expect((await run("dispute", "lines", number)).out).toContain(line!.id);
  const raise = ["dispute", "raise", number, "--text", "Not ours.", "--key", "k-1"];
  const [raised] = await json(disputes, ...raise, "--line", line!.id);
  expect(raised).toMatchObject({ id: "k-1", about: number, title: line!.title, answer: null });
  expect((await run(...raise, "--line", "no such line")).code).toBe(1);
  expect((await run("dispute")).out).toMatch(/not accepted.*Not ours\..*open/);
  const answer = ["dispute", "answer", "acme", "k-1", "--text"];
  await json(disputes, ...answer, "We look into it.");
  // More than the bill is not given back, and nothing is settled by that.
  expect((await run(...answer, "You are right.", "--accept", "--credit", "9999")).code).toBe(1);
  const [settled] = await json(disputes, ...answer, "You are right.", "--accept", "--credit", "1");
  expect(settled?.answer).toMatchObject({ outcome: "accepted", text: "You are right." });
  const note = await wire.client.billing.get({ number: settled!.answer!.creditNote! });
  expect(note).toMatchObject({ kind: "credit-note", totals: { net: "-1.00" } });
  expect((await run(...answer, "No.", "--reject")).code).toBe(1);
  const events = await wire.client.events.history({ limit: 100 });
  const states = events.flatMap(({ body }) =>
    body.type === "dispute" ? [body.dispute.state] : [],
  );
  expect(states).toEqual(["accepted", "answered", "open"]);
  expect(events.some(({ body }) => body.type === "lab-dispute")).toBe(true);
});

test("a budget is set, looked at and forgotten on the command line", async () => {
  const set = await json(
    budgetStateSchema,
    "budget",
    "set",
    "all",
    "--amount",
    "100",
    "--at",
    "actual:50",
  );
  expect(set.budget).toMatchObject({ amount: "100", thresholds: [{ on: "actual", percent: 50 }] });
  // The last day of the burn-down is the moment of asking.
  const withoutDays = (states: readonly BudgetState[]) =>
    states.map((state) => ({ ...state, days: [] }));
  const shown = await json(z.array(budgetStateSchema), "budget");
  expect(withoutDays(shown)).toEqual(withoutDays(await wire.client.budgets.list()));
  expect((await run("budget", "list")).out).toContain("100.00 EUR");
  expect((await run("budget", "set", "all", "--amount", "100", "--at", "never:50")).code).toBe(1);
  expect(await json(z.array(budgetStateSchema), "budget", "remove", "all")).toEqual([]);
  expect((await run("budget", "remove", "all")).code).toBe(1);
});

test("who shares an environment is agreed on from a time that is not billed yet, and is told by the contract", async () => {
  const parties = [
    { party: "anna", weight: "60" },
    { party: "bela", weight: "40" },
  ];
  const share = (from: string) =>
    wire.client.billing.share({ environment: "course", from, parties });
  const shared = await share(new Date().toISOString());
  expect(shared.contract.sharing).toMatchObject([{ environment: "course", parties }]);
  const listed = await run("customer", "list");
  expect(listed.out).toMatch(/SHARED[^]*course +anna 60, bela 40/);
  const issued = await wire.client.billing.list();
  const of = (wanted: string): string =>
    issued.find(({ kind, status }) => kind === "periodic" && status === wanted)?.period.start ?? "";
  await expect(share(of("issued"))).rejects.toThrow(/issued up to/);
  // What was made void is charged again, by what is agreed on now.
  expect((await share(of("void"))).contract.sharing).toHaveLength(2);
  expect((await run("customer", "share", "course", "anna=60%,bela=30%")).out).toContain("90 %");
});
