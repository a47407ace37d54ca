import { CLOSE, type Connection } from "./connection.ts";
import type { Session } from "./session.ts";

/** The connections that are open now. */
export interface Connections {
  readonly size: number;
  countOf(user: string): number;
  add(connection: Connection): void;
  remove(connection: Connection): void;
  /** Pings every one. */
  beat(): void;
  /** Cuts those whose session ended, at once. */
  revoke(concerns: (session: Session) => boolean): void;
  /** Cuts those whose session the check finds ended. */
  revalidate(isValid: (session: Session) => Promise<boolean>): Promise<void>;
  closeAll(): void;
}

export function createConnections(): Connections {
  const open = new Set<Connection>();
  return {
    get size() {
      return open.size;
    },
    countOf: (user) => [...open].filter(({ session }) => session.user.id === user).length,
    add: (connection) => void open.add(connection),
    remove: (connection) => void open.delete(connection),
    beat: () => open.forEach((connection) => connection.beat()),
    revoke(concerns) {
      for (const connection of open)
        if (concerns(connection.session)) connection.close(CLOSE.sessionEnded, "session ended");
    },
    async revalidate(isValid) {
      const sessions = new Map(
        [...open].map(({ session }) => [session.token?.hash ?? "", session]),
      );
      for (const [hash, session] of sessions)
        if (!(await isValid(session)))
          this.revoke(({ token }) => token !== null && token.hash === hash);
    },
    closeAll() {
      for (const connection of open) connection.close(CLOSE.goingAway, "the daemon stops");
    },
  };
}
