/** What a driver sees of one environment: only things that carry its management ID. */
export interface ObservedState {
  /** Whether the driver's container for the environment (a project, a folder) exists. */
  readonly present: boolean;
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly instances: readonly ObservedInstance[];
}

export interface ObservedInstance {
  readonly id: string;
  readonly power: "running" | "stopped" | "unknown";
  /** Addresses, routes and filters of this boot are set. False again after a restart. */
  readonly configured: boolean;
  /** Applications whose install script has ended well. */
  readonly installed: readonly string[];
  /** Applications started since this boot. */
  readonly started: readonly string[];
}
