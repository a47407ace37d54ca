import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import type { EnvironmentSummary, InstanceState } from "../../shared/protocol/environment.ts";
import { unseenOf, type Unseen } from "../../shared/protocol/unseen.ts";
import { localTime } from "../ui/local-time.ts";
import { ENVIRONMENT_LOOKS, INSTANCE_LOOKS, UNKNOWN_LOOK } from "./look.ts";

/** How an environment is; unknown, since when and why, while its lab does not answer. */
export function EnvironmentBadge(props: {
  readonly environment: Pick<EnvironmentSummary, "state" | "error">;
}): ReactNode {
  const { state } = props.environment;
  const unseen = unseenOf(props.environment);
  const known = ENVIRONMENT_LOOKS[state];
  const { color, icon: Icon, word } = unseen === null ? known : UNKNOWN_LOOK;
  return (
    <Badge
      {...(unseen !== null && { title: unknownTitle(unseen, known.word) })}
      color={color}
      variant="light"
      style={{ flex: "none" }}
      leftSection={<Icon size={12} aria-hidden />}
    >
      {word}
    </Badge>
  );
}

function unknownTitle({ since, why }: Unseen, word: string): string {
  return `Since ${localTime(since)}, when it was: ${word.toLowerCase()}. ${why}`;
}

export function InstanceBadge(props: {
  readonly state: InstanceState;
  /** Its lab does not answer. */
  readonly unseen: boolean;
}): ReactNode {
  const { color, icon: Icon, word } = props.unseen ? UNKNOWN_LOOK : INSTANCE_LOOKS[props.state];
  return (
    <Badge
      color={color}
      variant="light"
      size="sm"
      style={{ flex: "none" }}
      leftSection={<Icon size={11} aria-hidden />}
    >
      {word}
    </Badge>
  );
}
