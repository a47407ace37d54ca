import type { MeterId } from "../../kinds/component-kind.ts";
import type { FocusRow } from "./columns.ts";

/** Category and subcategory of the specification's closed lists. */
const COMPUTE = ["Compute", "Virtual Machines"] as const;
const NETWORK = ["Networking", "Network Connectivity"] as const;
const STORAGE = ["Storage", "Block Storage"] as const;
const OTHER = ["Other", "Other (Other)"] as const;

const SERVICES: Readonly<Partial<Record<string, readonly [string, string]>>> = {
  instance: COMPUTE,
  appliance: ["Networking", "Network Infrastructure"],
  storage: STORAGE,
  port: NETWORK,
  bandwidth: NETWORK,
} satisfies Partial<Record<MeterId, readonly [string, string]>>;

/** What a meter counts, in the words of FOCUS. */
export function serviceOf(meter: string): FocusRow {
  const [category, subcategory] = (Object.hasOwn(SERVICES, meter) && SERVICES[meter]) || OTHER;
  return {
    ServiceCategory: category,
    ServiceSubcategory: subcategory,
    ServiceName: meter === "" ? "Labwright" : meter,
  };
}
