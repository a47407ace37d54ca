import { Button, Group, Text, Title } from "@mantine/core";
import { IconCoins, IconDownload } from "@tabler/icons-react";
import { useEffect, useState, type ReactElement } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import { printBook } from "../../shared/prices/book-text.ts";
import type { RevisionSpan } from "../../shared/prices/publish.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { useMayAdminister } from "../lab/use-lab.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { StaleNote } from "../live/StaleNote.tsx";
import { daemonNow } from "../live/running-charge.ts";
import { useLive, type Live } from "../live/state.ts";
import { useLoading } from "../live/use-loading.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { localTime } from "../ui/local-time.ts";
import { BookList } from "./BookList.tsx";
import { DraftEditor } from "./DraftEditor.tsx";
import { useDraft, type DraftSession } from "./draft-session.ts";
import { keepPrices } from "./keep-prices.ts";
import { keepDraft } from "./kept-draft.ts";
import { loadBook, loadPrices } from "./load-prices.ts";
import { PriceList } from "./PriceList.tsx";
import { bookKey, usePrices, type ShownPrices } from "./prices-state.ts";
import { saveAs } from "./save-as.ts";
import styles from "./Prices.module.css";

/** What things cost: the list in force for everybody, and for lab admins all books, their drafts and their times. */
export function PricesView(): ReactElement {
  useEffect(() => keepPrices(), []);
  useEffect(() => keepDraft(), []);
  const published = useLive(newestPublished);
  // By itself now and then, and at once when there is a new revision.
  useLoading(`prices ${published}`, () => void loadPrices());
  const admin = useMayAdminister();
  const { spans, shown } = usePrices();
  const current = useBook(spanInForce(spans));
  const span = shownSpan(spans, shown);
  const isEditing = useDraft(({ session }) => isOpen(session, shown));
  return (
    <div className={styles["view"]}>
      <StaleNote className={styles["stale"] ?? ""} />
      <div className={styles["work"]}>
        {admin && !isEditing && <BookList current={current.book} />}
        <Main span={span} admin={admin} />
      </div>
    </div>
  );
}

function newestPublished({ events }: Live): number {
  return events.find(({ body }) => body.type === "prices")?.sequence ?? 0;
}

/** The newest of the book that the lab charges by. */
function spanInForce(spans: readonly RevisionSpan[]): RevisionSpan | undefined {
  return spans.find(({ state }) => state === "in-force");
}

function shownSpan(spans: readonly RevisionSpan[], shown: ShownPrices): RevisionSpan | undefined {
  if (shown.type !== "revision") return spanInForce(spans);
  return spans.find(({ id, revision }) => id === shown.book && revision === shown.revision);
}

/** Whether it is a draft that is looked at. */
function isOpen(session: DraftSession | null, shown: ShownPrices): boolean {
  return shown.type === "draft" && session?.book === shown.book;
}

interface KnownBook {
  readonly book: PriceBook | null;
  readonly fault: Fault | null;
}

function useBook(span: RevisionSpan | undefined): KnownBook {
  const key = span === undefined ? "" : bookKey(span.id, span.revision);
  const book = usePrices((prices) => prices.books[key] ?? null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    if (span === undefined) return;
    setFault(null);
    void loadBook(span.id, span.revision).then((read) => {
      if (!read.ok) setFault(read.error);
    });
    // oxlint-disable-next-line react/exhaustive-deps -- the key is the span
  }, [key]);
  return { book, fault };
}

interface MainProps {
  readonly span: RevisionSpan | undefined;
  readonly admin: boolean;
}

function Main({ span, admin }: MainProps): ReactElement {
  const shown = usePrices((prices) => prices.shown);
  const session = useDraft((draft) => draft.session);
  const { book, fault } = useBook(span);
  if (session !== null && isOpen(session, shown))
    return <DraftEditor key={session.book} session={session} />;
  if (span === undefined || book === null)
    return (
      <div className={styles["none"]}>
        <Title order={1} size="h4">
          Prices
        </Title>
        {fault === null ? (
          <EmptyState icon={IconCoins} title="No prices known yet">
            They are shown as soon as the daemon answers.
          </EmptyState>
        ) : (
          <FaultAlert fault={fault} />
        )}
      </div>
    );
  const at = Math.max(daemonNow(), span.from === null ? 0 : Date.parse(span.from));
  return (
    <div className={styles["main"]}>
      <Group className={styles["head"] ?? ""} gap="sm" wrap="nowrap">
        <Title order={1} size="h4">
          Prices
        </Title>
        <Text size="sm" c="dimmed" flex={1} truncate>
          {span.name} · revision {span.revision} · {timeWords(span)} · {span.currency}
        </Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => void saveAs(`${span.id}-${span.revision}.yaml`, printBook(book))}
        >
          Save as YAML
        </Button>
      </Group>
      <PriceList book={book} at={at} withCost={admin} />
    </div>
  );
}

function timeWords({ from, to }: RevisionSpan): string {
  const begins = from === null ? "always" : `from ${localTime(from)}`;
  return to === null ? begins : `${begins} to ${localTime(to)}`;
}
