import { Badge } from "@mantine/core";
import type { ReactElement } from "react";
import type { ThingState } from "../../shared/pool/thing-state.ts";
import { STATE_LOOKS } from "./thing-look.ts";

/** How a thing of the lab is: colour, icon and word. */
export function StateBadge({ state }: { readonly state: ThingState["state"] }): ReactElement {
  const { color, icon: Picture, word } = STATE_LOOKS[state];
  return (
    <Badge
      size="sm"
      color={color}
      variant="light"
      style={{ flex: "none" }}
      leftSection={<Picture size={11} aria-hidden />}
    >
      {word}
    </Badge>
  );
}
