import { Badge } from "@mantine/core";
import { memo, type ReactElement } from "react";
import type { ThingState } from "../../shared/pool/thing-state.ts";
import styles from "./Lab.module.css";
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

/** The same where there are very many: much lighter to draw. */
export const StateText = memo(function StateText(props: {
  readonly state: ThingState["state"];
}): ReactElement {
  const { color, icon: Picture, word } = STATE_LOOKS[props.state];
  return (
    <span
      className={styles["state"]}
      style={{ color: `var(--mantine-color-${color}-light-color)` }}
    >
      <Picture size={13} aria-hidden /> {word}
    </span>
  );
});
