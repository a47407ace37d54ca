import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import type { z } from "zod";
import { isOwnPage } from "./origin.ts";

/** One verb of the bridge: what its argument must look like, and what it does. */
export interface Verb {
  readonly argument: z.ZodType;
  /** Given the parsed argument and the page that asks. */
  readonly run: (argument: unknown, page: WebContents) => unknown;
}

/** Pairs a schema with a function of its output, so that neither can drift from the other. */
export function verb<S extends z.ZodType>(
  argument: S,
  run: (argument: z.output<S>, page: WebContents) => unknown,
): Verb {
  return { argument, run: (value, page) => run(value as z.output<S>, page) };
}

/**
 * The only door from the page to main. Every call is refused unless it comes from the main frame of our own
 * page, and its argument is parsed before a verb sees it. A refusal rejects in the page without details.
 */
export function openGateway(verbs: Readonly<Record<string, Verb>>): void {
  for (const [name, { argument, run }] of Object.entries(verbs)) {
    ipcMain.handle(`labwright:${name}`, (event, value: unknown) => {
      if (!isOurs(event)) throw new Error("Refused: not the Labwright page.");
      const parsed = argument.safeParse(value);
      if (!parsed.success) throw new TypeError(`Refused: ${name} takes no such argument.`);
      return run(parsed.data, event.sender);
    });
  }
}

function isOurs({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  // A frame that has navigated or gone is null: whoever it was, it is not the page that we serve.
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnPage(senderFrame.url);
}
