import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { faultSentence } from "../../shared/base/fault.ts";
import { printDesign } from "../../shared/design/print.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { poolSchema } from "../../shared/pool/pool.ts";
import { ratedSchema } from "../../shared/pricing/rated.ts";
import { changePlanSchema } from "../../shared/protocol/change.ts";
import { componentSummarySchema } from "../../shared/protocol/component.ts";
import { quotaSchema, reservationSchema } from "../../shared/protocol/reservation.ts";
import { environmentSchema, environmentSummarySchema } from "../../shared/protocol/environment.ts";
import { spawnDaemon, type SpawnedDaemon } from "../../electron/node/spawn-daemon.ts";
import { LABWRIGHT, runVerb, spawnVerb, type Ended } from "../support/command-line.ts";
import { SHIPPED_DAEMON } from "../support/shipped-daemon.ts";

// The command line as scripts use it, against a real daemon, JSON parsed by schema. What is about the process
// itself (its output, its exit code, its help) is asked of a process of its own.

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const SMALL_LAB = at("assets/examples/small-lab.labwright.json");
const SIMULATOR = at("assets/examples/web-site-simulator.labwright.json");

let data = "";
let daemon: SpawnedDaemon;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "labwright-cli-"));
  const spawned = await spawnDaemon({
    entry: SHIPPED_DAEMON,
    parameters: ["--data", data],
  });
  if (!spawned.ok) throw new Error(faultSentence(spawned.error));
  daemon = spawned.value;
});

afterAll(async () => {
  await daemon.stop();
  await rm(data, { recursive: true, force: true });
});

function labwright(parameters: readonly string[], token?: string): Promise<Ended> {
  return runVerb(parameters, { LABWRIGHT_DATA: data, LABWRIGHT_TOKEN: token });
}

function inProcess(parameters: readonly string[], entry?: string): Promise<Ended> {
  return spawnVerb(parameters, { LABWRIGHT_DATA: data }, entry);
}

/** Runs a verb with `--json` and parses what it prints. */
async function json<S extends z.ZodType>(
  schema: S,
  ...parameters: string[]
): Promise<{ code: number; value: z.output<S> }> {
  // Options stand before `--`, behind which everything belongs to the command in the machine.
  const [verb = "", ...rest] = parameters;
  const ended = await labwright([verb, "--json", ...rest]);
  return { code: ended.code, value: schema.parse(JSON.parse(ended.stdout)) };
}

const faultAnswer = z.object({
  error: z.object({ code: z.string(), text: z.object({ what: z.string(), remedy: z.string() }) }),
});

const refusedSchema = z.object({
  fits: z.literal(false),
  pool: z.string(),
  refusals: z.array(
    z.object({ text: z.string(), ways: z.array(z.object({ title: z.string() })).min(1) }),
  ),
});

describe("from a design to machines and back", () => {
  it("fits, goes up, is shown, runs commands, goes down with a statement", async () => {
    const fit = await json(z.object({ fits: z.boolean(), pool: z.string() }), "fit", SIMULATOR);
    expect(fit).toMatchObject({ code: 0, value: { fits: true, pool: "Simulated lab" } });

    const up = await json(environmentSchema, "up", SMALL_LAB, "--name", "office", "--wait");
    expect(up.code).toBe(0);
    expect(up.value).toMatchObject({ name: "office", state: "ready" });

    const all = await json(z.array(environmentSummarySchema), "status");
    expect(all.value.map(({ name, state }) => [name, state])).toEqual([["office", "ready"]]);
    const one = await json(environmentSchema, "status", "office");
    expect(one.value.id).toBe(up.value.id);

    expect((await labwright(["statement"])).stdout).toMatch(/^All environments, as of /);

    const result = z.object({ exitCode: z.int(), stdout: z.string(), stderr: z.string() });
    const good = await json(result, "exec", "office", "lab-a1", "--", "hostname");
    expect(good).toMatchObject({ code: 0, value: { exitCode: 0, stdout: "lab-a1\n" } });
    const bad = await json(result, "exec", "office", "lab-a1", "--", "no-such-command");
    expect(bad.code).toBe(1);
    expect(bad.value.exitCode).not.toBe(0);

    const grown = join(data, "grown.labwright.json");
    const small = readFileSync(SMALL_LAB, "utf8");
    await writeFile(
      grown,
      small.replace('"name": "lab-a2",\n      "count": 1', '"name": "lab-a2",\n      "count": 2'),
    );
    const planned = await json(
      changePlanSchema,
      "apply",
      grown,
      "--environment",
      "office",
      "--plan",
    );
    expect(planned.code).toBe(0);
    const names = planned.value.change!.parts.map(({ name, change }) => `${change} ${name}`);
    expect(names).toEqual(["changed lab-a2-1", "added lab-a2-2"]);
    const applied = await json(
      environmentSchema,
      "apply",
      grown,
      "--environment",
      "office",
      "--wait",
    );
    expect(applied).toMatchObject({ code: 0, value: { state: "ready", revision: 2 } });
    expect(applied.value.instances.total).toBe(up.value.instances.total + 1);

    const down = await json(ratedSchema.extend({ final: z.boolean() }), "down", "office", "--wait");
    expect(down.code).toBe(0);
    expect(down.value.final).toBe(true);
    expect(down.value.lines.length).toBeGreaterThan(0);
  });

  it("books a morning on many days, shows it, lasts longer, waits, and is cancelled", async () => {
    const booked = await json(
      z.object({ reservations: z.array(reservationSchema) }),
      ...`reserve ${SMALL_LAB} --name course --start 2040-03-01T00:00Z --zone Europe/Berlin`.split(
        " ",
      ),
      ..."--every FREQ=DAILY;COUNT=3 --from 09:00 --to 11:00 --except 2040-03-02".split(" "),
    );
    expect(booked.value.reservations.map(({ window }) => window.start)).toEqual([
      "2040-03-01T08:00:00.000Z",
      "2040-03-03T08:00:00.000Z",
    ]);
    const [first] = booked.value.reservations;
    const extension = z.object({ reservation: reservationSchema, limited: z.boolean() });
    // Of a series the first that is ahead.
    const extended = await json(extension, "extend", "course", "--for", "30m");
    expect(extended.value.reservation.id).toBe(first!.id);
    expect(extended.value.reservation.window.end).toBe("2040-03-01T10:30:00.000Z");
    const file = await labwright(["calendar", "--ics"]);
    expect(file.stdout).toContain("DTSTART:20400301T080000Z");
    const feed = await labwright(["calendar", "--feed"]);
    expect(feed.stdout).toMatch(/^http:\/\/\S+:\d+\/calendar\/[0-9a-f]{64}\.ics\n$/);
    expect(await (await fetch(feed.stdout.trim())).text()).toContain("DTSTART:20400301T080000Z");
    expect(await json(z.array(z.unknown()), "queue")).toEqual({ code: 0, value: [] });
    // Who has something is told by name.
    const held = await labwright(["calendar", "--for", "800w"]);
    expect(held.stdout).toMatch(/^course · 2040-03-01 +You +booked /m);
    const plan = await labwright([
      "reserve",
      SMALL_LAB,
      "--plan",
      "--for",
      "2h",
      "--within",
      "12h",
    ]);
    expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining("fits, ") });
    const often = "--every FREQ=DAILY;COUNT=2 --from 09:00 --to 11:00".split(" ");
    const zoneless = await labwright(["reserve", SMALL_LAB, "--plan", ...often]);
    expect(zoneless).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("clocks of Europe/Berlin, the zone of your lab"),
    });
    const gone = await json(z.array(reservationSchema), "cancel", first!.id, "--all");
    expect(gone.value.map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });

  it("makes nothing twice for the same key", async () => {
    const up = [
      "up",
      SMALL_LAB,
      "--name",
      "once",
      "--start",
      "2099-01-01T00:00Z",
      "--key",
      "the-same-key",
    ];
    const first = await json(environmentSchema, ...up);
    const second = await json(environmentSchema, ...up);
    expect(second.value.id).toBe(first.value.id);
    await json(environmentSummarySchema, "down", first.value.id);
  });
});

describe("pools", () => {
  it("are added, refreshed and removed", async () => {
    const added = await json(poolSchema, "pool", "add", "--name", "Second", "--simulated", "3");
    expect(added.value.resources.hosts).toHaveLength(3);
    const two = await json(z.array(poolSchema), "pool");
    expect(new Set(two.value.map(({ name }) => name))).toEqual(
      new Set(["Simulated lab", "Second"]),
    );
    const unclear = await json(faultAnswer, "fit", SMALL_LAB);
    expect(unclear).toMatchObject({ code: 1, value: { error: { code: "ambiguous" } } });
    const large = join(data, "large.labwright.json");
    await writeFile(large, printDesign(sketch("Large", { web: { kind: "machine", count: 500 } })));
    const refused = await json(refusedSchema, "fit", large, "--pool", "Second");
    expect(refused).toMatchObject({ code: 1, value: { fits: false, pool: "Second" } });
    const [first] = refused.value.refusals;
    expect(first?.ways[0]?.title).toMatch(/^Make \d+ of web instead of 500$/);
    const read = await labwright(["fit", large, "--pool", "Second"]);
    expect(read.stdout).toContain(`  ${first?.text}\n    would help: ${first?.ways[0]?.title}\n`);
    expect((await json(poolSchema, "pool", "refresh", "Second")).code).toBe(0);
    expect((await labwright(["pool", "remove", "Second"])).code).toBe(0);
  });

  it("take over an inventory, drain a rack and put it back, and several things by one decision", async () => {
    const conditions = async () =>
      (await json(z.array(poolSchema), "pool")).value.flatMap((one) => one.conditions);
    await json(poolSchema, "pool", "add", "--name", "Written", "--simulated", "1");
    const file = join(data, "lab.csv");
    await writeFile(
      file,
      `name,site,rack,architecture,cores,memory,disk gib
n1,North,R1,amd64,8,16 GiB,100
n2,South,R1,amd64,8,x,100
n3,South,R2,amd64,8,16 GiB,100
`,
    );
    const wrong = await labwright(["pool", "import", "Written", file, "--replace"]);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/line 3 +memory/);
    await writeFile(file, readFileSync(file, "utf8").replace(",x,", ",32 GiB,"));
    const planned = await labwright(["pool", "import", "Written", file, "--replace", "--plan"]);
    expect(planned.stdout).toContain("It would be: 3 added");
    expect((await labwright(["pool", "import", "Written", file, "--replace"])).code).toBe(0);
    const unclear = await labwright(["pool", "drain", "Written", "rack:R1"]);
    expect(unclear.stderr).toContain("There are several racks: North/R1, South/R1");
    const rack = "rack:South/R1";
    const drained = await labwright(["pool", "drain", "Written", rack, "--why", "New floor"]);
    expect(drained.stdout).toContain("Nobody is concerned.");
    const again = await labwright(["pool", "drain", "Written", rack]);
    expect(again.stdout).toContain("rack South/R1 is draining already.");
    const history = await labwright(["pool", "history", "Written"]);
    expect(history.stdout).toMatch(/draining of rack South\/R1 from 20.+Z: New floor/);
    expect(history.stdout).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\dZ +/m);
    const ended = await labwright(["pool", "resume", "Written", rack]);
    expect(ended.stdout).toBe("Draining of rack South/R1 has ended.\n");
    const later = ["--start", "2099-01-01T00:00:00Z", "--end", "2099-01-02T00:00:00Z"];
    const maintained = await labwright(["pool", "maintain", "Written", "rack:R2", ...later]);
    expect(maintained.code).toBe(0);
    const cancelled = await labwright(["pool", "resume", "Written", "rack:South/R2"]);
    expect(cancelled.stdout).toBe("Planned maintenance of rack South/R2 is cancelled.\n");
    const misspelt = await labwright(["pool", "drain", "Written", "n1", "rack:South/R3", "n33"]);
    expect(misspelt.code).toBe(1);
    expect(misspelt.stderr).toContain("Of 3 names, 2 do not say what is meant in Written");
    expect(misspelt.stderr).toContain("Called nearly so: rack:South/R1, rack:South/R2");
    expect((await conditions()).map(({ scope }) => scope.id)).toEqual([]);
    const several = ["n1", "rack:North/R1", "rack:South/R1", "site:South"];
    const all = await labwright(["pool", "drain", "Written", ...several, "--why", "Power"]);
    expect(all.stdout).toContain("Nobody is concerned.");
    const begun = await conditions();
    expect(begun.map(({ scope }) => scope.id)).toEqual(["n1", "North/R1", "South/R1", "South"]);
    expect(new Set(begun.map(({ start, why }) => `${start} ${why}`)).size).toBe(1);
    const back = await labwright(["pool", "resume", "Written", ...several.slice(1)]);
    expect(back.stdout.match(/has ended\./g)).toHaveLength(3);
    const more = await labwright(["pool", "drain", "Written", "n1", "n3"]);
    expect(more.stdout).toContain("host n1 is draining already.");
    expect((await conditions()).map(({ scope }) => scope.id)).toEqual(["n1", "n3"]);
    expect((await labwright(["pool", "remove", "Written"])).code).toBe(0);
  });

  it("take more out of use at once than there are decisions for: racks as one, and else nothing", async () => {
    await json(poolSchema, "pool", "add", "--name", "Large", "--simulated", "1");
    const file = join(data, "large.csv");
    const names = Array.from({ length: 1005 }, (_, index) => `n${index}`);
    const rackOf = (index: number): string => (index < 1000 ? `R${Math.floor(index / 20)}` : "");
    const lines = names.map((name, index) => `${name},${rackOf(index)},amd64,8,16 GiB,100`);
    await writeFile(
      file,
      ["name,rack,architecture,cores,memory,disk gib", ...lines, ""].join("\n"),
    );
    expect((await labwright(["pool", "import", "Large", file, "--replace"])).code).toBe(0);
    const drained = await json(z.object({ pool: poolSchema }), "pool", "drain", "Large", ...names);
    const sorts = Map.groupBy(drained.value.pool.conditions, ({ scope }) => scope.sort);
    expect([sorts.get("rack")?.length, sorts.get("host")?.length]).toEqual([50, 5]);
    expect((await labwright(["pool", "resume", "Large", "rack:R7"])).code).toBe(0);
    // They stand nowhere now, so that there is no rack to go as one.
    const loose = lines.map((line) => line.replace(/,R\d+,/, ",,")).join("\n");
    await writeFile(file, `name,rack,architecture,cores,memory,disk gib\n${loose}\n`);
    expect((await labwright(["pool", "import", "Large", file, "--replace"])).code).toBe(0);
    const refused = await labwright([
      "pool",
      "maintain",
      "Large",
      ...names,
      "--end",
      "2099-01-01T00:00Z",
    ]);
    expect(refused.stderr).toContain("1005 things are more than go out of use by one decision");
    expect((await labwright(["pool", "remove", "Large"])).code).toBe(0);
  });

  it("say what is missing to reach a server", async () => {
    const { code, value } = await json(
      faultAnswer,
      "pool",
      "add",
      "--name",
      "x",
      "--url",
      "https://lab.invalid",
    );
    expect(code).toBe(1);
    expect(value.error.code).toBe("input-invalid");
  });
});

describe("components", () => {
  it("are shared, listed, got back as they were, and removed", async () => {
    const office = at("assets/components/branch-office.labwright.json");
    expect((await labwright(["component", "save", office])).code).toBe(0);
    const list = await json(z.array(componentSummarySchema), "component");
    expect(list.value.map(({ name, version }) => [name, version])).toEqual([["Branch office", 1]]);
    const got = await labwright(["component", "get", "Branch office"]);
    expect(got.stdout).toBe(readFileSync(office, "utf8"));
    const design = await labwright(["component", "save", SMALL_LAB]);
    expect(design.stderr).toContain("[component-without-id]");
    expect((await labwright(["component", "remove", "branch-office", "--version", "1"])).code).toBe(
      0,
    );
    expect((await labwright(["component", "get", "branch-office"])).stderr).toContain(
      "[not-found]",
    );
  });
});

describe("people", () => {
  it("come in by tokens that an operator issues, until they are shut out", async () => {
    const person = z.object({ id: z.string(), name: z.string() });
    const added = await json(person, "user", "add", "ada", "--role", "architect");
    expect(added.code).toBe(0);
    const issued = await json(
      z.object({ id: z.string(), secret: z.string() }),
      "token",
      "issue",
      "ada",
      "--for",
      "1h",
    );
    const asAda = (...parameters: string[]): Promise<Ended> =>
      labwright([...parameters, "--daemon", daemon.url], issued.value.secret);
    expect((await asAda("status")).code).toBe(0);
    // An architect does not manage people.
    expect((await asAda("user")).stderr).toContain("[forbidden]");
    expect((await labwright(["token", "revoke", issued.value.id])).code).toBe(0);
    expect((await asAda("status")).stderr).toContain("[unauthenticated]");
    expect((await labwright(["user", "remove", "ada"])).code).toBe(0);
  });
});

describe("limits", () => {
  it("are set one by one, money too, and what is not named stays", async () => {
    const set = (...limits: string[]) => json(quotaSchema, "quota", "set", "local", ...limits);
    expect((await set("--machines", "40", "--money", "500.50")).code).toBe(0);
    const { value } = await set("--hours", "none", "--approval-above", "8", "--money", "600");
    expect(value).toMatchObject({ machines: 40, money: "600", approvalAboveMachines: 8 });
    const list = await json(z.array(quotaSchema), "quota");
    expect(list.value).toEqual([value]);
    expect((await set("--money", "none", "--machines", "none")).value.money).toBeNull();
    expect((await labwright(["quota", "set", "local", "--money", "much"])).code).toBe(2);
  });

  it("are a person's by name too, and nobody's who is not there", async () => {
    expect(
      (await labwright(["quota", "set", "local", "--user", "You", "--hours", "20"])).code,
    ).toBe(0);
    const { value } = await json(z.array(quotaSchema), "quota");
    expect(value.find(({ user }) => user !== null)).toMatchObject({
      user: "local-you",
      machineHours: 20,
    });
    for (const whose of [["local", "--user", "Nobody"], ["nowhere"]])
      expect((await labwright(["quota", "set", ...whose, "--hours", "1"])).stderr).toContain(
        "[not-found]",
      );
    const named = ["quota", "set", "local", "--user", "You"];
    const more = await json(quotaSchema, ...named, "--machines", "30");
    expect(more.value).toMatchObject({ user: "local-you", machineHours: 20, machines: 30 });
    expect((await labwright(["quota"])).stdout).toMatch(/^local +You +30 /m);
    await labwright([...named, "--hours", "none", "--machines", "none"]);
  });
});

describe("prices", () => {
  it("are listed, taken out as YAML, checked, compared and published", async () => {
    const shown = z.object({ revision: z.int(), book: z.object({ id: z.string() }) });
    const listed = await json(shown, "rates");
    expect(listed).toMatchObject({ code: 0, value: { revision: 1, book: { id: "starter" } } });
    const yaml = await labwright(["rates", "--yaml"]);
    const file = join(data, "prices.yaml");
    await writeFile(file, yaml.stdout.replace('price: "0.3600"', 'price: "0.37"'));

    const findings = z.array(z.object({ severity: z.string() }));
    expect(await json(findings, "rates", "check", file)).toEqual({ code: 0, value: [] });
    const change = z.object({ total: z.object({ difference: z.string() }) });
    expect((await json(change, "rates", "diff", file, "--this-month")).code).toBe(0);
    const late = await labwright(["rates", "publish", file, "--from", "2026-01-01T00:00Z"]);
    expect(late).toMatchObject({ code: 1 });
    expect(late.stderr).toContain("price-book-past");
    const made = await json(shown.pick({ revision: true }), "rates", "publish", file);
    expect(made).toEqual({ code: 0, value: { revision: 2 } });
  });
});

describe("a GNS3 project", () => {
  const node = { node_id: "id-1", node_type: "dynamips", name: "R1" };
  const project = JSON.stringify({ project_id: "1", topology: { nodes: [node] } });
  const config = "project-files/dynamips/id-1/configs/i1_startup-config.cfg";
  const kept = "configuration i1_startup-config.cfg, 1 line";

  it("is imported with the configurations beside it, from a folder or an archive", async () => {
    const folder = join(data, "project");
    await mkdir(join(folder, dirname(config)), { recursive: true });
    await writeFile(join(folder, config), "hostname R1");
    await writeFile(join(folder, "lab.gns3"), project);
    const files = { "project.gns3": strToU8(project), [config]: strToU8("hostname R1") };
    await writeFile(join(folder, "lab.gns3project"), zipSync(files));
    for (const name of ["lab.gns3", "lab.gns3project"])
      expect((await labwright(["import", join(folder, name)])).stdout).toContain(kept);
  });
});

describe("exit codes", () => {
  it.each([
    ["a good answer", ["status"], 0],
    ["an unknown environment, from a clone", ["status", "nowhere"], 1, LABWRIGHT],
    ["an unknown verb", ["frobnicate"], 2],
    ["no daemon in that folder", ["status", "--data", "/nonexistent"], 3],
  ])("of a process: %s", async (_, parameters, code, entry?: string) => {
    expect((await inProcess(parameters, entry)).code).toBe(code);
  });

  it.each([
    ["a file that is not there", ["up", "nowhere.json"], 1],
    ["a lab that is imported", ["import", at("test/fixtures/formats/cml/branch.yaml")], 0],
    ["a file that is no lab", ["import", at("package.json")], 1],
    ["a design that is exported", ["export", SMALL_LAB, "--to", "containerlab"], 0],
    ["a format that nobody knows", ["export", SMALL_LAB, "--to", "nonsense"], 2],
    ["a missing argument", ["up"], 2],
    ["no daemon at that address", ["status", "--daemon", "http://127.0.0.1:9"], 3],
  ])("%s", async (_, parameters, code) => {
    expect((await labwright(parameters)).code).toBe(code);
  });

  it("a daemon that does not know us is not a missing daemon", async () => {
    const { code, stderr } = await labwright(["status", "--daemon", daemon.url]);
    expect(code).toBe(1);
    expect(stderr).toContain("[unauthenticated]");
  });
});

describe("help", () => {
  it("lists the verbs, and each verb's options", async () => {
    const { stdout } = await inProcess(["--help"]);
    for (const verb of [
      "daemon",
      "check",
      "import",
      "export",
      "quote",
      "fit",
      "up",
      "status",
      "exec",
      "down",
      "pool",
    ])
      expect(stdout).toContain(verb);
    expect((await inProcess(["up", "--help"])).stdout).toContain("--wait");
  });

  it("stays short where a command was used wrongly", async () => {
    const { code, stderr } = await inProcess(["fit", "--bogus", SMALL_LAB]);
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toEqual([
      "Error: Unexpected option or subcommand: `--bogus`.",
      "labwright help lists the commands, labwright help COMMAND says how one is used.",
    ]);
  });

  it.each(["bash", "zsh", "fish"])("gives a completion script for %s", async (shell) => {
    const { code, stdout } = await inProcess(["completion", shell]);
    expect(code).toBe(0);
    expect(stdout).toContain("labwright");
  });
});
