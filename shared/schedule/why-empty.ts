import { fault, type Fault } from "../base/fault.ts";
import { timesOf, type Margins } from "./hold.ts";
import type { Session } from "./session.ts";
import { slotsOf, type Expansion } from "./slots.ts";

const NO_MARGINS: Margins = { setUp: 0, grace: 0, wipe: 0 };

/** Why a session comes to no time that could be booked: the one reason that applies. */
export function whyEmpty(session: Session, expansion: Expansion, margins: Margins): Fault {
  const comes = (one: Session, within: Margins): boolean =>
    slotsOf(one, expansion).some((slot) => timesOf(slot, within, expansion.now) !== null);
  if (comes(session, NO_MARGINS)) {
    const minutes = margins.setUp + margins.grace + margins.wipe;
    return fault("session-slots-short", { minutes });
  }
  if (session.type === "turns" && comes({ ...session, slotMinutes: 1 }, NO_MARGINS))
    return fault("session-slots-long", { minutes: session.slotMinutes });
  if (comes(withoutExceptions(session), NO_MARGINS)) return fault("session-excepted");
  return fault("session-empty");
}

function withoutExceptions(session: Session): Session {
  if (session.type === "repeated") return { ...session, except: [] };
  if (session.type !== "turns" || session.within.type !== "repeated") return session;
  return { ...session, within: { ...session.within, except: [] } };
}
