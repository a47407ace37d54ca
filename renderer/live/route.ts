import { z } from "zod";
import { fault, FaultError } from "../../shared/base/fault.ts";
import type { DaemonTicket, DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";

/** The way to the daemon: a fresh ticket for each connection attempt, and word when it comes up. */
export type DaemonRoute = Pick<DesktopBridge, "daemonTicket" | "onDaemonChange">;

const TOKEN = "labwright.session";
/** A daemon that says nothing for so long is tried again later. */
const PATIENCE_MS = 10_000;
const loginSchema = z.object({ token: z.string() });
const ticketSchema = z.object({ ticket: z.string() });

/** By the desktop's main process where there is one, else by the daemon that served this page. */
export function daemonRoute(): DaemonRoute {
  return window.labwright ?? { daemonTicket: browserTicket, onDaemonChange: () => () => {} };
}

/** The page's own daemon. A one-use code in the address (`#code=…`) logs in; the session lasts as long as the tab. */
async function browserTicket(): Promise<DaemonTicket | null> {
  const token = (await logIn()) ?? sessionStorage.getItem(TOKEN);
  if (token === null) throw new FaultError(fault("session-ended"));
  const answer = await fetch("/ticket", {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.status === 401) {
    sessionStorage.removeItem(TOKEN);
    throw new FaultError(fault("session-ended"));
  }
  if (!answer.ok) return null;
  const { ticket } = ticketSchema.parse(await answer.json());
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return { url: `${scheme}//${location.host}/rpc`, ticket };
}

async function logIn(): Promise<string | null> {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code === null) return null;
  // Taken out of the address at once: it must not stay in the history, and it works only once.
  history.replaceState(null, "", location.pathname + location.search);
  const answer = await fetch("/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  });
  if (!answer.ok) return null;
  const { token } = loginSchema.parse(await answer.json());
  sessionStorage.setItem(TOKEN, token);
  return token;
}
