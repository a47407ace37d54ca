import { Badge, Button, Menu, NavLink, Stack, Text, Title } from "@mantine/core";
import { IconFilePlus, IconPencil } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { RevisionSpan } from "../../shared/prices/publish.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { localTime } from "../ui/local-time.ts";
import { draftFrom, draftFromExample, openDraft } from "./open-draft.ts";
import { showPrices, usePrices } from "./prices-state.ts";
import styles from "./Prices.module.css";

const STATES = {
  past: "past",
  "in-force": "in force",
  "to-come": "to come",
} as const satisfies Record<RevisionSpan["state"], string>;

/** All revisions of all books with their times, and the drafts of the next ones. */
export function BookList({ current }: { readonly current: PriceBook | null }): ReactElement {
  const { spans, drafts, shown } = usePrices();
  return (
    <nav className={styles["books"]} aria-label="Price books">
      <Stack gap="md">
        <NewDraft current={current} />
        {drafts.length > 0 && (
          <section>
            <Title order={2} size="xs" mb={4}>
              Drafts
            </Title>
            {drafts.map(({ book, savedAt }) => (
              <NavLink
                key={book}
                component="button"
                label={`Draft of ${book}`}
                description={`saved ${localTime(savedAt)}`}
                leftSection={<IconPencil size={14} aria-hidden />}
                active={shown.type === "draft" && shown.book === book}
                onClick={() => void openDraft(book)}
              />
            ))}
          </section>
        )}
        {[...Map.groupBy(spans, ({ id }) => id)].map(([id, revisions]) => (
          <section key={id}>
            <Title order={2} size="xs" mb={4}>
              {id}
            </Title>
            {revisions.map((span) => (
              <Revision key={span.revision} span={span} />
            ))}
          </section>
        ))}
      </Stack>
    </nav>
  );
}

function Revision({ span }: { readonly span: RevisionSpan }): ReactElement {
  const { id, revision, name, from, to, state } = span;
  const shown = usePrices((prices) => prices.shown);
  const isShown = shown.type === "revision" && shown.book === id && shown.revision === revision;
  return (
    <NavLink
      component="button"
      label={`Revision ${revision}`}
      description={
        <>
          {name}
          <Text component="span" size="xs" display="block">
            {from === null ? "always" : localTime(from)}
            {to === null ? " on" : ` to ${localTime(to)}`}
          </Text>
        </>
      }
      rightSection={
        <Badge size="xs" variant={state === "in-force" ? "filled" : "default"} tt="none">
          {STATES[state]}
        </Badge>
      }
      active={isShown}
      onClick={() => showPrices({ type: "revision", book: id, revision })}
    />
  );
}

function NewDraft({ current }: { readonly current: PriceBook | null }): ReactElement {
  const drafts = usePrices((prices) => prices.drafts);
  const book = current?.id ?? "lab";
  const known = drafts.find((draft) => draft.book === book);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconFilePlus size={14} aria-hidden />}>
          Change prices
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {known !== undefined && (
          <Menu.Item onClick={() => void openDraft(book)}>Go on with the draft</Menu.Item>
        )}
        {known === undefined && current !== null && (
          <Menu.Item onClick={() => void draftFrom(current)}>
            Start from the prices in force
          </Menu.Item>
        )}
        {known === undefined && (
          <Menu.Item onClick={() => void draftFromExample(book)}>
            Start from the example book
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
