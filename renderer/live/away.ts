import { useConnection, type Connection } from "./state.ts";

/** True where the daemon is there again, and takes nothing from this page before somebody opens a new address in it. */
export function isSignedOut(connection: Connection): boolean {
  return connection.status === "offline" && connection.fault?.code === "session-ended";
}

/** Why a dialog has to wait, and until when; null while the daemon answers. */
export function useAway(): string | null {
  const connection = useConnection();
  if (connection.status === "online") return null;
  return isSignedOut(connection) ? SIGNED_OUT : AWAY;
}

/** Why nothing is sent or booked at the moment, for who has opened no dialog yet; null while the daemon answers. */
export function useNothingSent(): string | null {
  const connection = useConnection();
  if (connection.status === "online") return null;
  if (isSignedOut(connection))
    return "You are signed out of the lab. Sign in, and it can be sent and booked again.";
  return connection.status === "connecting"
    ? "Looking for the daemon; it can be sent and booked as soon as that answers."
    : "The daemon does not answer at the moment; it can be sent and booked as soon as that is back.";
}

const AWAY = "The daemon does not answer at the moment; this dialog goes on as soon as it is back.";
const SIGNED_OUT =
  "The daemon was started again and does not know this page any more. Open the new address that it prints in this tab: this dialog stays, and goes on. Or close it and sign in.";
