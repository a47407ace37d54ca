import {
  Alert,
  Group,
  List,
  Loader,
  ScrollArea,
  Stack,
  Table,
  Text,
  ThemeIcon,
} from "@mantine/core";
import {
  IconAlertTriangle,
  IconMinus,
  IconPencil,
  IconPlus,
  IconRefreshAlert,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { PartChange } from "../../shared/plan/difference.ts";
import { partChangeText, toldText } from "../../shared/plan/difference-text.ts";
import { STAYING_REMEDY, stayingText, type Staying } from "../../shared/plan/staying.ts";
import type { ChangePlan } from "../../shared/protocol/change.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import { money } from "../ui/money.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { RefusalItems } from "../ui/RefusalItems.tsx";
import { Refusals } from "./SendPreview.tsx";

const LOOKS = {
  added: { icon: IconPlus, color: "teal" },
  changed: { icon: IconPencil, color: "blue" },
  recreated: { icon: IconRefreshAlert, color: "orange" },
  removed: { icon: IconMinus, color: "red" },
} as const;

/** What would be done, part by part, what it costs, and what stands in its way. Null: it is being asked for. */
export function ChangePlanView({ plan }: { readonly plan: ChangePlan | null }): ReactNode {
  if (plan === null)
    return (
      <Group gap="xs">
        <Loader size="xs" />
        <Text size="sm" c="dimmed">
          Asking the lab…
        </Text>
      </Group>
    );
  const { change, staying, stops, refusals } = plan;
  return (
    <Stack gap="md">
      {stops.map((stop) => (
        <FaultAlert key={JSON.stringify(stop)} fault={fromWireFault(stop)} />
      ))}
      {refusals.length > 0 && <Refusals refusals={refusals} />}
      {staying !== null && <NotMoved staying={staying} />}
      {change !== null && <Parts parts={change.parts} told={change.told} />}
      <Prices price={plan.price} />
    </Stack>
  );
}

/** What stays on what is out of use, why, and what helps. */
function NotMoved({ staying }: { readonly staying: Staying }): ReactNode {
  return (
    <Alert
      color="orange"
      icon={<IconAlertTriangle aria-hidden />}
      title={`Not moved: ${stayingText(staying)}`}
      role="alert"
    >
      <List size="sm">
        <RefusalItems refusals={staying.refusals} />
      </List>
      <Text size="sm">{STAYING_REMEDY}</Text>
    </Alert>
  );
}

function Parts(props: { readonly parts: readonly PartChange[]; readonly told: number }): ReactNode {
  const { parts, told } = props;
  if (parts.length === 0 && told === 0)
    return <Text size="sm">Nothing changes in the lab; the drawing is kept with it.</Text>;
  return (
    <ScrollArea.Autosize mah={280} offsetScrollbars="present">
      <List size="sm" spacing={6} center aria-label="What will be done">
        {parts.map((part) => (
          <List.Item key={`${part.type} ${part.id}`} icon={<ChangeIcon change={part.change} />}>
            {partChangeText(part)}
          </List.Item>
        ))}
        {told > 0 && <List.Item icon={<ChangeIcon change="changed" />}>{toldText(told)}</List.Item>}
      </List>
    </ScrollArea.Autosize>
  );
}

function ChangeIcon({ change }: Pick<PartChange, "change">): ReactNode {
  const { icon: Icon, color } = LOOKS[change];
  return (
    <ThemeIcon size={20} radius="xl" variant="light" color={color}>
      <Icon size={13} aria-hidden />
    </ThemeIcon>
  );
}

function Prices({ price }: Pick<ChangePlan, "price">): ReactNode {
  const { currency, hour, rest } = price;
  const rows = [
    { what: "An hour", ...hour, digits: 4 },
    { what: "The rest of the booking", ...rest, digits: 2 },
  ];
  return (
    <Table verticalSpacing={4} aria-label="What it costs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What it costs</Table.Th>
          <Table.Th ta="right">Now</Table.Th>
          <Table.Th ta="right">Then</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ what, before, after, digits }) => (
          <Table.Tr key={what}>
            <Table.Td>{what}</Table.Td>
            <Table.Td ta="right">{money(before, currency, digits)}</Table.Td>
            <Table.Td ta="right" fw={600}>
              {money(after, currency, digits)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
