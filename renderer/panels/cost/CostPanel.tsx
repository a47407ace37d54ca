import { Alert, Group, Select, Text } from "@mantine/core";
import { useMemo, type ReactElement, type ReactNode } from "react";
import { pathName } from "../../../shared/design/path-names.ts";
import { isPriced, type Rated } from "../../../shared/pricing/rated.ts";
import { quoteInputs } from "../../../shared/pricing/review/inputs.ts";
import type { RunRate } from "../../../shared/pricing/run-rate.ts";
import type { Design } from "../../../shared/design/design.ts";
import { once } from "../../money/lazy.ts";
import { EnlargePanel, MoneyReview } from "../../money/MoneyReview.tsx";
import { RangeOfTotal } from "../../money/TotalRange.tsx";
import { namesFrom } from "../../money/names.ts";
import { whatIfView } from "../../money/what-if/WhatIf.tsx";
import { useAnalysis } from "../../store/analysis.ts";
import { select } from "../../store/documents.ts";
import { elementKey } from "../../store/elements.ts";
import { DURATIONS } from "../../ui/durations.ts";
import { useReference } from "../../store/reference.ts";
import { money } from "../../ui/money.ts";
import { standIns } from "./stand-ins.ts";
import { StartField } from "./StartField.tsx";
import styles from "./CostPanel.module.css";

/** What the design will cost: totals for hour, month and a duration, and every line with its reason. */
export function CostPanel(): ReactElement {
  const rated = useAnalysis((analysis) => analysis.rated);
  const rate = useAnalysis((analysis) => analysis.rate);
  const design = useAnalysis((analysis) => analysis.design);
  if (design === null) return <div />;
  return (
    <div className={styles["panel"]}>
      <Totals rated={rated} rate={rate} design={design} />
      {rated === null ? (
        <Text size="sm" c="dimmed" p={16}>
          Working out the price…
        </Text>
      ) : (
        <Priced rated={rated} design={design} />
      )}
    </div>
  );
}

function Priced({ rated, design }: { rated: Rated; design: Design }): ReactElement {
  const window = useAnalysis((analysis) => analysis.window);
  const reference = useReference();
  const names = useMemo(
    () => namesFrom({ design, catalogue: reference.catalogue }),
    [design, reference.catalogue],
  );
  const inputs = useMemo(
    () =>
      window === null ? null : once(() => quoteInputs({ ...reference, design, windows: [window] })),
    [reference, design, window],
  );
  const further = useMemo(
    () => (window === null ? [] : [whatIfView({ design, window, names })]),
    [design, window, names],
  );
  const { lines, currency } = rated;
  return (
    <>
      <StandIns design={design} />
      <Unpriced rated={rated} design={design} />
      {rated.lines.some(isPriced) ? (
        <MoneyReview
          label="What the design costs"
          {...{ lines, currency, names, inputs }}
          onNode={showNode}
          further={further}
        />
      ) : (
        <Text size="sm" c="dimmed" p={16}>
          Nothing to pay for yet. Place a machine, and its price stands here and on its node.
        </Text>
      )}
    </>
  );
}

function showNode(node: string): void {
  select(new Set([elementKey("node", node)]));
}

/** How many a notice names before it only counts. */
const MOST_NAMES = 5;

/** What stands for an amount that is being worked out. */
const PENDING = "…";

interface TotalsProps {
  readonly rated: Rated | null;
  readonly rate: RunRate | null;
  readonly design: Design;
}

function Totals({ rated, rate, design }: TotalsProps): ReactElement {
  const amount = (of: "hour" | "month" | "once"): string =>
    rate === null ? PENDING : money(rate[of], rate.currency);
  const hours = useAnalysis((analysis) => analysis.hours);
  const start = useAnalysis((analysis) => analysis.start);
  const window = useAnalysis((analysis) => analysis.window);
  return (
    <Group className={styles["totals"] ?? ""} gap={20} wrap="nowrap">
      <Total label="An hour" amount={amount("hour")} />
      <Total label="This calendar month" amount={amount("month")} />
      {Number(rate?.once ?? 0) !== 0 && <Total label="Once" amount={amount("once")} />}
      <Group gap={12} wrap="nowrap" ml="auto">
        <StartField />
        <Select
          size="xs"
          w={96}
          aria-label="Duration"
          allowDeselect={false}
          value={String(hours)}
          data={DURATIONS.map((duration) => ({
            value: String(duration.hours),
            label: duration.title,
          }))}
          onChange={(value) => {
            useAnalysis.setState({ hours: Number(value ?? 24) });
          }}
        />
        <Total
          label={start === null ? "Total from now" : "Total from then"}
          amount={rated === null ? PENDING : money(rated.totals.gross, rated.currency)}
          strong
        >
          {rated !== null && window !== null && (
            <RangeOfTotal design={design} window={window} currency={rated.currency} mayWait />
          )}
        </Total>
        <EnlargePanel />
      </Group>
    </Group>
  );
}

function Total(props: {
  readonly label: string;
  readonly amount: string;
  readonly strong?: boolean;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text size={props.strong === true ? "md" : "sm"} fw={600} className={styles["amount"] ?? ""}>
        {props.amount}
      </Text>
      {props.children}
    </div>
  );
}

/** Whatever cannot be is not what the price is of. */
function StandIns({ design }: { design: Design }): ReactElement | null {
  const problems = useAnalysis((analysis) => analysis.problems);
  const names = useMemo(() => standIns(problems, design), [problems, design]);
  if (names.length === 0) return null;
  return (
    <Alert color="orange" m={8} p={8} title="Not the price of what is drawn">
      Some values cannot be. Until they are mended, the total counts {listed(names)}.
    </Alert>
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function Unpriced({ rated, design }: { rated: Rated; design: Design }): ReactElement | null {
  const unpriced = rated.lines.filter((line) => !isPriced(line));
  if (unpriced.length === 0) return null;
  const items = [...new Set(unpriced.map(({ item }) => item))].join(", ");
  const nodes = [...new Set(unpriced.map(({ node }) => pathName(node, design)))];
  return (
    <Alert color="orange" m={8} p={8} title={`No price for ${items}`}>
      The total does not count this on {listed(nodes)}. Ask the lab admin for a price, or choose
      another item.
    </Alert>
  );
}
