import { expect, it, vi } from "vitest";
import { browserFiles } from "./browser-files.ts";
import { browserHost } from "./browser.ts";
import { fileIdentities } from "./file-identities.ts";
import type { FilePickers } from "./file-pickers.ts";
import type { Host } from "./host.ts";
import type { Shelf } from "./storage.ts";
import { fakeChannel, fakeDisk, memoryShelf, type FakeDisk } from "./test-browser.ts";

interface Made {
  readonly host: Host;
  readonly disk: FakeDisk;
  readonly look: () => Promise<void>;
}

function hostWith(
  parts: { pickers?: Partial<FilePickers>; shelf?: Shelf; disk?: FakeDisk } = {},
): Made {
  const { shelf = memoryShelf(), disk = fakeDisk() } = parts;
  const pickers: FilePickers = { ...disk.pickers, ...parts.pickers };
  const files = browserFiles({
    pickers,
    identities: fileIdentities(shelf),
    channel: disk.channel(),
  });
  const now = (): string => "2026-01-01T00:00:00.000Z";
  return {
    disk,
    look: () => files.look(),
    host: browserHost({ files, keepsPaths: true, shelf, now }),
  };
}

const draft = { id: "d1", name: "lab", path: null, text: "{}" };

it("gives drafts back until they are discarded", async () => {
  const { host } = hostWith();
  await host.saveDraft(draft);
  expect(await host.recoverDrafts()).toEqual([{ ...draft, savedAt: "2026-01-01T00:00:00.000Z" }]);
  await host.discardDraft("d1");
  expect(await host.recoverDrafts()).toEqual([]);
});

it("remembers settings, and starts anew from damaged ones", async () => {
  const shelf = memoryShelf();
  const { host } = hostWith({ shelf });
  await Promise.all([
    host.changeSettings({ colorScheme: "dark" }),
    host.changeSettings({ panels: { "palette.size": 300 } }),
  ]);
  expect(await host.settings()).toMatchObject({
    colorScheme: "dark",
    panels: { "palette.size": 300 },
  });
  await shelf.put([["settings", { colorScheme: 7 }]]);
  expect((await host.settings()).colorScheme).toBe("auto");
});

it("tells of a failed save as a fault with its reason", async () => {
  const { host } = hostWith({
    pickers: { save: () => Promise.reject(new Error("no space left")) },
  });
  const saved = await host.saveFile({ path: null, suggestedName: "lab.json", text: "{}" });
  expect(saved).toMatchObject({
    ok: false,
    error: { code: "file-write-failed", parameters: { detail: "no space left" } },
  });
});

it("takes a closed dialog for a cancel, not for a failure", async () => {
  const { host } = hostWith({ pickers: { open: () => Promise.resolve(null) } });
  expect(await host.openFile()).toEqual({ ok: true, value: null });
});

it("keeps two files of one name apart, also in another session", async () => {
  const shelf = memoryShelf();
  const { host, disk } = hostWith({ shelf });
  const paths: string[] = [];
  for (const folder of ["a", "b", "a"]) {
    disk.write(`${folder}/lab.json`, folder);
    disk.choose(`${folder}/lab.json`);
    const opened = await host.openFile();
    if (opened.ok && opened.value !== null) paths.push(opened.value.path);
  }
  expect(paths).toEqual(["lab.json", "lab.json (2)", "lab.json"]);
  await host.saveFile({ path: "lab.json (2)", suggestedName: "x", text: "new b" });
  expect([disk.read("a/lab.json"), disk.read("b/lab.json")]).toEqual(["a", "new b"]);
  const later = hostWith({ shelf, disk }).host;
  expect(await later.openRecent("lab.json (2)")).toMatchObject({
    ok: true,
    value: { path: "lab.json (2)", text: "new b" },
  });
});

it("remembers nothing of another program's lab, which is only read", async () => {
  const shelf = memoryShelf();
  const { host, disk, look } = hostWith({ shelf });
  const changed = vi.fn();
  host.onFileChange(changed);
  for (const folder of ["a", "b"]) {
    const text = `name: ${folder}\ntopology:\n  nodes:\n    r1: { kind: linux }\n`;
    disk.write(`${folder}/lab.clab.yml`, text);
    disk.choose(`${folder}/lab.clab.yml`);
    expect(await host.openFile()).toEqual({ ok: true, value: { path: "lab.clab.yml", text } });
  }
  disk.write("a/lab.clab.yml", "name: other");
  await look();
  expect(changed).not.toHaveBeenCalled();
  expect(await shelf.list("")).toEqual([]);
});

it("keeps them apart when two tabs open them at once", async () => {
  const shelf = memoryShelf();
  const identities = await Promise.all(
    ["a", "b"].map((digest) =>
      fileIdentities(shelf).identify({ name: "lab.json", handle: null, digest }),
    ),
  );
  expect(identities.map(({ path }) => path).toSorted()).toEqual(["lab.json", "lab.json (2)"]);
});

it("knows an uploaded file by what is in it, and downloads it under its own name", async () => {
  const download = vi.fn();
  const { host, disk } = hostWith({ pickers: { writes: false, download } });
  const upload = async (text: string): Promise<string> => {
    disk.write("lab.json", text);
    disk.choose("lab.json", { handle: false });
    const opened = await host.openFile();
    return opened.ok ? (opened.value?.path ?? "") : "";
  };
  expect(await upload("one")).toBe("lab.json");
  expect(await upload("two")).toBe("lab.json (2)");
  await host.saveFile({ path: "lab.json (2)", suggestedName: "x.json", text: "three" });
  expect(download).toHaveBeenCalledWith("lab.json", expect.any(Blob));
  expect(await upload("three")).toBe("lab.json (2)");
  expect(await upload("one")).toBe("lab.json");
});

it("does not write over what another program wrote before it was read", async () => {
  const { host, disk, look } = hostWith();
  const changed = vi.fn();
  host.onFileChange(changed);
  disk.write("lab.json", "one");
  disk.choose("lab.json");
  await host.openFile();
  disk.write("lab.json", "theirs");
  await look();
  await look();
  expect(changed.mock.calls).toEqual([
    [{ path: "lab.json", file: { path: "lab.json", text: "theirs" }, moment: 1 }],
  ]);
  const mine = { path: "lab.json", suggestedName: "x", text: "mine" };
  expect(await host.saveFile(mine)).toMatchObject({ ok: false, error: { code: "file-changed" } });
  expect(disk.read("lab.json")).toBe("theirs");
  await host.openRecent("lab.json");
  expect(await host.saveFile(mine)).toMatchObject({ ok: true });
  expect(disk.read("lab.json")).toBe("mine");
  disk.remove("lab.json");
  await look();
  expect(changed).toHaveBeenLastCalledWith({ path: "lab.json", file: null, moment: 3 });
});

it("tells another tab what this one saved", async () => {
  const disk = fakeDisk(fakeChannel());
  const shelf = memoryShelf();
  const [one, two] = [hostWith({ disk, shelf }).host, hostWith({ disk, shelf }).host];
  disk.write("lab.json", "one");
  disk.choose("lab.json");
  await one.openFile();
  await two.openFile();
  const changed = vi.fn();
  two.onFileChange(changed);
  await one.saveFile({ path: "lab.json", suggestedName: "x", text: "two" });
  expect(changed).toHaveBeenCalledWith({
    path: "lab.json",
    file: { path: "lab.json", text: "two" },
    moment: 1,
  });
});

it("never saves over a damaged file", async () => {
  const { host, disk } = hostWith();
  disk.write("lab.json", new Uint8Array([0x7b, 0xff, 0xfe]));
  disk.choose("lab.json");
  expect(await host.openFile()).toMatchObject({ ok: true, value: { damaged: true } });
  const saved = await host.saveFile({
    path: null,
    suggestedName: "lab.json",
    text: "{}",
    protect: "lab.json",
  });
  expect(saved).toMatchObject({ ok: false, error: { code: "file-is-damaged" } });
  expect(disk.bytes("lab.json")).toEqual(new Uint8Array([0x7b, 0xff, 0xfe]));
});

it("a tab that dies at any byte of a save leaves the old file", async () => {
  const { host, disk } = hostWith();
  disk.write("lab.json", "the old text");
  disk.choose("lab.json");
  await host.openFile();
  const text = "the new text, which is longer";
  for (let byte = 0; byte < text.length; byte++) {
    disk.failAfter(byte);
    const saved = await host.saveFile({ path: "lab.json", suggestedName: "x", text });
    expect(saved.ok).toBe(false);
    expect(disk.read("lab.json")).toBe("the old text");
  }
  disk.failAfter(null);
  await host.saveFile({ path: "lab.json", suggestedName: "x", text });
  expect(disk.read("lab.json")).toBe(text);
});

it("keeps versions, lists them without their data and moves them to another file", async () => {
  const { host } = hostWith();
  const version = {
    id: "v1",
    keptAt: "2026-01-01T00:00:00.000Z",
    reason: "saved",
    name: "lab",
    summary: "Added web",
    digest: "d",
    bytes: 3,
  } as const;
  await host.keepVersion({ file: "doc:1", version, data: new Uint8Array([1, 2, 3]) });
  expect(await host.listVersions("doc:1")).toEqual([version]);
  await host.moveVersions({ from: "doc:1", to: "lab.json" });
  expect(await host.listVersions("doc:1")).toEqual([]);
  expect(await host.readVersion({ file: "lab.json", id: "v1" })).toEqual(new Uint8Array([1, 2, 3]));
  await host.removeVersions({ file: "lab.json", ids: ["v1"] });
  expect(await host.readVersion({ file: "lab.json", id: "v1" })).toBeNull();
});
