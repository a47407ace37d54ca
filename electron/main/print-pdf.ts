import { BrowserWindow, session, type WebContents } from "electron";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type { PrintedSheet } from "../../shared/protocol/desktop-bridge.ts";

/** CSS pixels of an inch, in which PDF sizes are given. */
const PIXELS_PER_INCH = 96;
/** What is printed is a page of its own scheme, in a session of its own: no script, no bridge, no way out. */
const SCHEME = "sheet";
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** Prints pictures, each in a window that nobody sees, so that the page that asks goes on and can stop it. */
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
  const windows = new Map<WebContents, BrowserWindow>();
  const stop = (page: WebContents): void => windows.get(page)?.destroy();

  async function print(page: WebContents, sheet: PrintedSheet): Promise<Result<Uint8Array>> {
    stop(page);
    const window = new BrowserWindow({
      show: false,
      webPreferences: { session: own, javascript: false, sandbox: true },
    });
    const address = `${SCHEME}://${window.id}/`;
    const closed = new Promise<never>((_, reject) => {
      window.once("closed", () => reject(new Error("It was stopped.")));
    });
    const onGone = (): void => window.destroy();
    sheets.set(address, sheet);
    windows.set(page, window);
    page.once("destroyed", onGone);
    window.webContents.once("render-process-gone", onGone);
    try {
      return ok(await Promise.race([printed(window, address, sheet), closed]));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return err(fault("picture-failed", { detail }));
    } finally {
      if (windows.get(page) === window) windows.delete(page);
      sheets.delete(address);
      page.off("destroyed", onGone);
      window.destroy();
    }
  }
  return { print, stop };
}

async function printed(
  window: BrowserWindow,
  address: string,
  { width, height }: PrintedSheet,
): Promise<Uint8Array> {
  await window.loadURL(address);
  const pdf = await window.webContents.printToPDF({
    printBackground: true,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    pageSize: { width: width / PIXELS_PER_INCH, height: height / PIXELS_PER_INCH },
    pageRanges: "1",
  });
  return new Uint8Array(pdf);
}

/** Read as XML, as the picture is elsewhere. */
function documentOf({ svg }: PrintedSheet): string {
  return `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Labwright</title><style>
    @page { margin: 0 }
    body { margin: 0; line-height: 0 }
  </style></head><body>${svg}</body></html>`;
}
