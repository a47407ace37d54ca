import { Alert, Button, Group, Text, Title, Tooltip, ActionIcon } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconReportMoney,
  IconUpload,
} from "@tabler/icons-react";
import {
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
  type KeyboardEvent,
  type ReactElement,
} from "react";
import { checkBook } from "../../shared/prices/check-book.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { daemonNow } from "../live/running-charge.ts";
import { useReference } from "../store/reference.ts";
import { BookForm } from "./BookForm.tsx";
import { ChangeReport } from "./ChangeReport.tsx";
import styles from "./Draft.module.css";
import {
  redoDraft,
  saveWhenOnline,
  showLine,
  undoDraft,
  useDraft,
  type BookPart,
  type DraftSession,
} from "./draft-session.ts";
import { FormProvider } from "./fields.tsx";
import { Findings } from "./Findings.tsx";
import { confirmDiscard } from "./confirm-discard.tsx";
import { DiscountsForm, WindowsForm } from "./TermsForms.tsx";
import { PartList } from "./PartList.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { showPrices } from "./prices-state.ts";
import prices from "./Prices.module.css";
import { readRaw } from "./raw-book.ts";
import { RuleForm } from "./RuleForm.tsx";
import { TextPane } from "./TextPane.tsx";

const SAVING = {
  saved: "Saved",
  waiting: "Not saved yet",
  saving: "Saving…",
  failed: "Not saved",
} as const;

/** The next revision of a book as it is being written: form and text beside each other. */
export function DraftEditor({ session }: { readonly session: DraftSession }): ReactElement {
  const { text } = session;
  const catalogue = useReference((reference) => reference.catalogue);
  // Typing goes before checking.
  const settled = useDeferredValue(text);
  const checked = useMemo(
    () => checkBook(settled, catalogue, daemonNow(), session.book),
    [settled, catalogue, session.book],
  );
  const form = useMemo(() => ({ raw: readRaw(text), findings: checked.findings }), [text, checked]);
  const part = useDraft((draft) => draft.part);
  const [dialog, setDialog] = useState<"change" | "publish" | null>(null);
  const target = useDraft((draft) => draft.target);
  useEffect(() => saveWhenOnline(), []);
  const isWrong = checked.book === null;
  return (
    <div className={prices["main"]} onKeyDownCapture={onKeys}>
      <Group className={prices["head"] ?? ""} gap="xs" wrap="nowrap">
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          onClick={() => showPrices({ type: "in-force" })}
        >
          All prices
        </Button>
        <Title order={1} size="h4">
          Draft of {session.book}
        </Title>
        <Text size="xs" c="dimmed" flex={1} role="status">
          {SAVING[session.saving]}
        </Text>
        <Step label="Undo" icon={IconArrowBackUp} off={session.past.length === 0} act={undoDraft} />
        <Step
          label="Redo"
          icon={IconArrowForwardUp}
          off={session.future.length === 0}
          act={redoDraft}
        />
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => confirmDiscard(session.book)}
        >
          Discard…
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconReportMoney size={14} aria-hidden />}
          disabled={isWrong}
          onClick={() => setDialog("change")}
        >
          What would change
        </Button>
        <Button
          size="xs"
          leftSection={<IconUpload size={14} aria-hidden />}
          disabled={isWrong}
          onClick={() => setDialog("publish")}
        >
          Publish…
        </Button>
      </Group>
      {session.fault !== null && <FaultAlert fault={session.fault} />}
      <FormProvider value={form}>
        <div className={styles["editor"]}>
          <PartList />
          <div className={styles["form"]} role="group" aria-label="Form">
            {form.raw === null ? (
              <Alert color="orange" title="The text is no YAML at the moment">
                Mend it on the right; the form comes back by itself.
              </Alert>
            ) : (
              <Part part={part} />
            )}
          </div>
          <div className={styles["source"]}>
            <TextPane text={text} findings={checked.findings} target={target} />
            <Findings findings={checked.findings} onGo={showLine} />
          </div>
        </div>
      </FormProvider>
      {dialog === "change" && <ChangeReport text={text} onClose={() => setDialog(null)} />}
      {dialog === "publish" && <PublishDialog session={session} onClose={() => setDialog(null)} />}
    </div>
  );
}

/** The draft's own undo, whatever has the focus; the window's is about designs. */
function onKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  const key = event.key.toLowerCase();
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && !isRedo) return;
  event.preventDefault();
  event.stopPropagation();
  if (isRedo) redoDraft();
  else undoDraft();
}

function Part({ part }: { readonly part: BookPart }): ReactElement {
  switch (part.type) {
    case "rule":
      return <RuleForm key={part.at} at={part.at} />;
    case "windows":
      return <WindowsForm />;
    case "discounts":
      return <DiscountsForm />;
    case "book":
      return <BookForm />;
  }
}

interface StepProps {
  readonly label: string;
  readonly icon: typeof IconArrowBackUp;
  readonly off: boolean;
  readonly act: () => void;
}

function Step({ label, icon: Picture, off, act }: StepProps): ReactElement {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={`${label} in the draft`} disabled={off} onClick={act}>
        <Picture size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
