import { Progress, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** How much of something is held, as a bar and in words. */
export function Share(props: {
  readonly title: string;
  readonly held: number;
  readonly capacity: number;
  readonly text: (value: number) => string;
}): ReactNode {
  const { title, held, capacity, text } = props;
  const percent = capacity === 0 ? 0 : (100 * held) / capacity;
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text fw={600}>
        {text(held)} of {text(capacity)}
      </Text>
      <Progress
        value={percent}
        color={percent > 90 ? "orange" : "blue"}
        aria-label={`${title} held`}
      />
    </Stack>
  );
}
