import { createHash, timingSafeEqual } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault, type Fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import type { Store } from "../store/store.ts";
import type { Limits } from "./limits.ts";
import { oneUse } from "./one-use.ts";
import type { Session } from "./session.ts";

interface BrowserSession {
  readonly session: Session;
  readonly began: number;
  lastUsed: number;
}

/** A ticket is good for one socket of the page it was given to. */
interface Ticket {
  readonly session: Session;
  /** The page's origin; null when it was fetched by a program on the page's behalf. */
  readonly origin: string | null;
}

/** Who may come in, and by which key. Nothing that is stored or logged lets anybody in. */
export interface Access {
  /** The user whom the operating system vouches for: the socket file, the hand-over pipe. */
  readonly local: Session;
  /** The launch secret, a browser's session token or a stored token. */
  bearer(key: string): Promise<Session | null>;
  issueTicket(session: Session, origin: string | null): string;
  redeemTicket(key: string, origin: string | null): Session | null;
  issueCode(session: Session): string;
  /** A browser's session token for a one-use code. */
  login(code: string): string | null;
  logout(key: string): void;
  /** Ends browser sessions that rest on a token or belong to a user. */
  revoke(concerns: (session: Session) => boolean): void;
  /** Counts a peer's wrong key and says how it is refused: whoever keeps guessing is held off for a while. */
  refuse(peer: string): Promise<Fault>;
  /** Whether a session is still good, as the store says now. */
  isValid(session: Session): Promise<boolean>;
}

interface AccessOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  readonly local: Session;
  /** null when nobody handed one over. */
  readonly secret: string | null;
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

export function createAccess(options: AccessOptions): Access {
  const { store, clock, limits, local } = options;
  const tickets = oneUse<Ticket>(limits.ticket, options);
  const codes = oneUse<Session>(limits.code, options);
  const browsers = new Map<string, BrowserSession>();
  const failures = new RateLimiterMemory({ points: limits.failedLoginsPerMinute, duration: 60 });
  const secretHash = options.secret === null ? null : hashToken(options.secret);

  const findStored = async (hash: string): Promise<Session | null> => {
    const found = await store.findSession(hash, toInstant(clock.now()));
    return found && { tenant: found.tenant, user: found.user, token: { id: found.token.id, hash } };
  };
  const findBrowser = (hash: string): Session | null => {
    const now = clock.now();
    const found = browsers.get(hash);
    if (found === undefined) return null;
    if (now - found.began > limits.absolute || now - found.lastUsed > limits.idle) {
      browsers.delete(hash);
      return null;
    }
    found.lastUsed = now;
    return found.session;
  };

  return {
    local,
    async bearer(key) {
      const hash = hashToken(key);
      if (secretHash !== null && equal(hash, secretHash)) return local;
      return findBrowser(hash) ?? (await findStored(hash));
    },
    issueTicket: (session, origin) => tickets.issue({ session, origin }),
    redeemTicket(key, origin) {
      const ticket = tickets.redeem(key);
      if (ticket === null) return null;
      return ticket.origin === null || ticket.origin === origin ? ticket.session : null;
    },
    issueCode: (session) => codes.issue(session),
    login(code) {
      const session = codes.redeem(code);
      if (session === null) return null;
      const key = options.random.hex(32);
      const now = clock.now();
      browsers.set(hashToken(key), { session, began: now, lastUsed: now });
      return key;
    },
    logout: (key) => void browsers.delete(hashToken(key)),
    revoke(concerns) {
      for (const [hash, { session }] of browsers) if (concerns(session)) browsers.delete(hash);
    },
    refuse: (peer) =>
      failures.consume(peer).then(
        () => fault("unauthenticated"),
        () => fault("too-many-requests", { seconds: 60 }),
      ),
    isValid: async ({ token }) => token === null || (await findStored(token.hash)) !== null,
  };
}

function equal(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
