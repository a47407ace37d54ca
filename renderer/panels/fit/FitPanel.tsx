import { Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconServer2 } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { refusalText } from "../../../shared/placement/refusal-text.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import type { BottomTab } from "../../app/slots.ts";
import { usePools } from "../../live/state.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useFit } from "./fit.ts";
import type { FitAnswer } from "./fit-worker.ts";
import styles from "./FitPanel.module.css";

/** "Can the lab hold it?", for each pool that is known, with the reasons where it cannot. */
function FitPanel(): ReactElement {
  const pools = usePools();
  const fit = useFit((state) => state.pools);
  if (pools.length === 0)
    return (
      <EmptyState icon={IconServer2} title="No lab is known yet">
        Once a Labwright daemon has answered, its pools are remembered and checked here. The desktop
        app starts one by itself; on a server run <code>labwright daemon</code>.
      </EmptyState>
    );
  return (
    <ul className={styles["pools"]} aria-label="Pools">
      {pools.map((pool) => (
        <PoolFit
          key={pool.id}
          pool={pool}
          answer={fit?.find((answer) => answer.pool === pool.id)}
        />
      ))}
    </ul>
  );
}

interface PoolFitProps {
  readonly pool: Pool;
  readonly answer: FitAnswer["pools"][number] | undefined;
}

function PoolFit({ pool, answer }: PoolFitProps): ReactElement {
  const fits = answer?.refusals.length === 0;
  const Picture = fits ? IconCircleCheck : IconCircleX;
  return (
    <li className={styles["pool"]} data-fits={answer === undefined ? undefined : fits}>
      {answer !== undefined && <Picture size={18} aria-hidden className={styles["picture"]} />}
      <div>
        <Text size="sm" fw={600}>
          {pool.name}
          {answer === undefined ? ": checking…" : fits ? ": fits" : ": does not fit"}
        </Text>
        {fits && (
          <Text size="xs" c="dimmed">
            Were the pool empty. What others hold is counted when you send it to the lab.
          </Text>
        )}
        {answer?.refusals.map((refusal) => {
          const sentence = refusalText(refusal);
          return (
            <Text key={sentence} size="xs">
              {sentence}
            </Text>
          );
        })}
      </div>
    </li>
  );
}

export const FIT_TAB: Omit<BottomTab, "badge"> = {
  id: "fit",
  title: "Fits the lab",
  icon: IconServer2,
  component: FitPanel,
};
