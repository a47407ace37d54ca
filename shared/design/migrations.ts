/** A design as JSON before its schema has looked at it. */
export type RawDesign = Readonly<Record<string, unknown>>;

/** Turns a design of one format version into the next; must keep fields it does not know. */
export interface Migration {
  /** The version it reads; it gives `from + 1`. */
  readonly from: number;
  /** One sentence for the release notes: what changed. */
  readonly change: string;
  migrate(raw: RawDesign): RawDesign;
}

/**
 * Every step from version 1 to DESIGN_VERSION, in order. Version 1 is the first, so there is none yet.
 * To change the format: raise DESIGN_VERSION, add the step here and an old file to test/golden/design.
 */
export const MIGRATIONS: readonly Migration[] = [];

/** Takes a raw design of version `from` to `to`, step by step. A missing step is a bug and throws. */
export function migrate(
  raw: RawDesign,
  from: number,
  to: number,
  migrations: readonly Migration[],
): RawDesign {
  let design = raw;
  for (let version = from; version < to; version++) {
    const step = migrations.find((migration) => migration.from === version);
    if (step === undefined) throw new Error(`No migration from design version ${version}`);
    design = { ...step.migrate(design), version: version + 1 };
  }
  return design;
}
