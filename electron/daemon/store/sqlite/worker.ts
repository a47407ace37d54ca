import { parentPort, workerData } from "node:worker_threads";
import { runBatch } from "../batch.ts";
import { GroupCommit, storeFailed } from "../group-commit.ts";
import { openDatabase, type OpenDatabase } from "./database.ts";
import { sqliteEngine } from "./engine.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** The thread that owns the database file: its calls block, and the daemon's thread must not. */
function main(): void {
  try {
    const opened = openDatabase((workerData as { directory: string }).directory);
    if (opened.ok) serve(opened.value);
    else post({ type: "refused", fault: opened.error });
  } catch (error) {
    post({ type: "refused", fault: storeFailed(error).fault });
  }
}

function serve(open: OpenDatabase): void {
  const engine = sqliteEngine(open.database);
  const group = new GroupCommit(
    (calls) => runBatch(engine, calls),
    (sequence) => post({ type: "sequence", sequence }),
  );
  parentPort?.on("message", (message: ToWorker) => {
    if (message.type === "close") void close(group, open);
    else void answer(group, message);
  });
  post({ type: "opened" });
}

async function answer(
  group: GroupCommit,
  { id, call }: Extract<ToWorker, { type: "call" }>,
): Promise<void> {
  try {
    post({ type: "outcome", id, outcome: await group.submit(call) });
  } catch (error) {
    post({ type: "failed", id, fault: storeFailed(error).fault });
  }
}

async function close(group: GroupCommit, open: OpenDatabase): Promise<void> {
  await group.idle();
  open.close();
  post({ type: "closed" });
  parentPort?.close();
}

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

main();
