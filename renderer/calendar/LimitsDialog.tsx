import { Button, Loader, Modal, Stack, Table, Text } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import type { Quota } from "../../shared/protocol/reservation.ts";
import { say } from "../commands/notify.ts";
import { usePersonName } from "../lab/use-lab.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { LimitForm } from "./LimitForm.tsx";

/** What each tenant, and single people of it, may hold, and from when on a lab admin is asked. */
export function LimitsDialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal opened={props.open} onClose={props.onClose} title="Limits" size={860}>
      {props.open && <Limits />}
    </Modal>
  );
}

function Limits(): ReactNode {
  const [quotas, setQuotas] = useState<Result<readonly Quota[]> | null>(null);
  const [saved, setSaved] = useState(0);
  const [fault, setFault] = useState<Fault | null>(null);
  const [chosen, setChosen] = useState<Quota | null>(null);
  const personName = usePersonName();
  useEffect(() => {
    let current = true;
    void ask((client) => client.reservations.quotas()).then((answer) => {
      if (current) setQuotas(answer);
    });
    return () => {
      current = false;
    };
    // Asked anew after each change.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [saved]);

  async function save(quota: Quota): Promise<void> {
    const put = await ask((client) => client.reservations.setQuota(quota));
    setFault(put.ok ? null : put.error);
    if (!put.ok) return;
    const { tenant, user } = put.value;
    say(`The limits of ${user === null ? tenant : personName(user)} are set.`);
    setChosen(null);
    setSaved((count) => count + 1);
  }

  return (
    <Stack gap="md">
      {quotas === null && <Loader size="sm" aria-label="Asking the lab" />}
      {quotas?.ok === false && <FaultAlert fault={quotas.error} />}
      {quotas?.ok === true && <List quotas={quotas.value} onChoose={setChosen} />}
      {quotas?.ok === true && (
        <LimitForm
          key={`${saved} ${quotas.value.length} ${chosen?.tenant} ${chosen?.user}`}
          quota={chosen}
          known={quotas.value}
          onSave={(quota) => void save(quota)}
        />
      )}
      {fault !== null && <FaultAlert fault={fault} />}
    </Stack>
  );
}

const HEADS = [
  "Tenant",
  "Who",
  "Machines",
  "Cores",
  "Hours a month",
  "Money a month",
  "Highest priority",
  "Asks above",
  "",
];

function List(props: {
  readonly quotas: readonly Quota[];
  readonly onChoose: (quota: Quota) => void;
}): ReactNode {
  const personName = usePersonName();
  if (props.quotas.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody has limits: everybody books what fits, without asking.
      </Text>
    );
  return (
    <Table verticalSpacing={4} aria-label="Limits">
      <Table.Thead>
        <Table.Tr>
          {HEADS.map((head) =>
            head === "" ? <Table.Td key={head} /> : <Table.Th key={head}>{head}</Table.Th>,
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.quotas.map((quota) => {
          const { tenant, user, machines, cores, machineHours, money } = quota;
          const who = user === null ? "All together" : personName(user);
          const limits = [machines, cores, machineHours, money];
          return (
            <Table.Tr key={`${tenant} ${user}`}>
              <Table.Td>{tenant}</Table.Td>
              <Table.Td>{who}</Table.Td>
              {limits.map((limit, index) => (
                <Table.Td key={HEADS[index + 2]} style={{ whiteSpace: "nowrap" }}>
                  {limit ?? "No limit"}
                </Table.Td>
              ))}
              <Table.Td>{quota.highestPriority}</Table.Td>
              <Table.Td>{quota.approvalAboveMachines ?? "Never"}</Table.Td>
              <Table.Td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Change the limits of ${user === null ? tenant : who}`}
                  onClick={() => props.onChoose(quota)}
                >
                  Change
                </Button>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
