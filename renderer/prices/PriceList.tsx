import { Badge, ScrollArea, Table, Text, TextInput, Title } from "@mantine/core";
import { IconCoins, IconSearch } from "@tabler/icons-react";
import { useMemo, type ReactElement } from "react";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import {
  priceList,
  type ListedPrice,
  type PriceRow,
  type PriceSection,
} from "../../shared/prices/price-list.ts";
import { discountWords, windowWords } from "../../shared/prices/terms.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { money, moneyWords } from "../ui/money.ts";
import { searchPrices, usePrices } from "./prices-state.ts";
import styles from "./Prices.module.css";

interface PriceListProps {
  readonly book: PriceBook;
  /** At which time; milliseconds. */
  readonly at: number;
  /** What a unit costs the lab is for those who set the prices. */
  readonly withCost: boolean;
}

/** The prices of a book that hold at a time: what each item costs, in which window, up to how much. */
export function PriceList({ book, at, withCost }: PriceListProps): ReactElement {
  const search = usePrices((prices) => prices.search);
  const sections = useMemo(() => priceList(book, at), [book, at]);
  const found = useMemo(() => searched(sections, search), [sections, search]);
  return (
    <>
      <TextInput
        size="xs"
        className={styles["search"] ?? ""}
        aria-label="Search the price list"
        placeholder="Search: item, meter, component"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={({ currentTarget }) => searchPrices(currentTarget.value)}
      />
      <ScrollArea flex={1} type="auto" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
        <div className={styles["sheet"]}>
          <Terms book={book} />
          {found.length === 0 && (
            <EmptyState icon={IconCoins} title={search === "" ? "No prices" : "Nothing found"}>
              {search === ""
                ? "This book has no rules yet."
                : `No price has “${search}” in its name.`}
            </EmptyState>
          )}
          {found.map((section) => (
            <Section
              key={section.id}
              section={section}
              currency={book.currency}
              withCost={withCost}
            />
          ))}
        </div>
      </ScrollArea>
    </>
  );
}

function searched(sections: readonly PriceSection[], search: string): readonly PriceSection[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return sections;
  return sections.flatMap((section) => {
    const rows = section.rows.filter(({ title, rule, only }) =>
      [section.title, title, rule, ...only].some((text) => text.toLowerCase().includes(wanted)),
    );
    return rows.length === 0 ? [] : [{ ...section, rows }];
  });
}

function Terms({ book }: { readonly book: PriceBook }): ReactElement | null {
  const windows = book.windowSets.flatMap((set) => windowWords(book, set));
  const discounts = discountWords(book).map(moneyWords);
  if (windows.length + discounts.length === 0) return null;
  return (
    <div className={styles["terms"]}>
      {windows.length > 0 && <Words title="When" words={windows} />}
      {discounts.length > 0 && <Words title="Discounts and guarantees" words={discounts} />}
    </div>
  );
}

function Words({ title, words }: { title: string; words: readonly string[] }): ReactElement {
  return (
    <section>
      <Title order={2} size="xs" mb={4}>
        {title}
      </Title>
      {words.map((sentence) => (
        <Text key={sentence} size="xs">
          {sentence}
        </Text>
      ))}
    </section>
  );
}

interface SectionProps {
  readonly section: PriceSection;
  readonly currency: string;
  readonly withCost: boolean;
}

function Section(props: SectionProps): ReactElement {
  const { section, currency } = props;
  const withCost = props.withCost && section.rows.some(({ cost }) => cost !== "");
  return (
    <section>
      <Title order={2} size="xs" className={styles["sectionTitle"] ?? ""}>
        {section.title}
      </Title>
      <Table
        verticalSpacing={3}
        horizontalSpacing={16}
        fz="xs"
        highlightOnHover
        aria-label={section.title}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th className={styles["priceColumn"] ?? ""}>Price</Table.Th>
            <Table.Th className={styles["perColumn"] ?? ""}>For each</Table.Th>
            {withCost && <Table.Th className={styles["costColumn"] ?? ""}>Costs us</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {section.rows.map((row) => (
            <Row key={row.rule} row={row} currency={currency} withCost={withCost} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

interface RowProps {
  readonly row: PriceRow;
  readonly currency: string;
  readonly withCost: boolean;
}

function Row({ row, currency, withCost }: RowProps): ReactElement {
  const details = [...row.only.map((only) => `only ${only}`), ...row.notes.map(moneyWords)].join(
    " · ",
  );
  return (
    <Table.Tr>
      <Table.Td>
        {row.title}
        {details !== "" && (
          <Text size="xs" c="dimmed">
            {details}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>
        {row.prices.map((price) => (
          <Price key={`${price.window} ${price.band}`} price={price} currency={currency} />
        ))}
      </Table.Td>
      <Table.Td>{row.per}</Table.Td>
      {withCost && (
        <Table.Td className={styles["amount"] ?? ""}>
          {row.cost === "" ? "–" : money(row.cost, currency, 6)}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Price({ price, currency }: { price: ListedPrice; currency: string }): ReactElement {
  const { window, band, price: unit, fee } = price;
  const amounts = [
    unit === "" ? "" : money(unit, currency, 6),
    fee === "" ? "" : `${money(fee, currency, 6)} at once`,
  ].filter((text) => text !== "");
  return (
    <div className={styles["price"]}>
      {window !== "" && (
        <Badge size="xs" variant="default" tt="none" fw={500}>
          {window}
        </Badge>
      )}
      {band !== "" && <span className={styles["band"]}>{band}</span>}
      <span>{amounts.join(" + ")}</span>
    </div>
  );
}
