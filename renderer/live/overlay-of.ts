import type { InstanceState, InstanceStatus } from "../../shared/protocol/environment.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import type { Unseen } from "../../shared/protocol/unseen.ts";
import { clockTime } from "../ui/local-time.ts";
import { faultWords } from "../ui/fault-words.ts";
import { INSTANCE_LOOKS, UNKNOWN_LOOK } from "./look.ts";

/** What a node shows of its instances while the tab shows an environment. Colour, icon and words together. */
export interface InstanceOverlay {
  readonly tone: Tone;
  /** `Running`, `Installing · 2 of 12 running`. */
  readonly text: string;
  /** 0 to 1; null when there is nothing to wait for. */
  readonly progress: number | null;
  /** The last error's sentence, for the tooltip. */
  readonly error: string | null;
  /** The connection is lost, or the lab does not answer: greyed, with the time it was last true. */
  readonly staleSince: string | null;
}

type Tone = "waiting" | "busy" | "good" | "warning" | "bad" | "gone";

const TONES: Readonly<Record<InstanceState, Tone>> = {
  waiting: "waiting",
  creating: "busy",
  starting: "busy",
  configuring: "busy",
  installing: "busy",
  running: "good",
  parking: "busy",
  parked: "waiting",
  degraded: "warning",
  failed: "bad",
  removing: "busy",
  removed: "gone",
};

/** The state that most deserves attention comes first. */
const URGENCY: readonly InstanceState[] = [
  "failed",
  "degraded",
  "removing",
  "installing",
  "configuring",
  "starting",
  "creating",
  "waiting",
  "parking",
  "running",
  "parked",
  "removed",
];

/** The sum over a node's instances; null where it has none of its own (a subnet, a licence). */
export function overlayOf(
  status: readonly InstanceStatus[],
  staleSince: string | null,
  unseen: Unseen | null = null,
): InstanceOverlay | null {
  const [first] = status;
  if (first === undefined) return null;
  if (unseen !== null) return unknownOverlay(staleSince, unseen);
  const worst = status.reduce(
    (worse, one) => (URGENCY.indexOf(one.state) < URGENCY.indexOf(worse.state) ? one : worse),
    first,
  );
  const tone = TONES[worst.state];
  const progress = status.reduce((sum, one) => sum + one.progress, 0) / status.length;
  const failed = status.find((one) => one.error !== null)?.error ?? null;
  return {
    tone,
    text: overlayText(worst.state, status),
    progress: (tone === "waiting" || tone === "busy") && progress < 1 ? progress : null,
    error: failed === null ? null : faultWords(fromWireFault(failed)).what,
    staleSince,
  };
}

/** What runs in a lab that does not answer may run as well as before. */
function unknownOverlay(staleSince: string | null, { since, why }: Unseen): InstanceOverlay {
  const lastSeen = clockTime(Date.parse(since));
  return {
    tone: "waiting",
    text: UNKNOWN_LOOK.word,
    progress: null,
    error: why,
    staleSince: staleSince ?? lastSeen,
  };
}

function overlayText(state: InstanceState, status: readonly InstanceStatus[]): string {
  const { word } = INSTANCE_LOOKS[state];
  const running = status.filter((one) => one.state === "running").length;
  const settled = running === status.length || running === 0;
  return status.length === 1 || (settled && state !== "running")
    ? word
    : `${settled ? "" : `${word} · `}${running} of ${status.length} running`;
}
