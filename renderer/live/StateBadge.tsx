import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import type { EnvironmentState, InstanceState } from "../../shared/protocol/environment.ts";
import { ENVIRONMENT_LOOKS, INSTANCE_LOOKS } from "./look.ts";

export function EnvironmentBadge({ state }: { readonly state: EnvironmentState }): ReactNode {
  const { color, icon: Icon, word } = ENVIRONMENT_LOOKS[state];
  return (
    <Badge
      color={color}
      variant="light"
      style={{ flex: "none" }}
      leftSection={<Icon size={12} aria-hidden />}
    >
      {word}
    </Badge>
  );
}

export function InstanceBadge({ state }: { readonly state: InstanceState }): ReactNode {
  const { color, icon: Icon, word } = INSTANCE_LOOKS[state];
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
