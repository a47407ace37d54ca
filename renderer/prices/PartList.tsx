import { TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import { change, useForm } from "./fields.tsx";
import { showPart, useDraft, type BookPart } from "./draft-session.ts";
import { listAt, rawAt, textAt } from "./raw-book.ts";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import styles from "./Draft.module.css";

/** What a book consists of: the whole, its times, its discounts, and each price; the chosen one is in the form. */
export function PartList(): ReactElement {
  const { raw, findings } = useForm();
  const part = useDraft((draft) => draft.part);
  const [search, setSearch] = useState("");
  const rules = listAt(raw, ["rules"]);
  const wrong = useMemo(
    () => new Set(findings.map(({ where }) => where.split(".").slice(0, 2).join("."))),
    [findings],
  );
  const wanted = search.trim().toLowerCase();
  const shown = rules.flatMap((rule, at) => {
    const title = textAt(rule, ["title"]) || textAt(rule, ["id"]) || `Price ${at + 1}`;
    const words = `${title} ${textAt(rule, ["id"])} ${textAt(rule, ["meter"])}`.toLowerCase();
    return words.includes(wanted) ? [{ at, title, price: priceOf(rule) }] : [];
  });
  function add(): void {
    const id = `price-${rules.length + 1}`;
    const pricing = { shape: "unit", price: "0" };
    const rule = {
      id,
      title: "New price",
      kind: "usage",
      meter: "instance",
      match: { item: id },
      pricing,
    };
    // Into the list that is there, whose comments stay.
    change(rules.length === 0 ? [["rules"], [rule]] : [["rules", rules.length], rule]);
    showPart({ type: "rule", at: rules.length });
  }
  return (
    <nav className={styles["parts"]} aria-label="Parts of the book">
      <TextInput
        size="xs"
        className={styles["partSearch"] ?? ""}
        aria-label="Find a price"
        placeholder="Find a price"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <div className={styles["partList"]}>
        <Part part={{ type: "book" }} shown={part} title="The book" />
        <Part part={{ type: "windows" }} shown={part} title="Peak and off-peak" />
        <Part part={{ type: "discounts" }} shown={part} title="Discounts" />
        {shown.map(({ at, title, price }) => (
          <Part
            key={at}
            part={{ type: "rule", at }}
            shown={part}
            title={title}
            detail={price}
            isFaulty={wrong.has(`rules.${at}`)}
          />
        ))}
      </div>
      <Button
        size="xs"
        variant="default"
        m={8}
        disabled={raw === null}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={add}
      >
        Add a price
      </Button>
    </nav>
  );
}

interface PartProps {
  readonly part: BookPart;
  readonly shown: BookPart;
  readonly title: string;
  readonly detail?: string;
  readonly isFaulty?: boolean;
}

function Part({ part, shown, title, detail = "", isFaulty = false }: PartProps): ReactElement {
  const isShown =
    part.type === shown.type &&
    (part.type !== "rule" || shown.type !== "rule" || part.at === shown.at);
  return (
    <UnstyledButton
      className={styles["part"] ?? ""}
      aria-current={isShown}
      data-faulty={isFaulty || undefined}
      onClick={() => showPart(part)}
    >
      <span>{title}</span>
      <span>{detail}</span>
    </UnstyledButton>
  );
}

/** The first price there is, in short. */
function priceOf(rule: unknown): string {
  const windows = rawAt(rule, ["windows", "pricing"]);
  const pricings = [
    rule,
    rawAt(rule, ["pricing"]),
    ...(typeof windows === "object" && windows !== null ? Object.values(windows) : []),
  ];
  for (const pricing of pricings) {
    const price = textAt(pricing, ["price"]) || textAt(pricing, ["bands", 0, "unit"]);
    if (price !== "") return price;
  }
  return "";
}
