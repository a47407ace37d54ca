import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeAtomically } from "./atomic-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-atomic-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("removes what killed saves of the same file left, and nothing else", async () => {
  const path = join(folder, "lab.json");
  const old = new Date("2026-01-01T00:00:00Z");
  const others = ["other.json.tmp-1234567890abcdef", "lab.json.tmp-notes", "lab.json.bak"];
  for (const name of ["lab.json.tmp-1234567890abcdef", ...others]) {
    await writeFile(join(folder, name), "half");
    await utimes(join(folder, name), old, old);
  }
  // A save of another program that goes on.
  await writeFile(join(folder, "lab.json.tmp-1234567891abcdef"), "half");
  expect(await writeAtomically(path, "whole")).toEqual({ ok: true, value: undefined });
  expect(await readFile(path, "utf8")).toBe("whole");
  expect((await readdir(folder)).toSorted()).toEqual(
    ["lab.json", "lab.json.tmp-1234567891abcdef", ...others].toSorted(),
  );
});

it("keeps bytes as they are", async () => {
  const path = join(folder, "picture.png");
  const bytes = new Uint8Array([0, 255, 10, 13, 128]);
  await writeAtomically(path, bytes);
  expect(new Uint8Array(await readFile(path))).toEqual(bytes);
});
