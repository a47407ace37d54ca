import { Button, ScrollArea, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconServer2 } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { foldProblems } from "../../../shared/constraints/fold-problems.ts";
import { problemText } from "../../../shared/constraints/problem-text.ts";
import type { Problem, ProblemLevel } from "../../../shared/constraints/rule.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import type { BottomTab } from "../../app/slots.ts";
import { useLive, useOnline, usePools } from "../../live/state.ts";
import { useChosen, useLabFit, type LabAnswer } from "../../store/lab-fit.ts";
import { LEVELS } from "../../store/problems.ts";
import { useDesign, useShownEnvironment } from "../../store/selectors.ts";
import { showBottomPanel } from "../../store/ui.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { localTime } from "../../ui/local-time.ts";
import { EVERYTHING } from "../problems/filter.ts";
import { useLooking } from "../problems/jumping.ts";
import styles from "./FitPanel.module.css";
import { TimeChooser } from "./TimeChooser.tsx";

/** "Can the lab hold it?", for each pool that is known: now, and at the chosen time, with the reasons where not. */
function FitPanel(): ReactElement {
  const pools = usePools();
  const answers = useLabFit((fit) => fit.answers);
  const running = useShownEnvironment() !== null;
  if (pools.length === 0)
    return (
      <EmptyState icon={IconServer2} title="No lab is known yet">
        Once a Labwright daemon has answered, its pools are remembered and checked here. The desktop
        app starts one by itself; on a server run <code>labwright daemon</code>.
      </EmptyState>
    );
  if (running)
    return (
      <EmptyState icon={IconServer2} title="This is running already">
        It holds what it needs of the lab. Open its design to see whether another one would fit.
      </EmptyState>
    );
  return (
    <>
      <TimeChooser />
      <ScrollArea flex={1} type="auto" scrollbarSize={8}>
        <ul className={styles["pools"]} aria-label="Pools">
          {pools.map((pool) => (
            <PoolFit
              key={pool.id}
              pool={pool}
              answer={answers?.find((answer) => answer.pool === pool.id)}
            />
          ))}
        </ul>
      </ScrollArea>
    </>
  );
}

interface PoolFitProps {
  readonly pool: Pool;
  readonly answer: LabAnswer | undefined;
}

function PoolFit({ pool, answer }: PoolFitProps): ReactElement {
  const window = useChosen((chosen) => chosen.window);
  const failed = useLabFit((fit) => fit.failed);
  const time =
    window === null ? "From now on" : `${localTime(window.start)} – ${localTime(window.end)}`;
  return (
    <li className={styles["pool"]}>
      <Text size="sm" fw={600}>
        {pool.name}
        {answer === undefined && (failed ? ": could not be checked" : ": checking…")}
      </Text>
      <AsOf pool={pool} />
      {answer !== undefined && (
        <>
          <Verdict level="pool" title="At this moment" problems={answer.now} pool={pool} />
          <Verdict level="window" title={time} problems={answer.chosen} pool={pool} />
          {answer.most !== undefined && (
            <Verdict
              level="most"
              title={`${time}, with the most copies that the load may ask for`}
              problems={answer.most}
              pool={pool}
            />
          )}
        </>
      )}
    </li>
  );
}

/** Of a lab that holds very much, only the nearer time is known until the rest is asked for. */
function countedWords(known: string, wanted = ""): string {
  return wanted > known
    ? `What others hold is counted up to ${localTime(known)}; the rest is being asked for.`
    : "What others hold is counted.";
}

/** Since when this has been known; all there is to go by while the daemon is away. */
function AsOf({ pool }: { readonly pool: Pool }): ReactElement {
  const online = useOnline();
  const timeline = useLive(({ timelines }) => timelines[pool.id]);
  const wanted = useChosen(({ window }) => window?.end);
  return (
    <Text size="xs" c={online ? "dimmed" : "var(--warning)"}>
      {timeline === undefined
        ? "What others hold of it is not known yet."
        : online
          ? countedWords(timeline.window.end, wanted)
          : `The daemon does not answer: as it was on ${localTime(timeline.at)}.`}
    </Text>
  );
}

interface VerdictProps {
  /** `most`: not among the listed problems, for it is not what is sent. */
  readonly level: ProblemLevel | "most";
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly pool: Pool;
}

function Verdict({ level, title, problems, pool }: VerdictProps): ReactElement | null {
  const design = useDesign();
  const listed = useLabFit((fit) => fit.pool) === pool.id;
  if (design === null) return null;
  const fits = problems.length === 0;
  const Picture = fits ? IconCircleCheck : IconCircleX;
  return (
    <div className={styles["verdict"]} data-fits={fits} data-level={level}>
      <Picture size={16} aria-hidden className={styles["picture"]} />
      <div>
        <Text size="xs" fw={600}>
          {title}: {fits ? "fits" : "does not fit"}
          {!fits && listed && level !== "most" && (
            <Button
              size="compact-xs"
              variant="subtle"
              ml={6}
              onClick={() => {
                showProblems(level);
              }}
            >
              Show as problems
            </Button>
          )}
        </Text>
        {foldProblems(problems, design).map((problem) => {
          const sentence = problemText(problem, design);
          return (
            <Text key={sentence} size="xs">
              {sentence}
            </Text>
          );
        })}
      </div>
    </div>
  );
}

function showProblems(level: ProblemLevel): void {
  const levels = LEVELS.filter((one) => one === level);
  useLooking.setState({ filter: { ...EVERYTHING, levels } });
  showBottomPanel("problems");
}

export const FIT_TAB: Omit<BottomTab, "badge"> = {
  id: "fit",
  title: "Fits the lab",
  icon: IconServer2,
  component: FitPanel,
};
