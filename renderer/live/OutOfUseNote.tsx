import { Text, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { OutOfUse } from "./out-of-use.ts";

/** What of somebody's hosts a lab admin takes out of use, the soonest in words; nothing where there is none. */
export function OutOfUseNote(props: {
  readonly all: readonly OutOfUse[];
  readonly size: "xs" | "sm";
  /** It is read out when it changes. */
  readonly role?: "status";
}): ReactNode {
  const { all, size, role } = props;
  const [first, ...others] = all;
  if (first === undefined) return null;
  const details = all.map(({ words, detail }) => `${words}. ${detail}`);
  return (
    <Tooltip label={details.join(" ")} multiline maw={420}>
      <Text size={size} fw={600} c="var(--warning)" role={role} truncate>
        {first.words}
        {others.length > 0 && `, and ${others.length} more`}
      </Text>
    </Tooltip>
  );
}
