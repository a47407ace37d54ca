import { Button, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import type { Fault } from "../../shared/base/fault.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import type { Design } from "../../shared/design/design.ts";
import { isDestructive } from "../../shared/plan/difference-text.ts";
import { stayingText } from "../../shared/plan/staying.ts";
import type { ChangePlan } from "../../shared/protocol/change.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { say } from "../commands/notify.ts";
import { activeDocument } from "../store/documents.ts";
import { catalogue } from "../store/reference.ts";
import { applyToLab, ask } from "./actions.ts";
import { closeApplyDialog, useApply } from "./apply.ts";
import { ChangePlanView } from "./ChangePlanView.tsx";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { DesignErrors } from "./SendPreview.tsx";
import { useAway } from "./away.ts";
import { useEnvironmentView } from "./state.ts";

/** What a changed design would do to the environment that runs; then it is done. */
export function ApplyDialog(): ReactNode {
  const { open, idempotencyKey } = useApply();
  const document = open ? activeDocument() : null;
  const view = useEnvironmentView(document?.environment ?? null);
  const shown = document !== null && view !== undefined;
  return (
    <Modal opened={shown} onClose={closeApplyDialog} title="Apply changes" size="lg">
      {shown && (
        <ApplyForm
          key={idempotencyKey}
          design={document.design}
          view={view}
          idempotencyKey={idempotencyKey}
        />
      )}
    </Modal>
  );
}

interface ApplyFormProps {
  readonly design: Design;
  readonly view: EnvironmentView;
  readonly idempotencyKey: string;
}

function ApplyForm({ design, view, idempotencyKey }: ApplyFormProps): ReactNode {
  const away = useAway();
  const online = away === null;
  const errors = useMemo(
    () => checkDesign(design, catalogue(), undefined).filter((one) => one.severity === "error"),
    [design],
  );
  const { plan, refusal } = usePlan(design, view, online && errors.length === 0);
  const [applying, setApplying] = useState(false);
  const [failed, setFailed] = useState<Fault | null>(null);
  const ready = plan !== null && plan.stops.length + plan.refusals.length === 0;

  async function apply(): Promise<void> {
    if (plan === null) return;
    setApplying(true);
    const { id } = view;
    const applied = await applyToLab({ id, design, revision: plan.revision, idempotencyKey });
    setApplying(false);
    if (!applied.ok) {
      setFailed(applied.error);
      return;
    }
    closeApplyDialog();
    const { staying } = plan;
    const stays = staying === null ? "" : `; ${stayingText(staying)}`;
    say(`${view.name} is being changed${stays}.`);
  }

  return (
    <Stack gap="md">
      {errors.length > 0 && <DesignErrors design={design} errors={errors} />}
      {away !== null && (
        <Text size="sm" c="var(--warning)">
          {away}
        </Text>
      )}
      {refusal !== null && <FaultAlert fault={refusal} />}
      {errors.length === 0 && refusal === null && <ChangePlanView plan={plan} />}
      {failed !== null && <FaultAlert fault={failed} />}
      <DialogFoot>
        <Button variant="default" onClick={closeApplyDialog}>
          Cancel
        </Button>
        <Button
          color={plan?.change && isDestructive(plan.change) ? "red" : undefined}
          loading={applying}
          disabled={!online || !ready}
          onClick={() => void apply()}
        >
          Apply
        </Button>
      </DialogFoot>
    </Stack>
  );
}

interface Planned {
  readonly plan: ChangePlan | null;
  readonly refusal: Fault | null;
}

/** Asked for anew whenever somebody else applied something meanwhile. */
function usePlan(design: Design, view: EnvironmentView, enabled: boolean): Planned {
  const { id, revision } = view;
  const [planned, setPlanned] = useState<Planned & { readonly revision: number }>();
  useEffect(() => {
    if (!enabled) return undefined;
    let current = true;
    void ask((client) => client.environments.plan({ id, design })).then((answer) => {
      if (!current) return;
      setPlanned(
        answer.ok
          ? { plan: answer.value, refusal: null, revision }
          : { plan: null, refusal: answer.error, revision },
      );
    });
    return () => {
      current = false;
    };
  }, [id, design, revision, enabled]);
  return planned?.revision === revision ? planned : { plan: null, refusal: null };
}
