import { withEventMeta } from "@orpc/server";
import { isShownTo, type LabwrightEvent } from "../../../shared/protocol/event.ts";
import type { Role } from "../../../shared/protocol/roles.ts";
import { procedures } from "./implementer.ts";
import type { Services } from "./services.ts";
import { countedStream } from "./streams.ts";

/** What happens, as it happens. */
export function eventHandlers({ feed, store, limits }: Services) {
  const group = procedures.events;
  return {
    subscribe: group.subscribe.handler(({ input, context, lastEventId, signal }) => {
      const resumed = lastEventId === undefined ? Number.NaN : Number(lastEventId);
      const after = Number.isSafeInteger(resumed) ? resumed : (input.after ?? feed.latest());
      const until = signal ?? new AbortController().signal;
      return countedStream(context, limits.streamsPerConnection, () =>
        named(feed.subscribe(context.tenant, after, until), context.user.roles),
      );
    }),
    latest: group.latest.handler(async () => ({ sequence: await store.latestSequence() })),
    history: group.history.handler(
      async ({ input: { environment, before, limit }, context: { tenant, user } }) => {
        const events = await store.eventsBefore(tenant, before ?? null, limit, environment ?? null);
        return events.filter(({ body }) => isShownTo(user.roles, body));
      },
    ),
  };
}

/** What these roles are shown, each with its id, by which a stream over HTTP resumes. */
async function* named(
  events: AsyncGenerator<LabwrightEvent, void, void>,
  roles: readonly Role[],
): AsyncGenerator<LabwrightEvent, void, void> {
  // A copy, because the event is shared by all subscribers.
  for await (const event of events)
    if (isShownTo(roles, event.body))
      yield withEventMeta({ ...event }, { id: String(event.sequence) });
}
