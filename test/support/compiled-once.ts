import { fileURLToPath } from "node:url";

/**
 * In each test process: programs that tests start keep what Node compiled of them, and the next one starts in three
 * quarters of the time. The test process itself does not: Vitest loads its files by other names in each run.
 */
process.env["NODE_COMPILE_CACHE"] = fileURLToPath(
  new URL("../../node_modules/.cache/node", import.meta.url),
);
