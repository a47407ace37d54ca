import { Badge } from "@mantine/core";
import type { ReactElement } from "react";
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
export function StateText({ state }: { readonly state: ThingState["state"] }): ReactElement {
  return (
    <span className={CLASSES} data-state={state} style={STYLES[state]}>
      {STATE_LOOKS[state].word}
    </span>
  );
}

const CLASSES = `${styles["state"]} ${styles["glyph"]}`;

/** One and the same object each time, which React does not look into again. */
const STYLES = Object.fromEntries(
  Object.entries(STATE_LOOKS).map(([state, { color }]) => [
    state,
    { color: `var(--mantine-color-${color}-light-color)` },
  ]),
);
