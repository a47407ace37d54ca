import { packBatch } from "../../electron/daemon/metering/pack-batch.ts";
import type { RecordedUsage } from "../../electron/daemon/store/usage-records.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { reportedEventSchema } from "../../shared/metering/meter-event.ts";

const T = Date.parse("2030-06-01T00:00:00Z");

/** The instant that the event of a number is of: one a second. */
export function usageTime(number: number): string {
  return new Date(T + number * 1000).toISOString();
}

/** Reports one request for each number from the first to before the last, by one producer, in the words of always. */
export function reportRequests(
  store: Pick<Store, "recordUsage">,
  first: number,
  last: number,
): Promise<RecordedUsage> {
  const events = Array.from({ length: last - first }, (_, index) =>
    reportedEventSchema.parse({
      eventId: `request-${first + index}`,
      seq: first + index,
      managementId: "management-lab",
      instance: "web.1",
      meterId: "request",
      kind: "delta",
      value: "1",
      at: usageTime(first + index),
    }),
  );
  const receivedAt = usageTime(last);
  const from = { tenant: "acme", producer: "proxy", heartbeatSeconds: 0, receivedAt };
  return store.recordUsage(packBatch(from, events));
}
