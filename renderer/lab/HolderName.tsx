import { Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Window } from "../../shared/schedule/window.ts";
import { showInCalendar } from "../calendar/calendar-state.ts";
import { openEnvironment } from "../live/open-environment.ts";
import { useLive } from "../live/state.ts";
import { LinkButton } from "../ui/LinkButton.tsx";
import { useShownPool } from "./use-lab.ts";

/**
 * Who holds something: a way to its drawing, where one may open it, else to its place in the calendar. Of
 * strangers only that somebody is there.
 */
export function HolderName(props: {
  readonly id: string | null;
  readonly name: string | null;
  readonly window: Window;
}): ReactElement {
  const { id, name, window } = props;
  const isOwn = useLive((live) => id !== null && live.summaries[id] !== undefined);
  const pool = useShownPool();
  if (name === null)
    return (
      <Text span fz="inherit" c="dimmed">
        Somebody
      </Text>
    );
  if (id === null || pool === undefined) return <span>{name}</span>;
  return (
    <LinkButton
      title={isOwn ? "Open its drawing" : "Show it in the calendar"}
      onClick={() => (isOwn ? void openEnvironment(id) : showInCalendar({ window }, pool.id, id))}
    >
      {name}
    </LinkButton>
  );
}
