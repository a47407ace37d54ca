import { componentKey, type ComponentVersion } from "../../shared/design/component.ts";
import { versionsNeeded } from "../../shared/components/needed.ts";
import { takeShared, useLibrary, type LabLibrary } from "../components/library.ts";
import { ask } from "./actions.ts";
import { hasRole } from "./role.ts";
import { useLive, type Live } from "./state.ts";

/** While the daemon answers: what others share comes into the library, and what is saved can be shared. */
export function learnComponents(): () => void {
  return useLive.subscribe((live, before) => {
    const [is, was] = [live.connection.status, before.connection.status];
    if (is !== was) useLibrary.setState({ lab: labLibrary(live) });
    const isNew = live.events !== before.events && live.events[0]?.body.type === "component";
    if (is === "online" && (is !== was || isNew)) void learn();
  });
}

function labLibrary(live: Live): LabLibrary | null {
  if (live.connection.status !== "online") return null;
  const [maySave, mayPublish] = [hasRole(live, "architect", "operator"), hasRole(live, "operator")];
  return { maySave, mayPublish, ...DOING };
}

const DOING: Omit<LabLibrary, "maySave" | "mayPublish"> = {
  share: (version) => {
    const uses = versionsNeeded(version.nodes, useLibrary.getState().versions);
    return thenLearn(ask((client) => client.components.save({ version, uses: [...uses] })));
  },
  unshare: (version) => thenLearn(ask((client) => client.components.remove(which(version)))),
  publish: (version) => thenLearn(ask((client) => client.components.publish(which(version)))),
  withdraw: (version) => thenLearn(ask((client) => client.components.withdraw(which(version)))),
};

function which({ component, version }: ComponentVersion) {
  return { component, version };
}

/** What was just done is seen at once, also where its event is late. */
async function thenLearn<T>(answer: Promise<T>): Promise<T> {
  const done = await answer;
  await learn();
  return done;
}

// Only the last question's answer counts: an earlier one may come later.
let asked = 0;

async function learn(): Promise<void> {
  const question = ++asked;
  const listed = await ask((client) => client.components.list());
  if (!listed.ok || question !== asked) return;
  const { versions } = useLibrary.getState();
  // A version never changes: what is known need not be fetched again.
  const news = listed.value.filter(
    ({ component, version }) => !Object.hasOwn(versions, componentKey(component, version)),
  );
  const got = await Promise.all(
    news.map(({ component, version }) =>
      ask((client) => client.components.get({ component, version })),
    ),
  );
  if (question !== asked) return;
  const shared = got
    .filter((one) => one.ok)
    .flatMap(({ value }) => [value.version, value.uses].flat());
  await takeShared(shared, listed.value);
}
