import { beforeEach, expect, it } from "vitest";
import { emptyDesign, type Design } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { printDesign } from "../../shared/design/print.ts";
import { browserVersions } from "../host/browser-versions.ts";
import { memoryShelf } from "../host/test-browser.ts";
import { keepVersion, listVersions, readVersion } from "./versions.ts";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-21T12:00:00Z");
const FILE = "/lab.json";
let keeper = browserVersions(memoryShelf());
beforeEach(() => {
  keeper = browserVersions(memoryShelf());
});

function named(...names: string[]): Design {
  return applyEdits(
    emptyDesign("lab"),
    names.map((name) => ({
      type: "put-node",
      id: name,
      node: { kind: "machine", name, count: 1, position: { x: 0, y: 0 }, properties: {} },
    })),
  );
}

it("keeps what changed with words for it, newest first, and gives each back", async () => {
  const [first, second] = [named("web"), named("web", "db")];
  await keepVersion(keeper, { history: FILE, design: first, reason: "opened", now: NOW });
  await keepVersion(keeper, { history: FILE, design: second, reason: "saved", now: NOW + 1 });
  const versions = await listVersions(keeper, FILE);
  expect(versions.map(({ reason, summary }) => [reason, summary])).toEqual([
    ["saved", "Added db"],
    ["opened", "1 node, 0 links"],
  ]);
  expect(await readVersion(keeper, FILE, versions[1]!)).toEqual({ ok: true, value: first });
});

it("keeps the same design once, and remembers that it was saved", async () => {
  const design = named("web");
  for (const reason of ["autosave", "autosave", "saved", "autosave", "saved"] as const)
    await keepVersion(keeper, { history: FILE, design, reason, now: NOW });
  expect((await listVersions(keeper, FILE)).map(({ reason }) => reason)).toEqual(["saved"]);
});

it("keeps the text of the file where it is known, and what is saved of the same text is no other version", async () => {
  const design = named("web");
  const text = printDesign(design);
  await keepVersion(keeper, { history: FILE, design, text, reason: "opened", now: NOW });
  await keepVersion(keeper, { history: FILE, design, reason: "saved", now: NOW + 1 });
  const [version, ...others] = await listVersions(keeper, FILE);
  expect(others).toEqual([]);
  expect(await readVersion(keeper, FILE, version!)).toEqual({ ok: true, value: design });
});

it("thins out what is old", async () => {
  for (let hour = 0; hour < 24 * 20; hour++)
    await keepVersion(keeper, {
      history: FILE,
      design: named(`web-${hour}`),
      reason: "autosave",
      now: NOW + hour * HOUR,
    });
  const { length } = await listVersions(keeper, FILE);
  expect(length).toBeGreaterThan(60);
  expect(length).toBeLessThan(150);
});

it("refuses a version that was damaged on the disk", async () => {
  await keepVersion(keeper, { history: FILE, design: named("web"), reason: "saved", now: NOW });
  const [version] = await listVersions(keeper, FILE);
  const data = (await keeper.readVersion({ file: FILE, id: version!.id }))!;
  for (const damaged of [data.slice(0, -5), new Uint8Array(3)]) {
    await keeper.keepVersion({ file: FILE, version: version!, data: damaged });
    expect(await readVersion(keeper, FILE, version!)).toMatchObject({
      ok: false,
      error: { code: "version-damaged" },
    });
  }
});
