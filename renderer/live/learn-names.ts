import { shallow } from "zustand/shallow";
import { ask } from "./actions.ts";
import { hasRole } from "./role.ts";
import { useLive } from "./state.ts";

/** Ids that were asked for: whoever is not among the names then is another tenant's, and not for this person to know. */
const asked = new Set<string>();
let asking = false;

/** Learns what somebody is called of whom only the id is known: once for each, and for all together. */
export function learnName(id: string): void {
  const live = useLive.getState();
  if (asked.has(id) || !hasRole(live, "architect", "lab-admin", "operator")) return;
  asked.add(id);
  if (asking) return;
  asking = true;
  // All of whom a screen knows no name are asked for at once, and never while it is drawn.
  setTimeout(() => void learn());
}

async function learn(): Promise<void> {
  asking = false;
  const told = await ask((client) => client.users.names());
  // A lab that was away is asked again as soon as something of theirs is drawn anew.
  if (!told.ok) return asked.clear();
  const names = Object.fromEntries(told.value.map(({ id, name }) => [id, name]));
  // Of a stranger who scrolled into view there is no name: what is drawn need not be looked at for that.
  if (!shallow(useLive.getState().names, names)) useLive.setState({ names });
}
