import { hash } from "node:crypto";
import type { ReportedEvent } from "../../../shared/metering/meter-event.ts";
import { packEvent, type PackedEvent } from "../../../shared/metering/pack.ts";
import { mergeRanges } from "../../../shared/metering/watermark.ts";
import type { MeterBatch, MeterConflict } from "../store/usage-records.ts";

/** 128 bits of SHA-256: two contents that are not the same never look it. */
const HASH_LENGTH = 22;

interface Packed {
  from: number;
  to: number;
  events: string;
}

/** Lays out what a producer reports for the store. An event that is in it twice is in it once. */
export function packBatch(
  from: Pick<MeterBatch, "tenant" | "producer" | "heartbeatSeconds" | "receivedAt">,
  events: readonly ReportedEvent[],
): MeterBatch {
  const known = new Map<string, string>();
  const readings = new Map<string, Packed>();
  const conflicts: MeterConflict[] = [];
  const superseded = new Map<string, string>();
  const arrived: { seq: number; at: number }[] = [];
  for (const event of events) {
    const { eventId, managementId, seq } = event;
    const packed = packEvent(event);
    const text = JSON.stringify(packed);
    const digest = digestOf(managementId, packed);
    const at = packed[8];
    arrived.push({ seq, at });
    const before = known.get(eventId);
    if (before !== undefined) {
      const conflict = { eventId, hash: digest, managementId, reason: "content", event: text };
      if (before !== digest) conflicts.push({ ...conflict, reason: "content" });
      continue;
    }
    known.set(eventId, digest);
    if (event.supersedes !== "") superseded.set(event.supersedes, eventId);
    addTo(readings, managementId, at, text);
  }
  return {
    ...from,
    count: known.size,
    keys: keysText(known),
    readings: [...readings].map(([managementId, packed]) => ({
      managementId,
      from: packed.from,
      to: packed.to,
      events: `[${packed.events}]`,
    })),
    sequences: mergeRanges([], arrived),
    superseded,
    conflicts,
  };
}

/** Of what an event says: a producer that began its numbers anew still says the same. */
function digestOf(managementId: string, [eventId, , ...content]: PackedEvent): string {
  const text = JSON.stringify([managementId, eventId, ...content]);
  return hash("sha256", text, "base64url").slice(0, HASH_LENGTH);
}

function addTo(
  readings: Map<string, Packed>,
  managementId: string,
  at: number,
  text: string,
): void {
  const packed = readings.get(managementId);
  if (packed === undefined) {
    readings.set(managementId, { from: at, to: at, events: text });
    return;
  }
  packed.from = Math.min(packed.from, at);
  packed.to = Math.max(packed.to, at);
  packed.events += `,${text}`;
}

function keysText(known: ReadonlyMap<string, string>): string {
  let text = "{";
  let number = 0;
  for (const [eventId, digest] of known)
    text += `${number === 0 ? "" : ","}"${number++}":[${JSON.stringify(eventId)},"${digest}"]`;
  return `${text}}`;
}
