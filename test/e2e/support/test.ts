import { test as base } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, type PostgresServer } from "../../support/postgres.ts";
import { attachState } from "./attach-state.ts";
import { openInBrowser, shareDaemon, type SharedDaemon } from "./browser.ts";
import { openDesktop } from "./desktop.ts";
import type { Labwright } from "./labwright.ts";

interface Fixtures {
  /** A temporary folder, removed afterwards. */
  readonly folder: string;
  readonly labwright: Labwright;
  /** Whether the test changes anything in the lab; if it does not, it may have it after others that do not. */
  readonly changesLab: boolean;
}

interface WorkerFixtures {
  /** For the desktop app, where it runs by an Electron whose Node has no SQLite; null in the browser. */
  readonly postgres: PostgresServer | null;
  /** Started when a test that changes nothing in the lab first asks for it. */
  readonly unchangedLab: () => Promise<SharedDaemon>;
}

/** A test with a Labwright of its own, in the browser or on the desktop as the project says. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  postgres: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    async ({}, use, { project }) => {
      const server = project.name === "electron" ? await startPostgres() : null;
      await use(server);
      await server?.stop();
    },
    { scope: "worker" },
  ],
  unchangedLab: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "labwright-e2e-"));
      let shared: Promise<SharedDaemon> | undefined;
      await use(() => (shared ??= shareDaemon(join(folder, "data"))));
      await (await shared)?.stop();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  changesLab: [true, { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "labwright-e2e-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  labwright: async ({ folder, browser, postgres, changesLab, unchangedLab }, use, info) => {
    const data = join(folder, "data");
    const open = async (): Promise<Labwright> => {
      if (postgres !== null)
        return openDesktop({
          data,
          user: join(folder, "user"),
          environment: { LABWRIGHT_DATABASE: await postgres.createDatabase() },
        });
      return changesLab ? openInBrowser(browser, data) : (await unchangedLab()).open(browser);
    };
    const opened = await open();
    await use(opened);
    if (info.status !== info.expectedStatus) await attachState(opened, info);
    await opened.close();
  },
});

export { expect } from "@playwright/test";
