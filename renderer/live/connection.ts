import ReconnectingWebSocket from "partysocket/ws";
import type { AbortSignalLike, Clock } from "../../shared/base/clock.ts";
import { fault, FaultError, type Fault } from "../../shared/base/fault.ts";
import {
  createClient,
  greet,
  ticketProtocols,
  type LabwrightClient,
} from "../../shared/protocol/client.ts";
import { attempt, faultOf, unlessFault } from "../../shared/protocol/errors.ts";
import type { EventBody } from "../../shared/protocol/event.ts";
import { followEvents } from "../../shared/protocol/follow-events.ts";
import type { DaemonTicket } from "../../shared/protocol/desktop-bridge.ts";
import { forgetGathered, gatherEvent } from "./event-batch.ts";
import type { DaemonRoute } from "./route.ts";
import { lastHeard, useLive } from "./state.ts";
import { watchAnswers } from "./watch-answers.ts";

/** This machine's clock, for the parts of `shared` that are handed one. */
export const windowClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener(
        "abort",
        () => {
          clearTimeout(timer);
          reject(new DOMException("aborted", "AbortError"));
        },
        { once: true },
      );
    }),
};

let client: LabwrightClient | null = null;

/** The client, or null before the window ever connected. A call on it fails while the daemon is away. */
export function daemon(): LabwrightClient | null {
  return client;
}

/** Keeps the window connected for as long as it lives; returns how to stop. */
export function connect(route: DaemonRoute): () => void {
  const stop = new AbortController();
  // For each attempt the address is asked for first and the protocols at once after it: one ticket for both.
  let asking: Promise<DaemonTicket> | undefined;
  // Why the last attempt got no ticket; more telling than that there is no connection.
  let refused: Fault | null = null;
  const socket = new ReconnectingWebSocket(
    async () => {
      refused = null;
      asking = ticketOf(route);
      asking.catch((thrown: unknown) => {
        refused = faultOf(thrown);
      });
      return (await asking).url;
    },
    async () => ticketProtocols((await asking)?.ticket ?? ""),
    { minReconnectionDelay: 250, maxReconnectionDelay: 5000, maxEnqueuedMessages: 0 },
  );
  const connected = createClient(socket);
  client = connected;
  const heard = watchAnswers(
    {
      isOpen: () => socket.readyState === socket.OPEN,
      ask: () => void attempt(connected.system.about()),
      // Ends what still waits for an answer, too.
      lose: () => socket.reconnect(),
    },
    windowClock,
    stop.signal,
  );
  socket.addEventListener("message", heard);
  socket.addEventListener("open", heard);
  socket.addEventListener("open", () => void wentOnline(connected));
  socket.addEventListener("close", () => wentOffline(refused));
  socket.addEventListener("error", () => wentOffline(refused));
  const unsubscribe = route.onDaemonChange((running) => {
    if (running && socket.readyState !== socket.OPEN) socket.reconnect();
  });
  void follow(connected, stop.signal);
  return () => {
    stop.abort();
    unsubscribe();
    socket.close();
  };
}

async function ticketOf(route: DaemonRoute): Promise<DaemonTicket> {
  const ticket = await route.daemonTicket();
  if (ticket !== null) return ticket;
  throw new FaultError(fault("daemon-unreachable", { address: "this machine" }));
}

async function wentOnline(connected: LabwrightClient): Promise<void> {
  const asked = Date.now();
  const about = await greet(connected);
  if (!about.ok) {
    goOffline(about.error);
    return;
  }
  // The answer was written about half way between asking and hearing.
  const skew = Date.parse(about.value.now) - (asked + Date.now()) / 2;
  const { roles } = about.value.user;
  useLive.setState({ connection: { status: "online", about: about.value, skew }, roles });
}

function wentOffline(refused: Fault | null): void {
  const { connection } = useLive.getState();
  const reason = refused ?? fault("daemon-unreachable", { address: "this machine" });
  if (connection.status === "offline" && connection.fault?.code === reason.code) return;
  goOffline(reason);
}

function goOffline(reason: Fault): void {
  const since = lastHeard(useLive.getState());
  useLive.setState({ connection: { status: "offline", fault: reason, since } });
}

/** Everything as it is now, and the sequence from which events continue it. */
async function synchronise(connected: LabwrightClient): Promise<number> {
  const { sequence } = await connected.events.latest();
  const [pools, environments, history] = await Promise.all([
    // Labs are none of a customer's business.
    unlessFault(connected.pools.list(), "forbidden", []),
    connected.environments.list({}),
    connected.events.history({ limit: 200 }),
  ]);
  const opened = Object.keys(useLive.getState().views);
  const views = await Promise.all(
    opened.map((id) => unlessFault(connected.environments.get({ id }), "not-found", null)),
  );
  useLive.setState({
    pools,
    summaries: Object.fromEntries(environments.map((one) => [one.id, one])),
    views: Object.fromEntries(views.flatMap((view) => (view === null ? [] : [[view.id, view]]))),
    events: [...history].sort((a, b) => b.sequence - a.sequence),
  });
  return sequence;
}

function isPoolNews(body: EventBody): boolean {
  if (body.type === "pool-inventory") return true;
  return body.type === "pool-hosts" || (body.type === "pool" && body.state !== "removed");
}

let relisting: "no" | "asked" | "asked, and there is more" = "no";

/** The event only says that a pool came, or came back; what it has is to be asked for, once for many events. */
async function relistPools(connected: LabwrightClient): Promise<void> {
  if (relisting !== "no") {
    relisting = "asked, and there is more";
    return;
  }
  do {
    relisting = "asked";
    const pools = await connected.pools.list().catch(() => null);
    if (pools !== null) useLive.setState({ pools });
    // What came meanwhile set it.
  } while ((relisting as string) !== "asked");
  relisting = "no";
}

async function follow(connected: LabwrightClient, signal: AbortSignalLike): Promise<void> {
  let wait = 250;
  while (!signal.aborted) {
    try {
      forgetGathered();
      const after = await synchronise(connected);
      wait = 250;
      for await (const event of followEvents(connected, { after, clock: windowClock, signal })) {
        if (event.body.type === "resynchronise") break;
        gatherEvent(event);
        if (isPoolNews(event.body)) void relistPools(connected);
      }
    } catch (thrown) {
      const reason = faultOf(thrown);
      if (reason.code === "unauthenticated" || reason.code === "protocol-version")
        goOffline(reason);
      await windowClock.sleep(wait, signal).catch(() => undefined);
      wait = Math.min(wait * 2, 5000);
    }
  }
}
