import { BrowserWindow, session, type WebContents } from "electron";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type { PrintedSheet } from "../../shared/protocol/desktop-bridge.ts";

/** CSS pixels of an inch, in which PDF sizes are given. */
const PIXELS_PER_INCH = 96;
/** What is printed is a page of its own scheme, in a session of its own: no script, no bridge, no way out. */
const SCHEME = "sheet";
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** Prints pictures, each in a window that nobody sees, so that the page that asks goes on and can stop it; one after the other. */
export interface PdfPrinter {
  /** A PDF of one page: vectors, and text that can be searched; `picture-failed` when it was stopped. */
  print(page: WebContents, sheet: PrintedSheet): Promise<Result<Uint8Array>>;
  /** Stops what that page has asked for. */
  stop(page: WebContents): void;
}

/** When ready. */
export function createPdfPrinter(): PdfPrinter {
  const own = session.fromPartition(SCHEME);
  const sheets = new Map<string, PrintedSheet>();
  own.protocol.handle(SCHEME, ({ url }) => {
    const sheet = sheets.get(url);
    if (sheet === undefined) return new Response("Not found", { status: 404 });
    const headers = { "content-type": "application/xhtml+xml", "content-security-policy": POLICY };
    return new Response(documentOf(sheet), { headers });
  });
  const stops = new Map<WebContents, () => void>();
  const stop = (page: WebContents): void => stops.get(page)?.();
  // Electron prints one after the other; one that was stopped while it waits is left out.
  let turn: Promise<unknown> = Promise.resolve();

  async function print(page: WebContents, sheet: PrintedSheet): Promise<Result<Uint8Array>> {
    stop(page);
    const ending = new AbortController();
    const end = (): void => ending.abort(new Error("It was stopped."));
    stops.set(page, end);
    page.once("destroyed", end);
    try {
      return ok(await unlessStopped(ending.signal, printed(sheet, ending.signal)));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return err(fault("picture-failed", { detail }));
    } finally {
      if (stops.get(page) === end) stops.delete(page);
      page.off("destroyed", end);
    }
  }

  async function printed(sheet: PrintedSheet, stopped: AbortSignal): Promise<Uint8Array> {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { session: own, javascript: false, sandbox: true },
    });
    const gone = new AbortController();
    const ended = AbortSignal.any([stopped, gone.signal]);
    const address = `${SCHEME}://${window.id}/`;
    const before = turn;
    const done = Promise.withResolvers<void>();
    turn = done.promise;
    sheets.set(address, sheet);
    window.webContents.once("render-process-gone", () => {
      gone.abort(new Error("The window that prints broke down."));
    });
    try {
      await unlessStopped(ended, window.loadURL(address));
      await unlessStopped(ended, before);
      // To its end, stopped or not: closed while it prints, Electron prints nothing any more
      // until the app is started again (electron/electron#30753).
      return await pdfOf(window, sheet);
    } finally {
      sheets.delete(address);
      window.destroy();
      // The next one waits for those before this one, too.
      void before.then(() => done.resolve());
    }
  }
  return { print, stop };
}

/** What `work` gives; rejects as soon as it is stopped, while `work` may go on. */
async function unlessStopped<Value>(stopped: AbortSignal, work: Promise<Value>): Promise<Value> {
  const end = Promise.withResolvers<never>();
  const onStop = (): void => end.reject(stopped.reason);
  if (stopped.aborted) onStop();
  stopped.addEventListener("abort", onStop);
  try {
    return await Promise.race([work, end.promise]);
  } finally {
    stopped.removeEventListener("abort", onStop);
  }
}

async function pdfOf(
  { webContents }: BrowserWindow,
  { width, height }: PrintedSheet,
): Promise<Uint8Array> {
  try {
    const pdf = await webContents.printToPDF({
      printBackground: true,
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      pageSize: { width: width / PIXELS_PER_INCH, height: height / PIXELS_PER_INCH },
      pageRanges: "1",
    });
    return new Uint8Array(pdf);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`${detail}. No PDF can be made until Labwright is started again.`, {
      cause: error,
    });
  }
}

/** Read as XML, as the picture is elsewhere. */
function documentOf({ svg }: PrintedSheet): string {
  return `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Labwright</title><style>
    @page { margin: 0 }
    body { margin: 0; line-height: 0 }
  </style></head><body>${svg}</body></html>`;
}
