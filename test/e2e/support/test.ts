import { test as base } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, type PostgresServer } from "../../support/postgres.ts";
import { openInBrowser } from "./browser.ts";
import { openDesktop } from "./desktop.ts";
import type { Labwright } from "./labwright.ts";

interface Fixtures {
  /** A temporary folder, removed afterwards. */
  readonly folder: string;
  readonly labwright: Labwright;
}

interface WorkerFixtures {
  /** For the desktop app, where it runs by an Electron whose Node has no SQLite; null in the browser. */
  readonly postgres: PostgresServer | null;
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
  // oxlint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "labwright-e2e-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  labwright: async ({ folder, browser, postgres }, use) => {
    const data = join(folder, "data");
    const opened = await (postgres === null
      ? openInBrowser(browser, data)
      : openDesktop({
          data,
          user: join(folder, "user"),
          environment: { LABWRIGHT_DATABASE: await postgres.createDatabase() },
        }));
    await use(opened);
    await opened.close();
  },
});

export { expect } from "@playwright/test";
