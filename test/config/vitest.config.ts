import { defineConfig } from "vitest/config";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Node runs it as it stands, with no Vite between, and what keeps nothing between files is not loaded anew for each:
 * half of the processor time.
 */
const asItStands = { isolate: false, experimental: { viteModuleRunner: false } };

/** What a test process is told before its files. */
const compiledOnce = "test/support/compiled-once.ts";
const prepared = [
  compiledOnce,
  "test/support/deprecated-throws.ts",
  "test/support/shipped-store.ts",
];

/**
 * Unit tests that put a module in the place of another, show what is drawn (JSX) or need a window that nobody used:
 * with Vite between, each by itself.
 */
const WITH_VITE = [
  "electron/main/gateway.test.ts",
  "renderer/commands/changed-files.test.ts",
  "renderer/components/operations.test.ts",
  "renderer/formats/in-worker.test.ts",
  "renderer/lab/lab.test.ts",
  "renderer/live/cache.test.ts",
  "renderer/live/overlay.test.ts",
  "renderer/live/presence.test.ts",
  "renderer/money/money.test.ts",
  "renderer/prices/{draft-session,kept-draft,open-draft}.test.ts",
  "renderer/store/analysis-ahead.test.ts",
];

/** The groups of test/run.mjs that Vitest runs; each is a project of its own. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{shared,electron,renderer}/**/*.test.ts"],
          exclude: WITH_VITE,
          testTimeout: 20_000,
          ...asItStands,
        },
      },
      {
        test: {
          // Of the group unit, too.
          name: "unit-vite",
          include: WITH_VITE,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "property",
          include: ["test/property/**/*.test.ts"],
          globalSetup: ["test/support/postgres-for-all.ts", "test/support/shipped-daemon.ts"],
          setupFiles: prepared,
          testTimeout: 60_000,
          ...asItStands,
        },
      },
      {
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          globalSetup: ["test/support/postgres-for-all.ts", "test/support/shipped-daemon.ts"],
          setupFiles: prepared,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...asItStands,
        },
      },
      {
        test: {
          name: "golden",
          include: ["test/golden/**/*.test.ts"],
          testTimeout: 30_000,
          ...asItStands,
        },
      },
      {
        test: {
          name: "chaos",
          include: ["test/chaos/**/*.test.ts"],
          globalSetup: "test/support/shipped-daemon.ts",
          setupFiles: compiledOnce,
          testTimeout: 3_600_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          ...asItStands,
        },
      },
      {
        test: {
          name: "lab",
          include: ["test/lab/**/*.test.ts"],
          globalSetup: "test/support/shipped-daemon.ts",
          setupFiles: compiledOnce,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          ...asItStands,
        },
      },
    ],
  },
});
