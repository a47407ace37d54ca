import { Button, Group, List, Loader, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useState, type ReactElement } from "react";
import type { Fault } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { say } from "../../commands/notify.ts";
import { ask } from "../../live/actions.ts";
import { FaultAlert } from "../../ui/FaultAlert.tsx";
import { money } from "../../ui/money.ts";
import { issueBills } from "../billing-state.ts";
import { daysOf } from "../words.ts";

interface IssueProps {
  readonly contract: CustomerContract;
  readonly onClose: () => void;
}

/** Bills a customer up to now, after it was seen what that comes to. */
export function IssueDialog({ contract, onClose }: IssueProps): ReactElement {
  const { tenant, customer } = contract;
  const drafts = useDrafts(tenant);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  async function issue(): Promise<void> {
    setBusy(true);
    const issued = await issueBills(tenant);
    setBusy(false);
    if (!issued.ok) return setFault(issued.error);
    say(`${issued.value.map(({ number }) => number).join(", ")}: issued to ${customer.name}.`);
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={`Bill ${customer.name} up to now?`}>
      <Stack gap="sm">
        <Text size="sm">
          Months that are over are billed first, then what was used since. Issued bills never
          change; the next one goes on from here.
        </Text>
        <Drafts drafts={drafts} />
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={busy} data-autofocus onClick={() => void issue()}>
            Issue
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What would be billed; null until the lab has said so. */
function useDrafts(tenant: string): Result<readonly Bill[]> | null {
  const [drafts, setDrafts] = useState<Result<readonly Bill[]> | null>(null);
  useEffect(() => {
    let isShown = true;
    void ask((client) => client.invoicing.draft({ tenant })).then((found) => {
      if (isShown) setDrafts(found);
    });
    return () => {
      isShown = false;
    };
  }, [tenant]);
  return drafts;
}

function Drafts({
  drafts,
}: {
  readonly drafts: Result<readonly Bill[]> | null;
}): ReactElement | null {
  if (drafts === null) return <Loader size="sm" aria-label="Working it out" />;
  if (!drafts.ok) return <FaultAlert fault={drafts.error} />;
  if (drafts.value.length === 0)
    return (
      <Text size="sm" role="status">
        Nothing was charged since the last bill.
      </Text>
    );
  return (
    <List size="sm" aria-label="What is billed">
      {drafts.value.map((draft) => (
        <List.Item key={draft.sequence}>
          {daysOf(draft)}: {money(draft.totals.net, draft.currency)}, with taxes{" "}
          {money(draft.totals.gross, draft.currency)}
        </List.Item>
      ))}
    </List>
  );
}
