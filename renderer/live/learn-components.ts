import { componentKey } from "../../shared/design/component.ts";
import { versionsNeeded } from "../../shared/components/needed.ts";
import { takeShared, useLibrary } from "../components/library.ts";
import { ask } from "./actions.ts";
import { useLive } from "./state.ts";

/** While the daemon answers: what others share comes into the library, and what is saved can be shared. */
export function learnComponents(): () => void {
  return useLive.subscribe((live, before) => {
    const [is, was] = [live.connection.status, before.connection.status];
    if (is === was) return;
    useLibrary.setState({ share: is === "online" ? share : null });
    if (is === "online") void learn();
  });
}

const share: NonNullable<ReturnType<typeof useLibrary.getState>["share"]> = (version) => {
  const uses = versionsNeeded(version.nodes, useLibrary.getState().versions);
  return ask((client) => client.components.save({ version, uses: [...uses] }));
};

async function learn(): Promise<void> {
  const listed = await ask((client) => client.components.list());
  if (!listed.ok) return;
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
  const shared = got
    .filter((one) => one.ok)
    .flatMap(({ value }) => [value.version, value.uses].flat());
  if (shared.length > 0) await takeShared(shared);
}
