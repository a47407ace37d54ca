import type { TestProject } from "vitest/node";
import { postgresObstacle, startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the one server, or null where there can be none. */
    readonly postgres: string | null;
  }
}

/** Before the first file of a run: making a server takes longer than most tests do. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = postgresObstacle() === null ? await startPostgres() : null;
  project.provide("postgres", server?.url ?? null);
  return async () => server?.stop();
}
