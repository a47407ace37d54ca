import { mkdtemp, readdir, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { KeptVersion } from "../../shared/design/versions.ts";
import { openVersions } from "./versions.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-versions-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FILE = "/home/me/../shop.labwright";

function version(id: string): KeptVersion {
  const keptAt = "2026-11-21T00:00:00.000Z";
  return { id, keptAt, reason: "saved", name: "shop", summary: "Added web", digest: "d", bytes: 3 };
}
const data = (text: string): Uint8Array => new TextEncoder().encode(text);

it("gives back what was kept, each file its own", async () => {
  const versions = openVersions(folder);
  expect(await versions.keep(FILE, version("v1"), data("one\ntwo"))).toMatchObject({ ok: true });
  await versions.keep("other", version("v1"), data("other"));
  expect(await openVersions(folder).list(FILE)).toEqual([version("v1")]);
  expect(await versions.read(FILE, "v1")).toEqual(data("one\ntwo"));
  await versions.remove(FILE, ["v1", "none"]);
  expect(await versions.list(FILE)).toEqual([]);
  expect(await versions.read(FILE, "v1")).toBeNull();
  expect(await versions.read("other", "v1")).toEqual(data("other"));
});

it("moves a history to the file that the design got", async () => {
  const versions = openVersions(folder);
  await versions.keep("doc:1", version("v1"), data("a"));
  await versions.keep(FILE, version("v2"), data("b"));
  await versions.move("doc:1", FILE);
  expect((await versions.list(FILE)).map(({ id }) => id).toSorted()).toEqual(["v1", "v2"]);
  expect(await versions.list("doc:1")).toEqual([]);
  await versions.move("doc:none", FILE);
});

it("shows nothing of damaged or foreign files", async () => {
  const versions = openVersions(folder);
  await versions.keep(FILE, version("v1"), data("a"));
  await versions.keep(FILE, version("v2"), data("b"));
  const [inner = ""] = await readdir(folder);
  await truncate(join(folder, inner, "v1.version"), 20);
  await writeFile(join(folder, inner, "readme.txt"), "no version");
  expect((await versions.list(FILE)).map(({ id }) => id)).toEqual(["v2"]);
  expect(await versions.read(FILE, "v1")).toBeNull();
});

it("says why it could not keep one", async () => {
  await writeFile(join(folder, "occupied"), "");
  const kept = openVersions(join(folder, "occupied")).keep(FILE, version("v1"), data("a"));
  await expect(kept).resolves.toMatchObject({ ok: false, error: { code: "file-write-failed" } });
});

it("lets the longest untouched histories go when all take too much", async () => {
  const versions = openVersions(folder);
  await versions.keep("old", version("v1"), new Uint8Array(5000));
  const [old = ""] = await readdir(folder);
  await utimes(join(folder, old, "v1.version"), 1, 1);
  await versions.keep("new", version("v1"), new Uint8Array(5000));
  await versions.tidy(8000);
  expect(await versions.list("old")).toEqual([]);
  expect(await versions.list("new")).toHaveLength(1);
});
