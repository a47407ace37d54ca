import type { MeterEvent } from "./meter-event.ts";

const T = Date.parse("2026-03-02T08:00:00.000Z");

/** The instant so many seconds after the start of every test. */
export function second(seconds: number): string {
  return new Date(T + seconds * 1000).toISOString();
}

/** A plain event for this folder's tests, so many seconds after their start, which arrives at once. */
export function sampleEvent(
  seq: number,
  seconds: number,
  event: Partial<MeterEvent> & Pick<MeterEvent, "kind">,
): MeterEvent {
  const { at = second(seconds) } = event;
  return {
    producerId: "host",
    eventId: `e${seq}`,
    seq,
    managementId: "m1",
    instance: "web.1",
    meterId: "cpu",
    item: "",
    value: "1",
    unit: "",
    bootId: "",
    monotonic: null,
    supersedes: "",
    receivedAt: second(seconds),
    ...event,
    at,
  };
}
