import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { simulatedFaultsSchema } from "../../../../shared/protocol/connection.ts";
import { isMissing } from "../../../node/if-there.ts";

/** One thing in the lab. Times are milliseconds of the epoch; what lies ahead has been ordered but not done. */
export const labItemSchema = z.object({
  /** The lab's own name for it: like a cloud, it would make two of the same if it were asked twice. */
  serial: z.int(),
  type: z.enum(["environment", "network", "volume", "instance"]),
  /** The stamp: whose it is and what for. */
  managementId: z.string(),
  id: z.string(),
  /** Exists from then on. */
  readyAt: z.number(),
  /** Is gone from then on; null while nobody asked for that. */
  goneAt: z.number().nullable(),
  host: z.string(),
  memoryMiB: z.number(),
  cores: z.number(),
  /** Which making of its id a machine is. */
  generation: z.int().default(1),
  /** Disk, interfaces and volumes of a machine, capacity of a volume, as a text to compare; null: as desired. */
  shape: z.string().nullable().default(null),
  /** People outside use what it serves. One from before this was told apart says no, and is never told apart. */
  visited: z.boolean().default(false),
  /** Runs from then on; null while switched off. */
  runningAt: z.number().nullable(),
  /** Switched off for good, so that its host has its memory for others. */
  parked: z.boolean().default(false),
  configuredAt: z.number().nullable(),
  /** What it was told then, as a text to compare; null: what is desired. */
  configuredAs: z.string().nullable().default(null),
  installed: z.record(z.string(), z.number()),
  started: z.record(z.string(), z.number()),
});
export type LabItem = z.infer<typeof labItemSchema>;

/** What became of the lab, one change a line. */
const entrySchema = z.union([
  z.object({ put: labItemSchema }),
  z.object({ drop: z.int() }),
  z.object({ faults: simulatedFaultsSchema }),
  /** Two live things with one stamp: somebody asked twice. Kept for ever, for the tests to find. */
  z.object({ double: z.string() }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;

/** Everything a lab remembers. */
export interface LabState {
  readonly items: Map<number, LabItem>;
  faults: z.infer<typeof simulatedFaultsSchema>;
  readonly doubles: string[];
}

export interface Journal {
  readonly state: LabState;
  append(entry: JournalEntry): void;
}

/**
 * The lab's own memory, apart from the daemon's: it outlives a killed daemon as a real lab would, which is
 * what makes a leak or a double visible. Every change is written before it is answered for.
 */
export function openJournal(file: string): Journal {
  const state = readJournal(file);
  rewrite(file, state);
  return {
    state,
    append(entry) {
      apply(state, entry);
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
    },
  };
}

/** What the file says by now; it may be another's, who goes on writing. */
export function readJournal(file: string): LabState {
  const state: LabState = {
    items: new Map(),
    faults: simulatedFaultsSchema.parse({}),
    doubles: [],
  };
  for (const entry of readEntries(file)) apply(state, entry);
  return state;
}

function apply(state: LabState, entry: JournalEntry): void {
  if ("put" in entry) state.items.set(entry.put.serial, entry.put);
  else if ("drop" in entry) state.items.delete(entry.drop);
  else if ("faults" in entry) state.faults = entry.faults;
  else state.doubles.push(entry.double);
}

function readEntries(file: string): readonly JournalEntry[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  // A line cut off by a kill was never answered for.
  return text.split("\n").flatMap((line) => {
    const parsed = entrySchema.safeParse(parseLine(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Starts the file anew with what is still true, so that it does not grow for ever. */
function rewrite(file: string, state: LabState): void {
  const entries: JournalEntry[] = [
    ...[...state.items.values()].map((put) => ({ put })),
    ...state.doubles.map((double) => ({ double })),
    { faults: state.faults },
  ];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  renameSync(`${file}.new`, file);
}
