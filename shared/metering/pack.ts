import type { MeterEvent, MeterEventKind, ReportedEvent } from "./meter-event.ts";

/**
 * An event in the shortest form that JSON has: a list, without what all events that are kept together share. The
 * last two are only there after a roll-up.
 */
export type PackedEvent = readonly [
  eventId: string,
  seq: number,
  instance: string,
  meterId: string,
  item: string,
  kind: MeterEventKind,
  value: string,
  unit: string,
  at: number,
  bootId: string,
  monotonic: number | null,
  supersedes: string,
  receivedAt?: number,
  watchedSince?: number | null,
];

/** What events that are kept together have in common. */
export interface PackedWith {
  readonly producerId: string;
  readonly managementId: string;
  readonly receivedAt: string;
}

export function packEvent(event: ReportedEvent): PackedEvent {
  const { eventId, seq, instance, meterId, item, kind, value, unit } = event;
  const { at, bootId, monotonic, supersedes } = event;
  return [
    eventId,
    seq,
    instance,
    meterId,
    item,
    kind,
    value,
    unit,
    Date.parse(at),
    bootId,
    monotonic,
    supersedes,
  ];
}

/** With what is its own once it is kept together with events that came at other times. */
export function packRolledEvent(event: MeterEvent): PackedEvent {
  const [eventId, seq, instance, meterId, item, kind, value, unit, at, boot, ticks, supersedes] =
    packEvent(event);
  const received = Date.parse(event.receivedAt);
  const since = event.watchedSince === undefined ? null : Date.parse(event.watchedSince);
  return [
    ...([eventId, seq, instance, meterId, item, kind, value, unit] as const),
    ...([at, boot, ticks, supersedes, received, since] as const),
  ];
}

export function unpackEvent(packed: PackedEvent, common: PackedWith): MeterEvent {
  const [eventId, seq, instance, meterId, item, kind, value, unit, at, bootId, monotonic] = packed;
  const [supersedes, receivedAt, watchedSince] = [packed[11], packed[12], packed[13]];
  return {
    ...common,
    eventId,
    seq,
    instance,
    meterId,
    item,
    kind,
    value,
    unit,
    at: new Date(at).toISOString(),
    bootId,
    monotonic,
    supersedes,
    ...(receivedAt !== undefined && { receivedAt: new Date(receivedAt).toISOString() }),
    ...(typeof watchedSince === "number" && { watchedSince: new Date(watchedSince).toISOString() }),
  };
}
