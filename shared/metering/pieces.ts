import type { MeterGap } from "./gap.ts";
import type { MeterEvent } from "./meter-event.ts";

/** What a series comes to over a span: a level that was held, or a quantity that was used. */
export interface MeterPiece {
  /** The event that it is known from. */
  readonly event: MeterEvent;
  readonly start: number;
  /** null while it goes on. */
  readonly end: number | null;
  /** Of what goes on: when there was the last sign of it. */
  readonly lastSign: number;
  readonly isEstimated: boolean;
  readonly amount:
    | { readonly type: "level"; readonly value: string }
    | { readonly type: "quantity"; readonly value: string };
}

/** What became of one series. */
export interface MeterRun {
  readonly pieces: readonly MeterPiece[];
  readonly gaps: readonly MeterGap[];
}

/** A gap in what an event is about. */
export function gapAt(
  { producerId, managementId, instance, meterId }: MeterEvent,
  [from, to]: readonly [from: number, to: number],
  reason: MeterGap["reason"],
  estimate: MeterGap["estimate"],
): MeterGap {
  return {
    producerId,
    managementId,
    instance,
    meterId,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    reason,
    estimate,
  };
}
