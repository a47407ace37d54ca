import { Group, Menu, Text, Title } from "@mantine/core";
import type { ReactElement } from "react";
import { Decimal, decimalText } from "../../shared/base/money.ts";
import { documentOfStatement } from "../../shared/exports/of-statement.ts";
import type { Statement, StatementFile } from "../../shared/statements/statement.ts";
import { localTime } from "../ui/local-time.ts";
import { money } from "../ui/money.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { NotesButton } from "./NotesButton.tsx";
import type { Notable } from "./NotesDialog.tsx";
import { saveStatement } from "./statements.ts";
import { unacceptedText } from "./words.ts";
import styles from "./Statements.module.css";

/** Whose it is, as of when, and what it comes to. */
export function StatementHead({
  file,
  lab,
}: {
  readonly file: StatementFile;
  /** The fingerprint of its signer. */
  readonly lab: string;
}): ReactElement {
  const { statement } = file;
  const { title, issuer, asOf, final, actual, projected, unaccepted = [] } = statement;
  const { contract, totals } = actual;
  const off = projected && new Decimal(totals.net).minus(projected.totals.net);
  return (
    <header className={styles["head"]}>
      <div>
        <Title order={1} size="h3">
          {title}
        </Title>
        <Text size="sm" c="var(--ink-soft)">
          {issuer} for {contract.billedParty ?? contract.account} · as of {localTime(asOf)} ·{" "}
          {final ? "final" : "provisional"}
        </Text>
        {unaccepted.length > 0 && (
          <Text size="xs" c="var(--ink-soft)">
            {unacceptedText(unaccepted)}
          </Text>
        )}
      </div>
      <dl className={styles["sums"]}>
        {/* What was projected is net, too: it stands with that, not with the total. */}
        {projected !== null && off !== null && (
          <>
            <Sum label="Projected" amount={projected.totals.net} currency={totals.currency} />
            <Sum label="Difference" amount={decimalText(off)} currency={totals.currency} />
          </>
        )}
        <Sum label="Net" amount={totals.net} currency={totals.currency} />
        {totals.taxes.map(({ id, percent, amount }) => (
          <Sum key={id} label={`${id} ${percent} %`} amount={amount} currency={totals.currency} />
        ))}
        <Sum label="Total" amount={totals.gross} currency={totals.currency} isStrong />
        {totals.parties.map(({ party, amount }) => (
          <Sum key={party} label={`${party} pays`} amount={amount} currency={totals.currency} />
        ))}
      </dl>
      <Actions file={file} lab={lab} />
    </header>
  );
}

interface SumProps {
  readonly label: string;
  readonly amount: string;
  readonly currency: string;
  readonly isStrong?: boolean;
}

function Sum({ label, amount, currency, isStrong = false }: SumProps): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-strong={isStrong}>{money(amount, currency)}</dd>
    </div>
  );
}

function Actions({
  file,
  lab,
}: {
  readonly file: StatementFile;
  readonly lab: string;
}): ReactElement {
  const { statement } = file;
  return (
    <Group gap="xs">
      <NotesButton document={statement} notable={notableOf} lab={lab} />
      <ExportMenu document={() => documentOfStatement(statement)} name={statement.title}>
        <Menu.Item onClick={() => void saveStatement(file)}>Statement file</Menu.Item>
      </ExportMenu>
    </Group>
  );
}

function notableOf({ id, title, actual: { lines, totals } }: Statement): Notable {
  const named = lines.map((line) => ({ ...line, key: line.lineKey }));
  return { id, title, currency: totals.currency, lines: named };
}
