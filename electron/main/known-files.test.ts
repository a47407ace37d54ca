import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { FileChange } from "../../shared/protocol/desktop-bridge.ts";
import { readTextLeniently } from "../node/text-file.ts";
import { watchKnownFiles, type KnownFiles } from "./known-files.ts";

let folder = "";
let path = "";
let known: KnownFiles;
const told = vi.fn((_window: number, _change: FileChange) => {});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-known-"));
  path = join(folder, "a.json");
  await writeFile(path, "one");
  told.mockClear();
  known = watchKnownFiles(readTextLeniently, told);
  known.learn(1, { path, text: "one" });
  known.learn(2, { path, text: "one" });
  // Learning looks at once: what the tests write comes after it.
  await known.look(path);
});
afterEach(async () => {
  known.forgetWindow(1);
  known.forgetWindow(2);
  await rm(folder, { recursive: true, force: true });
});

it("tells every window but the one that wrote, once", async () => {
  await writeFile(path, "two");
  known.learn(1, { path, text: "two" });
  await known.look(path);
  await known.look(path);
  expect(told.mock.calls).toEqual([[2, { path, file: { path, text: "two" }, moment: 3 }]]);
  expect(known.isAsKnown(1, { path, text: "two" })).toBe(true);
  expect(known.isAsKnown(2, { path, text: "two" })).toBe(false);
});

it("notices by itself what another program writes, and when the file is gone", async () => {
  await writeFile(path, "by another program");
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2), { timeout: 15_000 });
  await rm(path);
  await vi.waitFor(
    () => expect(told).toHaveBeenLastCalledWith(2, { path, file: null, moment: 2 }),
    {
      timeout: 15_000,
    },
  );
});

it("says nothing of a file that no window shows any more, nor of one only touched", async () => {
  await writeFile(path, await readFile(path));
  await known.look(path);
  known.forget(1, path);
  known.forget(2, path);
  await writeFile(path, "two");
  await known.look(path);
  expect(told).not.toHaveBeenCalled();
});

it("a look that began before the file went away does not bring it back", async () => {
  const reads: (() => void)[] = [];
  const slow = watchKnownFiles(async (asked) => {
    const found = await readTextLeniently(asked);
    // Only the first read is slow: it has the text, and is answered after the file is gone.
    if (reads.length === 0) await new Promise<void>((resolve) => reads.push(resolve));
    return found;
  }, told);
  slow.learn(1, { path, text: "one" });
  const first = slow.look(path);
  await vi.waitFor(() => expect(reads).toHaveLength(1));
  await rm(path);
  const second = slow.look(path);
  await Promise.race([second, delay(100)]);
  reads[0]?.();
  await Promise.all([first, second]);
  expect(told).toHaveBeenLastCalledWith(1, { path, file: null, moment: 1 });
  slow.forgetWindow(1);
});

it("what is read while a window writes is not told as news", async () => {
  let release = (): void => {};
  let reads = 0;
  const slow = watchKnownFiles(async (asked) => {
    const found = await readTextLeniently(asked);
    if (++reads === 1) await new Promise<void>((resolve) => (release = resolve));
    return found;
  }, told);
  slow.learn(1, { path, text: "one" });
  const look = slow.look(path);
  await vi.waitFor(() => expect(reads).toBe(1));
  await writeFile(path, "mine");
  slow.learn(1, { path, text: "mine" });
  release();
  await look;
  expect(told).not.toHaveBeenCalled();
  slow.forgetWindow(1);
});

it("what happens between reading a file and knowing it is told", async () => {
  const file = { path, text: "one" };
  await rm(path);
  await known.look(path);
  // Window 1 had read it before it went; nothing happens to the file any more.
  expect(known.learn(1, file)).toBe(3);
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(3));
  expect(told).toHaveBeenLastCalledWith(1, { path, file: null, moment: 3 });
});
