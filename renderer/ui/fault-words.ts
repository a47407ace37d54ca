import { faultReason, faultText, type Fault, type FaultText } from "../../shared/base/fault.ts";
import { withLocalTimes } from "./told-times.ts";

/** What a person reads of a fault, with its times by the reader's own clock, or by that of a zone. */
export function faultWords(fault: Fault, zone?: string): FaultText {
  const { what, why, remedy, ...rest } = faultText(fault);
  return {
    ...rest,
    what: withLocalTimes(what, zone),
    ...(why !== undefined && { why: withLocalTimes(why, zone) }),
    remedy: withLocalTimes(remedy, zone),
  };
}

/** What went wrong and why, in whole sentences, with its times by the same clocks. */
export function reasonWords(fault: Fault, zone?: string): string {
  return withLocalTimes(faultReason(fault), zone);
}
