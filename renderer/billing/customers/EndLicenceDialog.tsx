import { Modal, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Result } from "../../../shared/base/result.ts";
import type { Release } from "../../../shared/pricing/engine/contract.ts";
import { say } from "../../commands/notify.ts";
import { useLive } from "../../live/state.ts";
import { SendForm } from "../../ui/SendForm.tsx";
import { endLicence } from "./customers-state.ts";

interface EndProps {
  readonly release: Release;
  readonly onClose: () => void;
}

/** A licence for an environment that was kept is renewed no longer. */
export function EndLicenceDialog({ release: { environment }, onClose }: EndProps): ReactElement {
  const name = useLive(({ summaries }) => summaries[environment]?.name ?? environment);
  async function send(): Promise<Result<unknown>> {
    const ended = await endLicence(environment);
    if (ended.ok) say(`The licence of ${name} has ended.`);
    return ended;
  }
  return (
    <Modal opened onClose={onClose} title={`End the licence of ${name}?`}>
      <SendForm
        button="End licence"
        cancel="Keep the licence"
        send={send}
        onClose={onClose}
        isFinal
      >
        <Text size="sm">
          It ends now and is renewed no more. The next bill gives back what was paid for the time
          after that, as far as the price book says so.
        </Text>
      </SendForm>
    </Modal>
  );
}
