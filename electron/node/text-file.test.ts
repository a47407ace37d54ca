import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTextFile } from "./text-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-text-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function codeOf(path: string): Promise<string> {
  const read = await readTextFile(path);
  return read.ok ? "read" : read.error.code;
}

describe("reading a design's text", () => {
  it("gives it as it is, byte order mark and all", async () => {
    const path = join(folder, "a.json");
    await writeFile(path, '\uFEFF{ "ü": 1 }\r\n');
    expect(await readTextFile(path)).toEqual({ ok: true, value: '\uFEFF{ "ü": 1 }\r\n' });
  });

  it("refuses a huge file by its size alone", async () => {
    const path = join(folder, "huge.json");
    await writeFile(path, "");
    // A terabyte of nothing: reading it would not end.
    await truncate(path, 2 ** 40);
    expect(await codeOf(path)).toBe("file-too-large");
  });

  it("says what else is wrong", async () => {
    const binary = join(folder, "binary.json");
    await writeFile(binary, Buffer.from([0xff, 0xfe, 0x00]));
    expect(await codeOf(binary)).toBe("file-not-json");
    expect(await codeOf(join(folder, "none.json"))).toBe("file-not-found");
    expect(await codeOf(folder)).toBe("file-unreadable");
    expect(await codeOf("/dev/zero")).toBe("file-unreadable");
  });
});
