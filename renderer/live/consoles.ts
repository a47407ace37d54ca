import { create } from "zustand";
import { showBottomPanel } from "../store/ui.ts";

/** A console tab of the bottom panel. */
export interface ConsoleTab {
  readonly id: string;
  readonly environment: string;
  readonly instance: string;
  readonly title: string;
}

interface Consoles {
  readonly tabs: readonly ConsoleTab[];
  readonly active: string | null;
}

export const useConsoles = create<Consoles>()(() => ({ tabs: [], active: null }));

/** Opens a console in a machine, or shows the one that is open already. */
export function openConsole(environment: string, instance: string, title: string): void {
  const id = `${environment}/${instance}`;
  useConsoles.setState(({ tabs }) => ({
    tabs: tabs.some((tab) => tab.id === id)
      ? tabs
      : [...tabs, { id, environment, instance, title }],
    active: id,
  }));
  showBottomPanel("console");
}

export function closeConsole(id: string): void {
  useConsoles.setState(({ tabs, active }) => {
    const rest = tabs.filter((tab) => tab.id !== id);
    return { tabs: rest, active: active === id ? (rest.at(-1)?.id ?? null) : active };
  });
}

export function showConsole(id: string): void {
  useConsoles.setState({ active: id });
}
