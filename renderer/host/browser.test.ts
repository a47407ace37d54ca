import { expect, it } from "vitest";
import { browserHost, type FileDialogs } from "./browser.ts";
import type { Host } from "./host.ts";
import type { Shelf } from "./storage.ts";

function memoryShelf(): Shelf & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: (key) => Promise.resolve(kept.get(key)),
    put: (key, value) => {
      kept.set(key, structuredClone(value));
      return Promise.resolve();
    },
    remove: (key) => {
      kept.delete(key);
      return Promise.resolve();
    },
    list: (prefix) =>
      Promise.resolve([...kept].filter(([key]) => key.startsWith(prefix)).map(([, v]) => v)),
  };
}

function hostWith(files: Partial<FileDialogs>, shelf: Shelf = memoryShelf()): Host {
  const cancelled = (): Promise<null> => Promise.resolve(null);
  return browserHost(
    { open: cancelled, save: cancelled, ...files },
    shelf,
    () => "2026-01-01T00:00:00.000Z",
  );
}

const draft = { id: "d1", name: "lab", path: null, text: "{}" };

it("gives drafts back until they are discarded", async () => {
  const host = hostWith({});
  await host.saveDraft(draft);
  expect(await host.recoverDrafts()).toEqual([{ ...draft, savedAt: "2026-01-01T00:00:00.000Z" }]);
  await host.discardDraft("d1");
  expect(await host.recoverDrafts()).toEqual([]);
});

it("remembers settings, and starts anew from damaged ones", async () => {
  const shelf = memoryShelf();
  const host = hostWith({}, shelf);
  await host.changeSettings({ colorScheme: "dark" });
  await host.changeSettings({ panels: { "palette.size": 300 } });
  expect(await host.settings()).toMatchObject({
    colorScheme: "dark",
    panels: { "palette.size": 300 },
  });
  shelf.kept.set("settings", { colorScheme: 7 });
  expect((await host.settings()).colorScheme).toBe("auto");
});

it("tells of a failed save as a fault with its reason", async () => {
  const host = hostWith({ save: () => Promise.reject(new Error("no space left")) });
  const saved = await host.saveFile({ path: null, suggestedName: "lab.json", text: "{}" });
  expect(saved).toMatchObject({
    ok: false,
    error: { code: "file-write-failed", parameters: { detail: "no space left" } },
  });
});

it("takes a closed dialog for a cancel, not for a failure", async () => {
  expect(await hostWith({}).openFile()).toEqual({ ok: true, value: null });
});
