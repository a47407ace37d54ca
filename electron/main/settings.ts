import type { Rectangle } from "electron";
import Store from "electron-store";
import { z } from "zod";
import type { DesktopSettings } from "../../shared/protocol/desktop-bridge.ts";

const RECENT_FILES = 15;

const settingsShape = {
  colorScheme: z.enum(["light", "dark", "auto"]),
  recentFiles: z.array(z.string().max(4096)).max(RECENT_FILES),
  panels: z.record(z.string().max(100), z.union([z.number(), z.boolean()])),
};

/** What the page may change. Recent files are main's own: a path in there can be opened. */
export const settingsChangeSchema = z.object(settingsShape).omit({ recentFiles: true }).partial();

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
});

/** A damaged field becomes its default; the others stay. */
const storedSchema = z.object({
  colorScheme: settingsShape.colorScheme.catch("auto"),
  recentFiles: settingsShape.recentFiles.catch([]),
  panels: settingsShape.panels.catch({}),
  windowBounds: boundsSchema.nullable().catch(null),
  windowMaximized: z.boolean().catch(false),
});
type Stored = z.infer<typeof storedSchema>;

/** What is remembered between starts. */
export interface Settings {
  get(): DesktopSettings;
  change(change: z.infer<typeof settingsChangeSchema>): DesktopSettings;
  /** Puts a file first in the list of recent ones. */
  addRecent(path: string): void;
  removeRecent(path: string): void;
  windowState(): { bounds: Rectangle | null; maximized: boolean };
  keepWindowState(bounds: Rectangle, maximized: boolean): void;
}

/** Settings in `settings.json` of Electron's user folder; a damaged file counts as empty. */
export function openSettings(folder: string): Settings {
  const store = new Store<Record<string, unknown>>({
    name: "settings",
    cwd: folder,
    clearInvalidConfig: true,
  });
  const stored = (): Stored => storedSchema.parse(store.store);
  const get = (): DesktopSettings => {
    const { colorScheme, recentFiles, panels } = stored();
    return { colorScheme, recentFiles, panels };
  };
  const setRecent = (files: string[]): void =>
    store.set("recentFiles", files.slice(0, RECENT_FILES));
  const without = (path: string): string[] => get().recentFiles.filter((file) => file !== path);
  return {
    get,
    change(change) {
      store.set(change);
      return get();
    },
    addRecent: (path) => setRecent([path, ...without(path)]),
    removeRecent: (path) => setRecent(without(path)),
    windowState: () => ({ bounds: stored().windowBounds, maximized: stored().windowMaximized }),
    keepWindowState: (bounds, maximized) =>
      store.set({ windowBounds: bounds, windowMaximized: maximized }),
  };
}
