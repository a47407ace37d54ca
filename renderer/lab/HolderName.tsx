import { Anchor, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { openEnvironment } from "../live/open-environment.ts";
import { useLive } from "../live/state.ts";

/** Who holds something: a way to its drawing, where one may open it. Of strangers only that somebody is there. */
export function HolderName(props: {
  readonly id: string | null;
  readonly name: string | null;
}): ReactElement {
  const { id, name } = props;
  const isOwn = useLive((live) => id !== null && live.summaries[id] !== undefined);
  if (id === null || name === null)
    return (
      <Text span fz="inherit" c="dimmed">
        Somebody
      </Text>
    );
  if (!isOwn) return <span>{name}</span>;
  return (
    <Anchor
      component="button"
      type="button"
      fz="inherit"
      ta="left"
      onClick={() => void openEnvironment(id)}
    >
      {name}
    </Anchor>
  );
}
