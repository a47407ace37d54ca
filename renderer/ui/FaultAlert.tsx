import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { faultText, type Fault } from "../../shared/base/fault.ts";
import { withLocalTimes } from "./told-times.ts";

/** An expected failure in place: what, where, why, the way out, and the code to search for. */
export function FaultAlert({ fault }: { readonly fault: Fault }): ReactNode {
  const { what, where, why, remedy } = faultText(fault);
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={withLocalTimes(what)}
      role="alert"
    >
      {where !== undefined && <Text size="sm">{where}</Text>}
      {why !== undefined && <Text size="sm">{withLocalTimes(why)}</Text>}
      <Text size="sm">{withLocalTimes(remedy)}</Text>
      <Text size="xs">{fault.code}</Text>
    </Alert>
  );
}
