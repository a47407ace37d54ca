import { fault } from "../../../shared/base/fault.ts";
import { err, type Result } from "../../../shared/base/result.ts";
import type { Driver } from "./driver.ts";

/**
 * What stands for a driver that this daemon was built without, as when a lab was added by a newer one: its lab is away
 * and keeps everything that is known of it, until a daemon that has the driver opens it again.
 */
export function unknownDriver(id: string): Driver {
  const missing = (): Promise<Result<never>> =>
    Promise.resolve(err(fault("driver-unknown", { driver: id })));
  return {
    id,
    capabilities: { compute: "simulated", console: false, usage: false, faults: false },
    discover: missing,
    observe: missing,
    inventory: missing,
    apply: missing,
    usage: missing,
    exec: missing,
    close: () => Promise.resolve(),
  };
}
