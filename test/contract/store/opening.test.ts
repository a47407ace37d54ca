import { spawn, type ChildProcess } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { openStore, type StoreOptions } from "../../../electron/daemon/store/index.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "../../../electron/daemon/store/schema/migrations.ts";
import { describeStores } from "../../support/store-engines.ts";
import { prepareStore } from "../../support/store-fixtures.ts";

const holders: ChildProcess[] = [];
afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill("SIGKILL");
});

/** Another process that has the store open. */
async function hold({ dataDirectory, database }: StoreOptions): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("../../support/store-holder.ts", import.meta.url));
  const options = database === undefined ? [dataDirectory] : [dataDirectory, database];
  const holder = spawn(process.execPath, [script, ...options], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  holders.push(holder);
  const [line] = (await once(holder.stdout, "data")) as [Buffer];
  expect(line.toString()).toBe("holding, leading true\n");
  return holder;
}

async function refusal(options: StoreOptions): Promise<string> {
  const opened = await openStore(options);
  if (!opened.ok) return opened.error.code;
  await opened.value.close();
  return "opened";
}

/** Every file but the lock, with what is in it, as a digest. */
function contents(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter((name) => !name.startsWith("lock."));
  return Object.fromEntries(
    names.map((name) => [name, hash("sha256", readFileSync(join(directory, name)))]),
  );
}

describeStores("a database of a newer program", (engine) => {
  test("is refused and stays as it is", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await prepareStore(store, {});
    await store.close();
    await engine.execute(place, "INSERT INTO schema_versions (version) VALUES (99)");
    const before = engine.name === "SQLite" ? contents(place.dataDirectory) : {};
    const opened = await openStore(place);
    expect(opened.ok ? "opened" : opened.error).toMatchObject({
      code: "store-from-future",
      parameters: { version: 99, supported: SCHEMA_VERSION },
    });
    if (engine.name === "SQLite") expect(contents(place.dataDirectory)).toEqual(before);
    const versions = await engine.execute(place, "SELECT version FROM schema_versions ORDER BY 1");
    expect(versions.map(({ version }) => Number(version))).toEqual([
      ...MIGRATIONS.map(({ version }) => version),
      99,
    ]);
    // Nothing holds it afterwards.
    await engine.execute(place, "DELETE FROM schema_versions WHERE version = 99");
    expect(await refusal(place)).toBe("opened");
  });
});

describeStores("a store", (engine) => {
  test("whoever still asks while it is closed hears something", async () => {
    const store = await engine.open();
    const asked = Array.from({ length: 50 }, () =>
      store.listPools().then(
        () => "answered",
        () => "refused",
      ),
    );
    await store.close();
    const heard = await Promise.race([Promise.all(asked), delay(10_000, ["nothing"])]);
    expect(new Set(["answered", "refused", ...heard])).toEqual(new Set(["answered", "refused"]));
  });
});

describeStores("two processes", (engine) => {
  test("only one reconciles, and kill -9 makes room at once", async () => {
    const place = await engine.place();
    const holder = await hold(place);
    const other = engine.name === "SQLite" ? null : await engine.open(place);
    if (other === null) expect(await refusal(place)).toBe("data-directory-locked");
    else expect(await other.acquireLeadership()).toBe(false);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    if (other === null) expect(await refusal(place)).toBe("opened");
    else await expect.poll(() => other.acquireLeadership(), { timeout: 30_000 }).toBe(true);
  });
});

describe.skipIf(process.platform === "win32")("the data directory", () => {
  test("is for its owner alone", async () => {
    const dataDirectory = join(mkdtempSync(join(tmpdir(), "labwright-store-")), "data");
    const opened = await openStore({ dataDirectory });
    const paths = [".", "labwright.sqlite", "labwright.sqlite-wal"];
    const modes = paths.map((path) => statSync(join(dataDirectory, path)).mode & 0o077);
    expect(modes).toEqual([0, 0, 0]);
    if (opened.ok) await opened.value.close();
    rmSync(dirname(dataDirectory), { recursive: true });
  });
});

describe("what cannot be opened", () => {
  const directories: string[] = [];
  const directory = (): string => {
    const made = mkdtempSync(join(tmpdir(), "labwright-store-"));
    directories.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of directories.splice(0)) rmSync(made, { recursive: true });
  });

  test("a damaged file, with its reason, and it is not overwritten", async () => {
    const dataDirectory = directory();
    const file = join(dataDirectory, "labwright.sqlite");
    writeFileSync(
      file,
      "this is not a database, and it is long enough to be looked at".repeat(100),
    );
    const before = contents(dataDirectory);
    const opened = await openStore({ dataDirectory });
    expect(opened.ok ? "opened" : opened.error.code).toBe("store-failed");
    expect(contents(dataDirectory)).toEqual(before);
  });

  test("a directory that is a file", async () => {
    const dataDirectory = join(directory(), "file");
    writeFileSync(dataDirectory, "");
    expect(await refusal({ dataDirectory })).toBe("store-failed");
  });

  test("a server that is not there, without telling the password", async () => {
    const database = "postgres://labwright:hunter2@127.0.0.1:1/labwright";
    const opened = await openStore({ dataDirectory: "/nowhere", database });
    expect(opened.ok ? "opened" : opened.error.code).toBe("store-failed");
    expect(JSON.stringify(opened)).toContain("ECONNREFUSED");
    expect(JSON.stringify(opened)).not.toContain("hunter2");
    expect(existsSync("/nowhere")).toBe(false);
  });
});
