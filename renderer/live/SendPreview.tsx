import { Alert, Button, Loader, Group, List, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconWand } from "@tabler/icons-react";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { pathName } from "../../shared/design/path-names.ts";
import { expandDesign } from "../../shared/design/expand.ts";
import type { Fault } from "../../shared/base/fault.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import type { Design } from "../../shared/design/design.ts";
import { resolveNodes } from "../../shared/kinds/resolve.ts";
import type { Refusal } from "../../shared/placement/placement.ts";
import { ratedPerNode, type Rated } from "../../shared/pricing/rated.ts";
import type { QosClass } from "../../shared/reservations/qos-class.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { RangeOfTotal } from "../money/TotalRange.tsx";
import { useChosen } from "../store/lab-fit.ts";
import { showBottomPanel } from "../store/ui.ts";
import { money } from "../ui/money.ts";
import { ask } from "./actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { closeSendDialog } from "./send.ts";
import { useOnline } from "./state.ts";
import { RefusalItems } from "../ui/RefusalItems.tsx";
import { catalogue } from "../store/reference.ts";

type Verdict =
  | { readonly type: "asking" }
  | { readonly type: "fault"; readonly fault: Fault }
  | { readonly type: "refused"; readonly refusals: readonly Refusal[] }
  | {
      readonly type: "fits";
      readonly hosts: Readonly<Record<string, string>>;
      readonly rated: Rated;
    };

/** What sending would make, on how many hosts, and at what price; or why it would be refused. */
export function SendPreview(props: {
  readonly design: Design;
  readonly pool: string;
  readonly window: Window;
  /** What is promised, by which the price may differ. */
  readonly qosClass: QosClass | undefined;
  readonly onVerdict: (ready: boolean) => void;
}): ReactNode {
  const { design, pool, window, qosClass, onVerdict } = props;
  const online = useOnline();
  const [judged, setJudged] = useState<{ readonly key: string; readonly verdict: Verdict } | null>(
    null,
  );
  const errors = useMemo(
    () => checkDesign(design, catalogue(), undefined).filter((one) => one.severity === "error"),
    [design],
  );
  const { start, end } = window;
  const key = `${pool} ${start} ${end} ${qosClass}`;
  useEffect(() => {
    if (!online || errors.length > 0) return undefined;
    let current = true;
    void judge(design, pool, { window: { start, end }, qosClass }).then((verdict) => {
      if (current) setJudged({ key: `${pool} ${start} ${end} ${qosClass}`, verdict });
    });
    return () => {
      current = false;
    };
  }, [design, pool, start, end, qosClass, online, errors]);
  // An answer about another pool, window or promise is no answer.
  const verdict: Verdict = judged?.key === key ? judged.verdict : { type: "asking" };
  const ready = errors.length === 0 && verdict.type === "fits";
  useEffect(() => onVerdict(ready), [ready, onVerdict]);
  if (errors.length > 0) return <DesignErrors design={design} errors={errors} />;
  switch (verdict.type) {
    case "asking":
      return (
        <Group gap="xs">
          <Loader size="xs" />
          <Text size="sm" c="dimmed">
            Asking the lab…
          </Text>
        </Group>
      );
    case "fault":
      return <FaultAlert fault={verdict.fault} />;
    case "refused":
      return (
        <Stack gap="xs">
          <Refusals refusals={verdict.refusals} />
          <Button
            variant="default"
            size="xs"
            style={{ alignSelf: "flex-start" }}
            leftSection={<IconWand size={14} aria-hidden />}
            onClick={() => lookForWaysOut(pool, window)}
          >
            Look for a way out
          </Button>
        </Stack>
      );
    case "fits":
      return (
        <Plan
          design={design}
          window={window}
          hosts={verdict.hosts}
          rated={verdict.rated}
          qosClass={qosClass}
        />
      );
  }
}

/** What would help is looked for, and taken, in the list of problems: for that lab and time. */
function lookForWaysOut(pool: string, window: Window): void {
  useChosen.setState({ pool, window });
  closeSendDialog();
  showBottomPanel("problems");
}

async function judge(
  design: Design,
  pool: string,
  { window, qosClass }: { readonly window: Window; readonly qosClass: QosClass | undefined },
): Promise<Verdict> {
  const fit = await ask((client) => client.environments.fit({ design, pool, window }));
  if (!fit.ok) return { type: "fault", fault: fit.error };
  if (!fit.value.fits) return { type: "refused", refusals: fit.value.refusals };
  const rated = await ask((client) => client.environments.quote({ design, window, qosClass }));
  if (!rated.ok) return { type: "fault", fault: rated.error };
  return { type: "fits", hosts: fit.value.placement.hosts, rated: rated.value };
}

/** The errors of a design that must be mended before it goes to a lab. */
export function DesignErrors({
  design,
  errors,
}: {
  readonly design: Design;
  readonly errors: readonly Problem[];
}): ReactNode {
  return (
    <Alert
      color="red"
      icon={<IconCircleX aria-hidden />}
      title={
        errors.length === 1
          ? "One error must be mended first"
          : `${errors.length} errors must be mended first`
      }
      onClick={() => showBottomPanel("problems")}
    >
      <List size="sm">
        {errors.slice(0, 6).map((problem) => (
          <List.Item key={`${problem.code} ${problem.elements.map((one) => one.id).join(" ")}`}>
            {problemText(problem, design)}
          </List.Item>
        ))}
      </List>
      {errors.length > 6 && (
        <Text size="sm">and {errors.length - 6} more in the problems list.</Text>
      )}
    </Alert>
  );
}

/** Why a lab cannot hold a design. */
export function Refusals(props: { readonly refusals: readonly Refusal[] }): ReactNode {
  return (
    <Alert
      color="red"
      icon={<IconCircleX aria-hidden />}
      title="The lab cannot hold it in that time"
    >
      <List size="sm">
        <RefusalItems refusals={props.refusals} />
      </List>
    </Alert>
  );
}

function Plan(props: {
  readonly design: Design;
  readonly window: Window;
  readonly hosts: Readonly<Record<string, string>>;
  readonly rated: Rated;
  readonly qosClass: QosClass | undefined;
}): ReactNode {
  const { design, window, hosts, rated, qosClass } = props;
  const prices = ratedPerNode(rated);
  const machines = Object.keys(hosts).length;
  const hostCount = new Set(Object.values(hosts)).size;
  const rows = [...resolveNodes(expandDesign(design), catalogue()).values()].sort((a, b) =>
    a.node.name.localeCompare(b.node.name),
  );
  return (
    <Stack gap="xs">
      <Alert
        color="teal"
        icon={<IconCircleCheck aria-hidden />}
        title={`It fits: ${machines} ${machines === 1 ? "machine" : "machines"} on ${hostCount} ${hostCount === 1 ? "host" : "hosts"}`}
      />
      <ScrollArea.Autosize mah={240} offsetScrollbars="present">
        <Table verticalSpacing={4} aria-label="What will be made">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What will be made</Table.Th>
              <Table.Th ta="right">Price for this time</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Text size="sm">
                    {row.count > 1 && `${row.count} × `}
                    {pathName(row.id, design)}
                    <Text span c="dimmed" size="sm">
                      {" "}
                      {row.kind?.title ?? row.node.kind}
                      {row.summary === "" ? "" : ` · ${row.summary}`}
                    </Text>
                  </Text>
                </Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
                  {prices.has(row.id) ? money(prices.get(row.id) ?? "0", rated.currency) : "–"}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      <Group justify="space-between">
        <Text fw={600}>Projected total</Text>
        <Group gap="xs">
          <RangeOfTotal
            design={design}
            window={window}
            currency={rated.currency}
            mayWait={false}
            qosClass={qosClass}
          />
          <Text fw={600} data-testid="projected-total">
            {money(rated.totals.gross, rated.currency)}
          </Text>
        </Group>
      </Group>
    </Stack>
  );
}
