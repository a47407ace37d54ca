import { Anchor, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { heldWords } from "./count.ts";
import type { Supply } from "./supplies.ts";

const LEVELS = {
  ample: { color: "blue", words: null },
  nearly: { color: "orange", words: "Nearly used up" },
  exhausted: { color: "red", words: "Used up" },
} as const;

/** There is some, and none of it may be used. */
const NONE = { color: "red", words: "Out of use" } as const;

/** How much of something is held, as a bar and in words. */
export function Share(
  props: Pick<Supply, "title" | "held" | "capacity" | "text"> &
    Partial<Pick<Supply, "level">> & {
      /** To what else is known of it. */
      readonly onOpen?: () => void;
    },
): ReactElement {
  const { title, held, capacity, text, level = "ample", onOpen } = props;
  const percent = capacity === 0 ? 0 : (100 * held) / capacity;
  const { color, words } = capacity === 0 && level === "exhausted" ? NONE : LEVELS[level];
  return (
    <Stack gap={2}>
      {onOpen === undefined ? (
        <Text size="xs" c="dimmed">
          {title}
        </Text>
      ) : (
        <Anchor component="button" type="button" size="xs" ta="start" onClick={onOpen}>
          {title}
        </Anchor>
      )}
      <Text size="sm" fw={600}>
        {heldWords({ held, capacity, text })}
      </Text>
      <Progress value={percent} color={color} size="sm" aria-label={`${title} held`} />
      {words !== null && (
        <Text size="xs" c={level === "exhausted" ? "var(--bad)" : "var(--warning)"}>
          <IconAlertTriangle size={12} aria-hidden /> {words}
        </Text>
      )}
    </Stack>
  );
}
