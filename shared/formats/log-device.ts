import type { Device } from "./devices.ts";
import type { LossLog } from "./loss.ts";

/** Says what a device of the source has become, and whose image is not in the catalogue. */
export function logDevice(loss: LossLog, source: string, device: Device, where: string): void {
  loss.add(device.exact ? "mapped" : "approximated", source, device.title, where);
  if (device.missingImage !== undefined)
    loss.add("missing", `image ${device.missingImage}`, `${device.systemTitle} stands in`, where);
}
