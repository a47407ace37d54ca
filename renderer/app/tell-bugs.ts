import { fault } from "../../shared/base/fault.ts";
import { sayFault } from "../commands/notify.ts";

/**
 * A bug outside of what React draws (a rule, a handler) is told instead of going unseen; each once, since
 * one that happens at every edit would bury the window.
 */
export function tellBugs(page: Window): void {
  const told = new Set<string>();
  const tell = (error: unknown): void => {
    const detail = error instanceof Error ? error.message : String(error);
    if (told.has(detail)) return;
    told.add(detail);
    sayFault(fault("internal", { detail: `${detail}.`, reference: "in the developer console" }));
  };
  page.addEventListener("error", (event) => {
    // Only the browser's own notice that a size changed twice in a frame; nothing is wrong.
    if (!event.message.startsWith("ResizeObserver")) tell(event.error ?? event.message);
  });
  page.addEventListener("unhandledrejection", (event) => {
    tell(event.reason);
  });
}
