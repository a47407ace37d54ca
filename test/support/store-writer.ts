import { runBatch } from "../../electron/daemon/store/batch.ts";
import { verbs } from "../../electron/daemon/store/facade.ts";
import { GroupCommit } from "../../electron/daemon/store/group-commit.ts";
import { openStore } from "../../electron/daemon/store/index.ts";
import { openDatabase } from "../../electron/daemon/store/sqlite/database.ts";
import { sqliteEngine } from "../../electron/daemon/store/sqlite/engine.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { sayLine } from "./say-line.ts";
import { MADE, newEnvironment, prepareStore, valueOf } from "./store-fixtures.ts";

// Stores environments until it is stopped, and says so in one line after each acknowledged change:
// `node store-writer.ts DIRECTORY full|off`. With `off` SQLite does not flush: the control, which must lose.
const [directory = "", flushing] = process.argv.slice(2);
const WRITERS = 6;

type Writing = Pick<Store, "putTenant" | "putPool" | "createEnvironment" | "changeEnvironment">;

function withoutFlushing(): Writing {
  const { database } = valueOf(openDatabase(directory));
  database.exec("PRAGMA synchronous = OFF");
  const engine = sqliteEngine(database);
  const group = new GroupCommit(
    (calls) => runBatch(engine, calls),
    () => undefined,
  );
  return verbs((call) => group.submit(call));
}

/** Large enough that the log is written back into the database several times. */
const description = "x".repeat(4000);

async function write(store: Writing, writer: number): Promise<never> {
  for (let count = 1; ; count++) {
    const id = `${writer}-${count}`;
    const created = newEnvironment({ id, claims: [{ resource: "pool/a", quantity: 1 }] });
    const design = { ...created.record.design, description };
    valueOf(await store.createEnvironment({ ...created, record: { ...created.record, design } }));
    sayLine(`created ${id}`);
    await store.changeEnvironment({ id, tenant: "acme", at: MADE, state: "ready" });
    sayLine(`changed ${id}`);
  }
}

const store: Writing =
  flushing === "off" ? withoutFlushing() : valueOf(await openStore({ dataDirectory: directory }));
await prepareStore(store, { "pool/a": 1_000_000 });
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(store, writer)));
