import { Alert, Button, Group, Loader, Modal, ScrollArea, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Completion, Contradiction } from "../../shared/completion/completion.ts";
import { select } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { DesignPicture } from "../ui/DesignPicture.tsx";
import { ChoiceList } from "./ChoiceList.tsx";
import beside from "../ui/Beside.module.css";
import styles from "./CompletionDialog.module.css";
import { acceptCompletion, closeCompletion, useCompleting } from "./completing.ts";
import { OrderForm } from "./OrderForm.tsx";
import { PriceSummary } from "./PriceSummary.tsx";

/** What is missing from a design, chosen and explained, before anything is changed. */
export function CompletionDialog(): ReactElement {
  const open = useCompleting((completing) => completing.open);
  const isService = useCompleting(({ order }) => order.service !== null);
  return (
    <Modal
      opened={open}
      onClose={closeCompletion}
      title={isService ? "Start from a service" : "Complete design"}
      size={1080}
    >
      {open && (
        <Stack gap="md">
          <OrderForm />
          <Result />
        </Stack>
      )}
    </Modal>
  );
}

function Result(): ReactElement {
  const outcome = useCompleting((completing) => completing.outcome);
  const working = useCompleting((completing) => completing.working);
  const isService = useCompleting(({ order }) => order.service !== null);
  const asksNothing = useCompleting(({ order }) => order.service !== null && order.users === null);
  const isNothing = outcome?.ok === true && outcome.value.edits.length === 0;
  return (
    <>
      <div className={styles["result"]} aria-live="polite" aria-busy={working}>
        {asksNothing ? null : outcome === null ? (
          <Group gap="sm" p="md">
            <Loader size="sm" />
            <Text size="sm">Working it out …</Text>
          </Group>
        ) : outcome.ok ? (
          <Whole completion={outcome.value} isNothing={isNothing} />
        ) : (
          <Contradicting contradiction={outcome.error} />
        )}
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={closeCompletion}>
          Cancel
        </Button>
        <Button
          onClick={acceptCompletion}
          disabled={working || outcome?.ok !== true || isNothing}
          data-autofocus={isService ? undefined : true}
        >
          {isService ? "Add to the design" : "Complete"}
        </Button>
      </Group>
    </>
  );
}

function Whole(props: {
  readonly completion: Completion;
  readonly isNothing: boolean;
}): ReactElement {
  const { completion, isNothing } = props;
  if (isNothing)
    return (
      <Text size="sm" p="md">
        Nothing is missing. Place a machine with an application, or start from a service, and what
        it needs is chosen here.
      </Text>
    );
  return (
    <div className={beside["columns"]}>
      <Stack gap="sm">
        <div className={beside["picture"]}>
          <DesignPicture design={completion.design} height={260} />
        </div>
        <PriceSummary completion={completion} />
      </Stack>
      <ScrollArea.Autosize mah={400} type="auto" scrollbarSize={8}>
        <ChoiceList choices={completion.choices} />
      </ScrollArea.Autosize>
    </div>
  );
}

function Contradicting({ contradiction }: { readonly contradiction: Contradiction }): ReactElement {
  const { conflicts } = contradiction;
  const nodes = [
    ...new Set(
      conflicts.flatMap(({ elements }) => elements.map(({ type, id }) => elementKey(type, id))),
    ),
  ];
  return (
    <Alert
      color="orange"
      icon={<IconAlertTriangle size={18} />}
      title={
        conflicts.length === 1
          ? "Nothing fits, because of this"
          : "Nothing fits: these cannot be true together"
      }
    >
      <ul className={styles["conflicts"]}>
        {conflicts.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Text size="sm" mt="xs">
        {conflicts.length === 1 ? "Change it" : "Change any one of them"}, and the rest can be
        completed.
      </Text>
      {nodes.length > 0 && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          onClick={() => {
            closeCompletion();
            select(new Set(nodes));
          }}
        >
          Show on the canvas
        </Button>
      )}
    </Alert>
  );
}
