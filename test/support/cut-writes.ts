import fs from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

// Stands between Node and the disk of this test and stops a write where it is told to. A call that is
// stopped never returns, so that the disk is left as by a program that was killed at that moment. Must be
// imported before what writes: libraries keep the functions that they find.

type Step = "write" | "fsync" | "rename" | "folder";
type Callback = (error: NodeJS.ErrnoException | null, ...values: unknown[]) => void;

interface Armed {
  readonly bytes: number;
  readonly step: Step | null;
  readonly fails: boolean;
  readonly stopped: () => void;
}

let armed: Armed | null = null;
let steps: Step[] = [];
let written = 0;

const real = { write: fs.write, fsync: fs.fsync, rename: fs.rename };

/** True when the call must not go on. */
function stops(step: Step): boolean {
  steps.push(step);
  if (armed?.step !== step) return false;
  armed.stopped();
  return true;
}

function write(
  descriptor: number,
  buffer: Buffer,
  offset: number,
  length: number,
  ...rest: unknown[]
): void {
  const callback = rest.at(-1) as Callback;
  steps.push("write");
  const room = armed === null || armed.step !== null ? length : armed.bytes - written;
  const part = Math.max(0, Math.min(length, room));
  fs.writeSync(descriptor, buffer, offset, part);
  written += part;
  // A cut right behind the last byte is one too.
  if (armed !== null && armed.step === null && !armed.fails && written >= armed.bytes)
    armed.stopped();
  else if (part < length)
    callback(Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC" }));
  else callback(null, part, buffer);
}

Object.assign(fs, {
  write,
  fsync: (descriptor: number, callback: Callback) => {
    if (!stops("fsync")) real.fsync(descriptor, callback);
  },
  rename: (from: string, to: string, callback: Callback) => {
    if (!stops("rename")) real.rename(from, to, callback);
  },
});

// The folder is flushed by its handle.
const probe = await open(".", "r");
const handles = Object.getPrototypeOf(probe) as { sync: FileHandle["sync"] };
await probe.close();
const realSync = handles.sync;
/** Nobody closes these, as they are stopped: the collector would, which Node deprecates. */
const stopped: FileHandle[] = [];
handles.sync = function sync(this: FileHandle) {
  if (!stops("folder")) return realSync.call(this);
  stopped.push(this);
  return new Promise<void>(() => {});
};

function arm(settings: Omit<Armed, "stopped">): Promise<void> {
  steps = [];
  written = 0;
  return new Promise((resolve) => {
    armed = { ...settings, stopped: resolve };
  });
}

export const cutter = {
  /** Resolves when a write has been stopped behind that byte. */
  stopAfterBytes: (bytes: number): Promise<void> => arm({ bytes, step: null, fails: false }),
  /** Resolves when that step was about to be made. */
  stopBefore: (step: Exclude<Step, "write">): Promise<void> =>
    arm({ bytes: 0, step, fails: false }),
  /** From that byte on the disk is full. */
  failAfterBytes(bytes: number): void {
    void arm({ bytes, step: null, fails: true });
  },
  /** The steps as they are made from now on. */
  watch(): Step[] & string[] {
    armed = null;
    steps = [];
    written = 0;
    return steps;
  },
  bytes: (): number => written,
  disarm(): void {
    armed = null;
    for (const handle of stopped.splice(0)) void handle.close();
  },
};
