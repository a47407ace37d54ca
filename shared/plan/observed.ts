/** What a driver sees of one environment: only things that carry its management ID. */
export interface ObservedState {
  /** Whether the driver's container for the environment (a project, a folder) exists. */
  readonly present: boolean;
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** Those of the volumes that are smaller than desired; left out: none. */
  readonly smallVolumes?: readonly string[];
  readonly instances: readonly ObservedInstance[];
}

export interface ObservedInstance {
  readonly id: string;
  readonly power: "running" | "stopped" | "unknown";
  /** Which making of its id it is; left out: the first. Another than the desired one has to go. */
  readonly generation?: number;
  /** Its size, its interfaces or its volumes are not those desired; left out: they are. */
  readonly differs?: boolean;
  /** Addresses, routes and filters of this boot are set. False again after a restart. */
  readonly configured: boolean;
  /** Applications whose install script has ended well. */
  readonly installed: readonly string[];
  /** Applications started since this boot. */
  readonly started: readonly string[];
}
