import { z } from "zod";
import { fault, FaultError } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type { DaemonTicket, DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";

/** The way to the daemon: a fresh ticket for each connection attempt, and word when it comes up. */
export type DaemonRoute = Pick<DesktopBridge, "daemonTicket" | "onDaemonChange">;

const TOKEN = "labwright.session";
/** A daemon that says nothing for so long is tried again later. */
const PATIENCE_MS = 10_000;
const loginSchema = z.object({ token: z.string() });
const codeSchema = z.object({ code: z.string() });
const ticketSchema = z.object({ ticket: z.string() });
/** Told when somebody signed in. */
const listeners = new Set<(running: boolean) => void>();

/** By the desktop's main process where there is one, else by the daemon that served this page. */
export function daemonRoute(): DaemonRoute {
  return window.labwright ?? { daemonTicket: browserTicket, onDaemonChange: onSignIn };
}

function onSignIn(listener: (running: boolean) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Makes this page known by a token that somebody was given. What the tab keeps is a session of its own, as by an
 * address with a code, and not the token. Faults: `unauthenticated`, `too-many-requests`, `daemon-unreachable`.
 */
export async function signIn(token: string): Promise<Result<void>> {
  // Nothing else goes into a header; a token has nothing else in it.
  if (!/^[\x21-\x7e]+$/.test(token)) return err(fault("unauthenticated"));
  try {
    const answer = await fetch("/code", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 401) return err(fault("unauthenticated"));
    if (answer.status === 429) return err(fault("too-many-requests", { seconds: 60 }));
    if (!answer.ok) return err(fault("daemon-unreachable", { address: location.origin }));
    const { code } = codeSchema.parse(await answer.json());
    if ((await redeem(code)) === null) return err(fault("unauthenticated"));
  } catch {
    return err(fault("daemon-unreachable", { address: location.origin }));
  }
  for (const listener of listeners) listener(true);
  return ok(undefined);
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
  return redeem(code);
}

/** The session that a one-use code is good for, kept for as long as the tab; null when it is not good any more. */
async function redeem(code: string): Promise<string | null> {
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
