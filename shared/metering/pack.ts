import type { UsedBy } from "../pricing/engine/schema/values.ts";
import type { MeterEvent, MeterEventKind, ReportedEvent } from "./meter-event.ts";

/**
 * An event in the shortest form that JSON has: a list, without what all events that are kept together share. The
 * last three are only there where they say something: the two before the last one after a roll-up. What stands
 * here never moves: an event that is told again must come to the same text.
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
  receivedAt?: number | null,
  watchedSince?: number | null,
  usedBy?: UsedBy,
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
    ...(event.usedBy === undefined ? ([] as const) : ([null, null, event.usedBy] as const)),
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
    ...(event.usedBy === undefined ? ([] as const) : ([event.usedBy] as const)),
  ];
}

export function unpackEvent(packed: PackedEvent, common: PackedWith): MeterEvent {
  const [eventId, seq, instance, meterId, item, kind, value, unit, at, bootId, monotonic] = packed;
  const [, , , , , , , , , , , supersedes, receivedAt, watchedSince, usedBy] = packed;
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
    ...(typeof receivedAt === "number" && { receivedAt: new Date(receivedAt).toISOString() }),
    ...(usedBy !== undefined && { usedBy }),
    ...(typeof watchedSince === "number" && { watchedSince: new Date(watchedSince).toISOString() }),
  };
}
