import { ActionIcon, Badge, Tabs, Tooltip } from "@mantine/core";
import { IconAlertCircle, IconCoins, IconX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { BottomTab } from "../app/slots.ts";
import { LIVE } from "../live/index.ts";
import { useAnalysis } from "../store/analysis.ts";
import { useProblems } from "../store/problems.ts";
import { setPanel, showBottomPanel, useUi } from "../store/ui.ts";
import { money } from "../ui/money.ts";
import styles from "./BottomPanel.module.css";
import { CostPanel } from "./cost/CostPanel.tsx";
import { standsIn } from "./cost/stand-ins.ts";
import { FitBadge } from "./fit/FitBadge.tsx";
import { FIT_TAB } from "./fit/FitPanel.tsx";
import { OUTLINE_TAB } from "./outline/OutlinePanel.tsx";
import { ProblemsPanel } from "./problems/ProblemsPanel.tsx";

function ProblemCount(): ReactElement | null {
  const problems = useProblems();
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const all = problems.length;
  if (all === 0) return null;
  return (
    <Badge size="xs" circle={all < 10} color={errors > 0 ? "red" : "orange"} variant="filled">
      {all}
    </Badge>
  );
}

function CostTotal(): ReactElement | null {
  const rate = useAnalysis((analysis) => analysis.rate);
  const isOther = useAnalysis(({ problems }) => problems.some(standsIn));
  if (rate === null) return null;
  return (
    <Badge
      size="sm"
      color={isOther ? "orange" : "gray"}
      variant="light"
      tt="none"
      title={isOther ? "Not the price of what is drawn: some values cannot be" : undefined}
    >
      {isOther && "≠ "}
      {money(rate.hour, rate.currency)} an hour
    </Badge>
  );
}

const TABS: readonly BottomTab[] = [
  {
    id: "problems",
    title: "Problems",
    icon: IconAlertCircle,
    component: ProblemsPanel,
    badge: ProblemCount,
  },
  { id: "cost", title: "Cost", icon: IconCoins, component: CostPanel, badge: CostTotal },
  { ...FIT_TAB, badge: FitBadge },
  OUTLINE_TAB,
  ...LIVE.bottomPanels,
];

/** The tabs under the canvas: what is wrong, what it costs, whether it fits, and the live side's. */
export function BottomPanel(): ReactElement {
  const shown = useUi((ui) => ui.bottomPanel);
  return (
    <Tabs
      value={shown}
      onChange={(value) => {
        if (value !== null) showBottomPanel(value);
      }}
      className={styles["tabs"] ?? ""}
      keepMounted={false}
      variant="default"
    >
      <div className={styles["head"]}>
        <Tabs.List className={styles["list"] ?? ""}>
          {TABS.map(({ id, title, icon: Picture, badge: Count }) => (
            <Tabs.Tab
              key={id}
              value={id}
              className={styles["tab"] ?? ""}
              leftSection={<Picture size={15} />}
              rightSection={Count === undefined ? undefined : <Count />}
            >
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tooltip label="Hide">
          <ActionIcon
            ml="auto"
            my="auto"
            mr={6}
            size="sm"
            aria-label="Hide the bottom panel"
            onClick={() => {
              setPanel("bottom.open", false);
            }}
          >
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      {TABS.map(({ id, component: Content }) => (
        <Tabs.Panel key={id} value={id} className={styles["panel"] ?? ""}>
          <Content />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
