import { Badge } from "@mantine/core";
import type { ReactElement } from "react";
import { usePools } from "../../live/state.ts";
import { useLabFit } from "../../store/lab-fit.ts";

/** Whether any of the known pools holds the design at the chosen time, in a word. */
export function FitBadge(): ReactElement | null {
  const pools = usePools();
  const answers = useLabFit((fit) => fit.answers);
  if (pools.length === 0 || answers === null) return null;
  const fits = answers.some(({ chosen }) => chosen.length === 0);
  return (
    <Badge size="sm" tt="none" variant="light" color={fits ? "green" : "red"}>
      {fits ? "fits" : "does not fit"}
    </Badge>
  );
}
