import {
  IconAlertOctagon,
  IconBiohazard,
  IconCircleCheck,
  IconClock,
  IconDatabase,
  IconDroplet,
  IconHelpCircle,
  IconNetwork,
  IconPlayerPlay,
  IconServer,
  IconTool,
  type Icon,
} from "@tabler/icons-react";
import type { Condition } from "../../shared/pool/condition.ts";
import type { Thing, ThingState } from "../../shared/pool/thing-state.ts";

/** Colour, icon and word of a state: never colour alone. Colours are Mantine's names. */
interface Look {
  readonly color: string;
  readonly icon: Icon;
  readonly word: string;
}

export const STATE_LOOKS: Readonly<Record<ThingState["state"], Look>> = {
  free: { color: "teal", icon: IconCircleCheck, word: "Free" },
  reserved: { color: "indigo", icon: IconClock, word: "Reserved" },
  "in-use": { color: "blue", icon: IconPlayerPlay, word: "In use" },
  draining: { color: "orange", icon: IconDroplet, word: "Draining" },
  maintenance: { color: "yellow", icon: IconTool, word: "Maintenance" },
  quarantine: { color: "grape", icon: IconBiohazard, word: "Quarantine" },
  failed: { color: "red", icon: IconAlertOctagon, word: "Failed" },
  unknown: { color: "gray", icon: IconHelpCircle, word: "Unknown" },
};

export const SORT_LOOKS: Readonly<Record<Thing["sort"], { icon: Icon; word: string }>> = {
  host: { icon: IconServer, word: "Host" },
  switch: { icon: IconNetwork, word: "Switch" },
  storage: { icon: IconDatabase, word: "Storage" },
};

/** What taking out of use is called, as an order and as what then holds. */
export const CONDITION_WORDS: Readonly<
  Record<
    Condition["kind"],
    { readonly order: string; readonly holds: string; readonly means: string }
  >
> = {
  draining: {
    order: "Drain",
    holds: "Draining",
    means: "Nothing new comes; who is there stays until it ends or is moved.",
  },
  maintenance: {
    order: "Maintenance",
    holds: "Maintenance",
    means: "Somebody works on it for a time; nothing is placed there then.",
  },
  quarantine: {
    order: "Quarantine",
    holds: "Quarantine",
    means: "Nobody trusts it: nothing is placed there until it is put back.",
  },
};
