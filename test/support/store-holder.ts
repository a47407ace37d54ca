import { openStore } from "../../electron/daemon/store/index.ts";

// A process that holds a store open and leads, until it is killed: `node store-holder.ts DIRECTORY [DATABASE]`.
const [dataDirectory = "", database] = process.argv.slice(2);
const opened = await openStore({ dataDirectory, database });
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
console.log(`holding, leading ${await opened.value.acquireLeadership()}`);
// Reading keeps the process, which its connections alone may not.
process.stdin.resume();
