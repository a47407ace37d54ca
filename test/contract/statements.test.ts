import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NODE_SEAL } from "../../electron/node/statement-seal.ts";
import { designSchema } from "../../shared/design/design.ts";
import { readStatement } from "../../shared/statements/read.ts";
import { printStatement, sealedText } from "../../shared/statements/seal.ts";
import type { StatementFile } from "../../shared/statements/statement.ts";
import type { Verification } from "../../shared/statements/verify.ts";
import { verifyStatement } from "../../shared/statements/verify.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { SHIPPED_CLI } from "../support/shipped-daemon.ts";
import { courseParts, statementOf } from "../support/statement.ts";
import {
  instanceStatus,
  newEnvironment,
  prepareStore,
  usageSegment,
} from "../support/store-fixtures.ts";

const smallLab = designSchema.parse(
  JSON.parse(
    readFileSync(
      new URL("../../assets/examples/small-lab.labwright.json", import.meta.url),
      "utf8",
    ),
  ),
);
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-statement-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** On a computer of another place, with no daemon and nothing to reach one. */
async function checkElsewhere(
  file: string,
  more: readonly string[] = [],
): Promise<{ code: number; checked: Verification }> {
  const env = { ...process.env, TZ: "Pacific/Apia", LABWRIGHT_DATA: join(folder, "nowhere") };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [SHIPPED_CLI, "statement", "verify", file, "--json", ...more],
      { env },
      (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), checked: JSON.parse(stdout) as Verification }),
    );
  });
}

describe("labwright statement verify", () => {
  test("gives the same digest in another time zone, and writes the same PDF", async () => {
    const made = await statementOf(courseParts);
    const file = join(folder, "course.labstatement");
    await writeFile(file, printStatement(made));
    const [one, two] = [join(folder, "one.pdf"), join(folder, "two.pdf")];
    const { code, checked } = await checkElsewhere(file, ["--to", "pdf", "--output", one]);
    expect(code).toBe(0);
    expect(checked).toMatchObject({ holds: true, signature: "valid" });
    expect(checked.actual.digest).toBe(made.statement.actual.digests.lines);
    await checkElsewhere(file, ["--to", "pdf", "--output", two]);
    expect(await readFile(one)).toEqual(await readFile(two));
    expect((await readFile(one)).subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("names the line that was changed, with exit code 1", async () => {
    const made = await statementOf(courseParts);
    const statement = structuredClone(made.statement);
    statement.actual.lines[0]!.net = "1";
    const digest = await NODE_SEAL.sha256(sealedText(statement));
    const file = join(folder, "forged.labstatement");
    await writeFile(file, printStatement({ ...made, statement, digest }));
    const { code, checked } = await checkElsewhere(file);
    expect(code).toBe(1);
    expect(checked.actual.difference).toMatchObject({ kind: "line", field: "net", stated: "1" });
  });
});

describe("the daemon", () => {
  let inner: InnerDaemon;
  let customer: TestConnection;
  let operator: TestConnection;
  beforeAll(async () => {
    inner = await startInnerDaemon();
    const users = [
      await inner.addUser("acme", ["customer"], "anna"),
      await inner.addUser("acme", ["operator"], "olga"),
    ];
    [customer, operator] = (await Promise.all(
      users.map(({ token }) => connect(inner.daemon.url, token)),
    )) as [TestConnection, TestConnection];
    await prepareStore(inner.store, {});
    const [book] = await inner.store.currentPriceBooks(new Date().toISOString());
    // The one that the fixture names.
    await inner.store.putPriceBook({ ...book!, id: "standard", revision: 1 });
    const used = new Date(Date.now() - 7_200_000).toISOString();
    const end = new Date(Date.now() + 7_200_000).toISOString();
    const { record, ...rest } = newEnvironment({
      id: "course",
      tenant: "acme",
      window: { start: used, end },
      instances: [instanceStatus("web.1", "running")],
    });
    await inner.store.createEnvironment({ ...rest, record: { ...record, design: smallLab } });
    await inner.store.changeEnvironment({
      id: "course",
      tenant: "acme",
      at: used,
      state: "ready",
      usage: [{ ...usageSegment("web.1", used, null), item: "container-small" }],
    });
  });
  afterAll(async () => {
    customer.socket.close();
    operator.socket.close();
    await inner.stop();
  });

  async function stated(
    input: Parameters<typeof customer.client.statements.get>[0],
  ): Promise<StatementFile> {
    const { name, text } = await customer.client.statements.get(input);
    expect(name).toMatch(/\.labstatement$/);
    const read = readStatement(text);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  }

  test("states an environment, projected beside actual, signed with its one key", async () => {
    const file = await stated({ environment: "course" });
    const checked = await verifyStatement(file, NODE_SEAL);
    const signer = await customer.client.statements.signer();
    expect(checked).toMatchObject({ holds: true, fingerprint: signer.fingerprint });
    expect(JSON.stringify(signer)).not.toContain("PRIVATE");
    const { actual, projected, scope } = file.statement;
    expect(scope.environment).toBe("course");
    expect(actual.lines.map(({ environment }) => environment)).toEqual(["course"]);
    const hours = Number(actual.lines[0]!.quantity);
    expect(hours >= 2 && hours < 3).toBe(true);
    expect(projected?.lines.every(({ source }) => source === "projected")).toBe(true);
    expect(projected?.lines.length).toBeGreaterThan(1);
    // It was made without anybody's seeing a price, which is said.
    expect(file.statement.unaccepted).toHaveLength(1);
    // What the running charge says, up to the moment.
    const running = await customer.client.environments.statement({ id: "course" });
    const [own, other] = [actual.lines, running.lines].map((lines) =>
      lines.map(({ lineKey, unitPrice }) => [lineKey, unitPrice]),
    );
    expect(own).toEqual(other);
  });

  test("states a month of everything", async () => {
    const month = new Date().toISOString().slice(0, 7);
    const file = await stated({ month });
    expect(new Set(file.statement.actual.lines.map(({ billedIn }) => billedIn))).toEqual(
      new Set([month]),
    );
  });

  test("takes what was said about a line offline, once, and gives the answer back", async () => {
    const said = {
      id: "note-1",
      about: "course",
      line: "any",
      title: "Machine",
      text: "It was off.",
      sort: "dispute" as const,
      madeAt: "2026-11-01T00:00:00.000Z",
    };
    await customer.client.statements.dispute(said);
    expect(await customer.client.statements.dispute(said)).toMatchObject({
      by: "anna",
      answer: null,
    });
    const answer = { tenant: "acme", id: "note-1", text: "We looked: it was on." };
    await operator.client.statements.answer(answer);
    expect(await customer.client.statements.disputes()).toMatchObject([
      { id: "note-1", answer: { text: "We looked: it was on.", by: "olga" } },
    ]);
  });
});
