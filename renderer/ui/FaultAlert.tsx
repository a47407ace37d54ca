import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import { faultWords } from "./fault-words.ts";

/** An expected failure in place: what, where, why, the way out, and the code to search for. */
export function FaultAlert({ fault }: { readonly fault: Fault }): ReactNode {
  const { what, where, why, remedy } = faultWords(fault);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={what} role="alert">
      {where !== undefined && <Text size="sm">{where}</Text>}
      {why !== undefined && <Text size="sm">{why}</Text>}
      <Text size="sm">{remedy}</Text>
      <Text size="xs">{fault.code}</Text>
    </Alert>
  );
}
