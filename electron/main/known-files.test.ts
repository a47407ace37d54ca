import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  expect(told.mock.calls).toEqual([[2, { path, file: { path, text: "two" } }]]);
  expect(known.isAsKnown(1, { path, text: "two" })).toBe(true);
  expect(known.isAsKnown(2, { path, text: "two" })).toBe(false);
});

it("notices by itself what another program writes, and when the file is gone", async () => {
  await writeFile(path, "by another program");
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2), { timeout: 15_000 });
  await rm(path);
  await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith(2, { path, file: null }), {
    timeout: 15_000,
  });
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
