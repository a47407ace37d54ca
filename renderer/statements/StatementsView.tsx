import { ActionIcon, Alert, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconReceipt2, IconX } from "@tabler/icons-react";
import { useMemo, type ReactElement } from "react";
import { faultText, type Fault } from "../../shared/base/fault.ts";
import { MoneyReview } from "../money/MoneyReview.tsx";
import { namesFrom } from "../money/names.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { StatementHead } from "./StatementHead.tsx";
import { closeStatement, showStatement, useStatements, type OpenStatement } from "./statements.ts";
import styles from "./Statements.module.css";
import { UnkeptNotes } from "./UnkeptNotes.tsx";
import { VerdictBadge } from "./VerdictBadge.tsx";

/** Statement files that are open, each to be read and checked with no daemon and no network. */
export function StatementsView(): ReactElement {
  const { open, shown } = useStatements();
  const current = open.find(({ path }) => path === shown);
  if (current === undefined)
    return (
      <EmptyState icon={IconReceipt2} title="No statement is open">
        Open a statement file, or drag one onto the window.
      </EmptyState>
    );
  return (
    <div className={styles["view"]}>
      <nav className={styles["tabs"]} aria-label="Open statements">
        {open.map((one) => (
          <Tab key={one.path} statement={one} isShown={one === current} />
        ))}
      </nav>
      <UnkeptNotes />
      <Shown key={current.path} statement={current} />
    </div>
  );
}

function Tab({
  statement: { path, outcome },
  isShown,
}: {
  readonly statement: OpenStatement;
  readonly isShown: boolean;
}): ReactElement {
  const file = path.split(/[/\\]/).at(-1) ?? path;
  const name = outcome?.ok === true ? outcome.value.statement.title : file;
  return (
    <div className={styles["tab"]} data-active={isShown}>
      <button
        type="button"
        aria-current={isShown ? "page" : undefined}
        title={path}
        onClick={() => showStatement(path)}
      >
        {name}
      </button>
      <ActionIcon size={18} aria-label={`Close ${name}`} onClick={() => closeStatement(path)}>
        <IconX size={12} />
      </ActionIcon>
    </div>
  );
}

function Shown({ statement }: { readonly statement: OpenStatement }): ReactElement {
  const { outcome, verification } = statement;
  if (outcome === null)
    return (
      <div className={styles["waiting"]} role="status">
        <Loader size="sm" />
        <Text size="sm">Reading the statement…</Text>
      </div>
    );
  if (!outcome.ok) return <Refused fault={outcome.error} />;
  return <Readable file={outcome.value} verification={verification} />;
}

function Refused({ fault }: { readonly fault: Fault }): ReactElement {
  const { what, where, why, remedy } = faultText(fault);
  return (
    <div className={styles["waiting"]}>
      <Alert color="red" icon={<IconAlertTriangle />} title={what} role="alert" maw={640}>
        {[why, where === undefined ? undefined : `At ${where}.`, remedy]
          .filter((text) => text !== undefined)
          .join(" ")}
      </Alert>
    </div>
  );
}

type ReadProps = Pick<OpenStatement, "verification"> & {
  readonly file: Extract<NonNullable<OpenStatement["outcome"]>, { ok: true }>["value"];
};

function Readable({ file, verification }: ReadProps): ReactElement {
  const { actual, projected, title, issuer, scope } = file.statement;
  const names = useMemo(
    () =>
      namesFrom(scope.environment === "" ? {} : { environments: { [scope.environment]: title } }),
    [scope, title],
  );
  return (
    <>
      <StatementHead file={file} lab={verification?.fingerprint ?? ""} />
      <VerdictBadge verification={verification} issuer={issuer} />
      <div className={styles["review"]}>
        <MoneyReview
          label={`Lines of ${title}`}
          lines={actual.lines}
          currency={actual.totals.currency}
          names={names}
          inputs={actual}
          projected={projected}
        />
      </div>
    </>
  );
}
