import type { DesiredInstance, DesiredNetwork, DesiredVolume } from "./desired.ts";

/**
 * One idempotent move towards the desired state. Doing it twice, or after half of it was done before a
 * crash, ends the same.
 */
export type Step =
  | { readonly type: "create-environment" }
  | { readonly type: "create-network"; readonly network: DesiredNetwork }
  | { readonly type: "create-volume"; readonly volume: DesiredVolume }
  /** Makes it larger; what is on it stays. */
  | { readonly type: "change-volume"; readonly volume: DesiredVolume }
  | { readonly type: "create-instance"; readonly instance: DesiredInstance }
  /** Gives a machine the size, interfaces and volumes that are desired now; what is on its disk stays. */
  | { readonly type: "change-instance"; readonly instance: DesiredInstance }
  | { readonly type: "start-instance"; readonly instance: DesiredInstance }
  /** In order where it lets itself be; its disk stays, and what it was told of this boot is gone. */
  | { readonly type: "stop-instance"; readonly instance: DesiredInstance }
  /** Sets addresses, routes, forwarding and filters of this boot. */
  | { readonly type: "configure-instance"; readonly instance: DesiredInstance }
  | {
      readonly type: "install-application";
      readonly instance: DesiredInstance;
      readonly application: string;
    }
  | {
      readonly type: "start-application";
      readonly instance: DesiredInstance;
      readonly application: string;
    }
  | { readonly type: "remove-instance"; readonly id: string }
  | { readonly type: "remove-volume"; readonly id: string }
  | { readonly type: "remove-network"; readonly id: string }
  /** Removes whatever still carries the management ID, and its container last. */
  | { readonly type: "remove-environment" };

export type StepType = Step["type"];
