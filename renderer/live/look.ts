import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconDownload,
  IconLoader,
  IconParking,
  IconPlayerPlay,
  IconPower,
  IconQuestionMark,
  IconSettings,
  IconTrash,
  type Icon,
} from "@tabler/icons-react";
import type { EnvironmentState, InstanceState } from "../../shared/protocol/environment.ts";

/** Colour, icon and word of a state: never colour alone. Colours are Mantine's names. */
interface Look {
  readonly color: string;
  readonly icon: Icon;
  readonly word: string;
}

export const INSTANCE_LOOKS: Readonly<Record<InstanceState, Look>> = {
  waiting: { color: "gray", icon: IconClock, word: "Waiting" },
  creating: { color: "blue", icon: IconLoader, word: "Creating" },
  starting: { color: "blue", icon: IconPower, word: "Starting" },
  configuring: { color: "blue", icon: IconSettings, word: "Configuring" },
  installing: { color: "blue", icon: IconDownload, word: "Installing" },
  running: { color: "teal", icon: IconCircleCheck, word: "Running" },
  parking: { color: "indigo", icon: IconPower, word: "Parking" },
  parked: { color: "indigo", icon: IconParking, word: "Parked" },
  degraded: { color: "orange", icon: IconAlertTriangle, word: "Degraded" },
  failed: { color: "red", icon: IconCircleX, word: "Failed" },
  removing: { color: "gray", icon: IconTrash, word: "Removing" },
  removed: { color: "gray", icon: IconTrash, word: "Removed" },
};

export const ENVIRONMENT_LOOKS: Readonly<Record<EnvironmentState, Look>> = {
  requested: { color: "gray", icon: IconClock, word: "Requested" },
  reserved: { color: "indigo", icon: IconClock, word: "Reserved" },
  provisioning: { color: "blue", icon: IconLoader, word: "Provisioning" },
  ready: { color: "teal", icon: IconPlayerPlay, word: "Ready" },
  degraded: { color: "orange", icon: IconAlertTriangle, word: "Degraded" },
  failed: { color: "red", icon: IconCircleX, word: "Failed" },
  releasing: { color: "gray", icon: IconTrash, word: "Releasing" },
  released: { color: "gray", icon: IconCircleCheck, word: "Released" },
};

/** Of everything in a lab that does not answer. */
export const UNKNOWN_LOOK: Look = { color: "gray", icon: IconQuestionMark, word: "Unknown" };
