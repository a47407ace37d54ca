import { create } from "zustand";
import type { DesktopSettings } from "../../shared/protocol/desktop-bridge.ts";
import { host } from "../host/index.ts";
import { useUi } from "./ui.ts";

type Remembered = Pick<DesktopSettings, "colorScheme" | "recentFiles">;

/** What the host remembers for the user beside panel sizes, which are in the ui store. */
export const useSettings = create<Remembered>()(() => ({ colorScheme: "auto", recentFiles: [] }));

const PANELS_SAVED_AFTER_MS = 250;

/**
 * Reads what was remembered, and keeps panel sizes as they change. Called once at the start; what it gives
 * keeps at once what waits.
 */
export async function startSettings(): Promise<() => void> {
  const { colorScheme, recentFiles, panels } = await host().settings();
  useSettings.setState({ colorScheme, recentFiles });
  useUi.setState({ panels });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    void host().changeSettings({ panels: useUi.getState().panels });
  };
  useUi.subscribe((now, before) => {
    if (now.panels === before.panels) return;
    clearTimeout(timer);
    timer = setTimeout(flush, PANELS_SAVED_AFTER_MS);
  });
  return flush;
}

/** From automatic to what the system does not prefer, so that the first press can be seen; then the other one. */
export function nextColorScheme(): void {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const order = isDark
    ? (["auto", "light", "dark"] as const)
    : (["auto", "dark", "light"] as const);
  const index = order.indexOf(useSettings.getState().colorScheme);
  const colorScheme = order[(index + 1) % order.length] ?? "auto";
  useSettings.setState({ colorScheme });
  void host().changeSettings({ colorScheme });
}

const RECENT_FILES_KEPT = 10;

/** Puts a file at the top of the recent ones. */
export function rememberFile(path: string): void {
  const others = useSettings.getState().recentFiles.filter((other) => other !== path);
  const recentFiles = [path, ...others].slice(0, RECENT_FILES_KEPT);
  useSettings.setState({ recentFiles });
  void host().changeSettings({ recentFiles });
}

/** It is not where it was. */
export function forgetFile(path: string): void {
  const recentFiles = useSettings.getState().recentFiles.filter((other) => other !== path);
  useSettings.setState({ recentFiles });
  void host().changeSettings({ recentFiles });
}
