import { sayLine } from "./say-line.ts";
import { openStore } from "../../electron/daemon/store/index.ts";
import { newEnvironment, prepareStore, valueOf } from "./store-fixtures.ts";
import { reportRequests, usageTime } from "./usage-events.ts";

// Reports usage from a number on until it is killed, and says how far after each acknowledged report; rolls up what
// is older than a few reports as it goes: `node usage-writer.ts DIRECTORY FIRST`.
const [directory = "", first = "1"] = process.argv.slice(2);
const BATCH = 40;
const ROLL_UP_EVERY = 4;

const store = valueOf(await openStore({ dataDirectory: directory }));
await prepareStore(store, {});
await store.createEnvironment(newEnvironment({ id: "lab" }));
for (let [from, round] = [Number(first), 0]; ; from += BATCH, round++) {
  // Two at a time, and a part of the one before again, as from a producer that is not sure of its answers.
  await Promise.all([
    reportRequests(store, Math.max(1, from - BATCH), from),
    reportRequests(store, from, from + BATCH),
  ]);
  sayLine(String(from + BATCH - 1));
  if (round % ROLL_UP_EVERY !== 0) continue;
  const old = usageTime(from - 3 * BATCH);
  await store.rollUpUsage("management-lab", { lab: old, reported: old }, []);
}
