import { Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { useOnline } from "../live/state.ts";

/** Why an answer did not come. That the daemon is away the screen says once, above; here only what is missing. */
export function AnswerFault({ fault }: { readonly fault: Fault }): ReactElement {
  const online = useOnline();
  if (online) return <FaultAlert fault={fault} />;
  return (
    <Text size="sm" c="dimmed">
      Shown again when the daemon answers.
    </Text>
  );
}
