import { Badge } from "@mantine/core";
import type { ReactElement } from "react";
import { usePools } from "../../live/state.ts";
import { useFit } from "./fit.ts";

/** In how many of the known pools the design fits, in a word. */
export function FitBadge(): ReactElement | null {
  const pools = usePools();
  const fit = useFit((state) => state.pools);
  if (pools.length === 0 || fit === null) return null;
  const fitting = fit.filter(({ refusals }) => refusals.length === 0).length;
  return (
    <Badge size="sm" tt="none" variant="light" color={fitting > 0 ? "green" : "red"}>
      {fitting > 0 ? "fits" : "does not fit"}
    </Badge>
  );
}
