import { toInstant } from "../../../shared/base/clock.ts";
import type { MeasuredMeterId } from "../../../shared/kinds/component-kind.ts";
import type { ReportedEvent } from "../../../shared/metering/meter-event.ts";
import type { UsedBy } from "../../../shared/pricing/engine/schema/values.ts";
import type { ThirdPartyCounters, UsageSample } from "../drivers/driver.ts";

/** An event without its number, which it gets when it is stored. */
export type NumberlessEvent = Omit<ReportedEvent, "seq">;

/** One look at what an environment uses. */
export interface LabReading {
  readonly managementId: string;
  readonly samples: readonly UsageSample[];
  /** Addresses of the world outside that it holds. */
  readonly addresses: number;
  readonly now: number;
  /**
   * Milliseconds since the boot of a sample, by a clock that nobody sets; null without such a clock. `isNew`: it is
   * seen for the first time.
   */
  readonly bootOf: (sample: UsageSample) => {
    readonly isNew: boolean;
    readonly elapsed: number | null;
  };
}

/** Levels that were there at the last look, as `instance meter`: what is gone of them has ended. */
export type Levels = ReadonlySet<string>;

const MEBIBYTE = 2 ** 20;
const GIBIBYTE = 2 ** 30;
/** A level is told apart by so many steps before it doubles. */
const STEPS = 32;

/**
 * What a look at an environment comes to as events. A counter's boot is told with its first reading, always in the
 * same words: so what it counted before counts, and a daemon that looks anew tells nothing twice.
 */
export function labEvents(
  reading: LabReading,
  before: Levels,
): { readonly events: readonly NumberlessEvent[]; readonly levels: Levels } {
  const { managementId, now } = reading;
  const levels = reading.samples.flatMap((sample) => levelEvents(sample, reading));
  if (reading.addresses > 0) levels.push(addressEvent(reading));
  const held = new Set(levels.map(({ instance, meterId }) => `${instance} ${meterId}`));
  const gone = [...before]
    .filter((key) => !held.has(key))
    .map((key) => stopEvent(managementId, key, now));
  const counters = reading.samples.flatMap((sample) => counterEvents(sample, reading));
  return { events: [...counters, ...levels, ...gone], levels: held };
}

/** Everything has ended: what was held until now, stops. */
export function endEvents(
  managementId: string,
  levels: Levels,
  now: number,
): readonly NumberlessEvent[] {
  return [...levels].map((key) => stopEvent(managementId, key, now));
}

/** One counter of all, or one of each sort of user where the lab tells them apart: together they are all. */
function counterEvents(sample: UsageSample, reading: LabReading): readonly NumberlessEvent[] {
  const { byThirdParties: others } = sample;
  if (others === undefined) return countersOf(sample, reading, sample);
  const own = {
    cpuNanoseconds: sample.cpuNanoseconds - others.cpuNanoseconds,
    receivedBytes: sample.receivedBytes - others.receivedBytes,
    sentBytes: sample.sentBytes - others.sentBytes,
  };
  return [
    ...countersOf(sample, reading, own, "user"),
    ...countersOf(sample, reading, others, "third-party"),
  ];
}

function countersOf(
  sample: UsageSample,
  reading: LabReading,
  counted: ThirdPartyCounters,
  usedBy?: UsedBy,
): readonly NumberlessEvent[] {
  const { bootId, bootedAt, instance } = sample;
  const { isNew } = reading.bootOf(sample);
  const whose = usedBy === undefined ? "" : ` by ${usedBy}`;
  const counters: readonly (readonly [MeasuredMeterId, string, string])[] = [
    ["cpu", seconds(counted.cpuNanoseconds), "vCPU.s"],
    ["network-in", String(counted.receivedBytes), "byte"],
    ["network-out", String(counted.sentBytes), "byte"],
  ];
  return counters.flatMap(([meterId, value, unit]) => {
    const kind = "counter" as const;
    const plainly = eventOf(sample, reading, meterId);
    const event = {
      ...plainly,
      eventId: `${plainly.eventId}${whose}`,
      ...(usedBy !== undefined && { usedBy }),
      kind,
      value,
      unit,
    };
    if (!isNew) return [event];
    const eventId = `${reading.managementId} ${instance} ${meterId} boot ${bootId}${whose}`;
    return [{ ...event, eventId, value: "0", at: toInstant(bootedAt), monotonic: 0 }, event];
  });
}

/** Nanoseconds as seconds, exactly. */
function seconds(nanoseconds: number): string {
  const digits = String(Math.trunc(nanoseconds)).padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

function levelEvents(sample: UsageSample, reading: LabReading): NumberlessEvent[] {
  const memory = String(begunSteps(sample.memoryBytes) / GIBIBYTE);
  const levels: (readonly [MeasuredMeterId, string, string])[] = [["memory", memory, "GiB"]];
  if (sample.diskBytes !== null) {
    levels.push(["disk", String(begunSteps(sample.diskBytes)), "byte"]);
  }
  return levels.map(([meterId, value, unit]) =>
    Object.assign(eventOf(sample, reading, meterId), { value, unit }),
  );
}

/** Memory goes up and down by single pages all the time: begun steps count, of a mebibyte or, of more, of 3 %. */
function begunSteps(bytes: number): number {
  const step = Math.max(MEBIBYTE, 2 ** Math.floor(Math.log2(Math.max(bytes, 1))) / STEPS);
  return Math.ceil(bytes / step) * step;
}

function eventOf(
  sample: UsageSample,
  { managementId, now, bootOf }: LabReading,
  meterId: MeasuredMeterId,
): NumberlessEvent {
  const { instance, bootId } = sample;
  return {
    ...plain(managementId, instance, meterId, now),
    bootId,
    monotonic: bootOf(sample).elapsed,
  };
}

function addressEvent({ managementId, addresses, now }: LabReading): NumberlessEvent {
  return { ...plain(managementId, "", "address", now), value: String(addresses), unit: "address" };
}

function stopEvent(managementId: string, key: string, now: number): NumberlessEvent {
  const [instance = "", meterId = ""] = key.split(" ");
  return { ...plain(managementId, instance, meterId, now), kind: "stop" };
}

function plain(
  managementId: string,
  instance: string,
  meterId: string,
  now: number,
): NumberlessEvent {
  return {
    eventId: `${managementId} ${instance} ${meterId} ${now}`,
    managementId,
    instance,
    meterId,
    item: "",
    kind: "level",
    value: "1",
    unit: "",
    at: toInstant(now),
    bootId: "",
    monotonic: null,
    supersedes: "",
  };
}
