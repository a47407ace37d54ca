import { threadCpuUsage } from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import { allAtOnce } from "../../../shared/base/steps.ts";
import { place } from "../../../shared/placement/place.ts";
import { practise } from "../../../shared/placement/practise.ts";
import { plainCatalogue } from "../../support/pools.ts";
import { readPtop, readTop } from "./assign-format.ts";

/** In a thread of its own, where nothing is compiled: practises as the window and the daemon do, and then asks once. */
const { top, ptop } = workerData as { readonly top: string; readonly ptop: string };
const request = {
  design: readTop(top),
  pool: readPtop(ptop),
  catalogue: plainCatalogue(),
  window: { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" },
  held: [],
};
allAtOnce(practise());
const [start, used] = [performance.now(), threadCpuUsage()];
place(request);
const { user, system } = threadCpuUsage(used);
const took = { wall: performance.now() - start, processor: (user + system) / 1000 };
parentPort?.postMessage(took, []);
