import { Group, Text } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import type { Rated } from "../../shared/pricing/rated.ts";
import { outlookInputs, quoteInputs } from "../../shared/pricing/review/inputs.ts";
import { hasUseCases } from "../../shared/pricing/project/segments.ts";
import { unroundedGross } from "../../shared/pricing/with-taxes.ts";
import { ratingInputs } from "../../shared/pricing/rate-segments.ts";
import type { Terms } from "../../shared/pricing/terms.ts";
import { toInstant } from "../../shared/base/clock.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { once } from "../money/lazy.ts";
import { EnlargePanel, MoneyReview, type View } from "../money/MoneyReview.tsx";
import { namesFrom, type Names } from "../money/names.ts";
import { OutlookComparison } from "../money/OutlookComparison.tsx";
import { catalogue } from "../store/reference.ts";
import { useShownEnvironment } from "../store/selectors.ts";
import { money } from "../ui/money.ts";
import { useDaemonNow, useRunningCharge } from "./running-charge.ts";
import { useEnvironmentView, useLive } from "./state.ts";
import styles from "./StatementPanel.module.css";

/** What still grows is compared anew so often: nobody can read faster, and nothing moves under the reader's eyes. */
const COMPARED_MS = 30_000;

/** The shown environment's charges so far, line by line, beside what was projected. */
export function StatementPanel(): ReactNode {
  const view = useEnvironmentView(useShownEnvironment());
  const terms = useLive((live) => (view === undefined ? undefined : live.terms[view.id]));
  const rated = useRunningCharge(view);
  if (view === undefined || rated === null || terms === undefined)
    return (
      <Text size="sm" c="dimmed" p="md">
        Charges appear here for the environment that the canvas shows.
      </Text>
    );
  return <Statement key={view.id} view={view} rated={rated} terms={terms} />;
}

interface StatementProps {
  readonly view: EnvironmentView;
  readonly rated: Rated;
  readonly terms: Terms;
}

function Statement({ view, rated, terms }: StatementProps): ReactNode {
  const isOver = view.state === "released";
  const now = useDaemonNow(isOver ? 0 : COMPARED_MS);
  const { design, id, name, usage } = view;
  const names = useMemo(
    () => namesFrom({ design, catalogue: catalogue(), environments: { [id]: name } }),
    [design, id, name],
  );
  const inputs = useMemo(
    () => once(() => ratingInputs({ terms, segments: usage, until: toInstant(now) })),
    [terms, usage, now],
  );
  const compared = useMemo(
    () => comparedView({ view, terms, now, names }),
    [view, terms, now, names],
  );
  const { currency, lines } = rated;
  return (
    <div className={styles["panel"]}>
      <Group gap="lg" className={styles["head"] ?? ""} wrap="nowrap">
        <Text fw={600} size="sm" className={styles["nowrap"] ?? ""}>
          {isOver ? "Final" : "So far"}: {money(sumShown(rated, isOver), currency)}
        </Text>
        <Text c="dimmed" size="sm" truncate>
          Projected for the whole window: {money(view.quoteTotal, currency)} · price book{" "}
          {view.priceBook.id}, revision {view.priceBook.revision}
        </Text>
        <Group ml="auto">
          <EnlargePanel />
        </Group>
      </Group>
      <MoneyReview label="Charges" {...{ lines, currency, names, inputs }} further={[compared]} />
    </div>
  );
}

/** What is billed; while it grows and would round to nothing, what it is before that, as the bar above the canvas. */
function sumShown(rated: Rated, isOver: boolean): string {
  const { gross } = rated.totals;
  return isOver || Number(gross) !== 0 ? gross : unroundedGross(rated);
}

/** Beside what was projected: what came, or what it will come to while it still runs. */
function comparedView(shown: {
  readonly view: EnvironmentView;
  readonly terms: Terms;
  readonly now: number;
  readonly names: Names;
}): View {
  const { view, terms, now, names } = shown;
  const { design, usage: used, start, end, tenant: account, owner: user } = view;
  const { session = "", qosClass = "" } = view;
  const drawn = view.drawn && new Map(Object.entries(view.drawn));
  const context = {
    account,
    environment: view.id,
    user,
    session,
    qosClass,
    ...(drawn && { drawn }),
  };
  const window = { start, end };
  const projected = { design, catalogue: catalogue(), terms, context };
  const cases = hasUseCases(design, catalogue()) ? (["low", "high"] as const) : [];
  const uncertain = cases.map((useCase) => ({
    title: useCase === "low" ? "Projected low" : "Projected high",
    inputs: once(() => quoteInputs({ ...projected, windows: [window], useCase })),
  }));
  const runs = {
    projected: once(() => quoteInputs({ ...projected, windows: [window] })),
    soFar: once(() => ratingInputs({ terms, segments: used, until: toInstant(now) })),
    outlook: once(() => outlookInputs({ ...projected, window, used, now })),
  };
  const isOver = view.state === "released";
  const { currency } = terms.book;
  return {
    value: "compared",
    label: "Projected and actual",
    draw: (lead) => (
      <OutlookComparison
        environment={view.id}
        {...{ ...runs, uncertain, isOver, now, currency, names, lead }}
      />
    ),
  };
}
