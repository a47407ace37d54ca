import { ActionIcon, Button, Menu, Text, UnstyledButton } from "@mantine/core";
import {
  IconAlertTriangleFilled,
  IconChevronDown,
  IconCircleXFilled,
  IconInfoCircleFilled,
  IconWand,
} from "@tabler/icons-react";
import { memo, useEffect, useRef, useState, type ReactElement } from "react";
import { problemText } from "../../../shared/constraints/problem-text.ts";
import { LEVEL_TITLES } from "../../../shared/constraints/rule-reference.ts";
import { ruleWords } from "../../../shared/constraints/rule-words.ts";
import type { Problem, QuickFix, Severity } from "../../../shared/constraints/rule.ts";
import type { Design } from "../../../shared/design/design.ts";
import { useReadOnly } from "../../store/selectors.ts";
import { applyFix, fixAllLike, fixesOf, fixTitle, useMending } from "./fixing.ts";
import { jumpTo } from "./jumping.ts";
import styles from "./ProblemsPanel.module.css";
import { Why } from "./Why.tsx";

const PICTURES = {
  error: IconCircleXFilled,
  warning: IconAlertTriangleFilled,
  info: IconInfoCircleFilled,
} satisfies Record<Severity, unknown>;

interface ProblemRowProps {
  readonly problem: Problem;
  readonly design: Design;
  readonly isCurrent: boolean;
  /** How many of its kind can be mended at once, itself among them. */
  readonly alike: number;
}

/** One problem: what it says, at which level and by which rule; ways out; why. */
export const ProblemRow = memo(function ProblemRow(props: ProblemRowProps): ReactElement {
  const { problem, design, isCurrent, alike } = props;
  const [why, setWhy] = useState(false);
  const readOnly = useReadOnly();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const { severity, code, level, pool } = problem;
  const Picture = PICTURES[severity];
  const rule = ruleWords(code)?.title ?? code;
  return (
    <li
      ref={row}
      className={styles["row"]}
      data-severity={severity}
      data-code={code}
      data-level={level}
      aria-current={isCurrent ? "true" : undefined}
    >
      <Picture size={16} className={styles["picture"]} aria-label={severity} role="img" />
      <div className={styles["body"]}>
        <UnstyledButton
          className={styles["what"]}
          onClick={() => {
            jumpTo(problem);
          }}
        >
          {problemText(problem, design)}
        </UnstyledButton>
        <Text size="xs" c="dimmed" className={styles["rule"] ?? ""}>
          {[LEVEL_TITLES[level], ...(pool === undefined ? [] : [pool]), rule].join(" · ")}
        </Text>
        {why && <Why problem={problem} design={design} />}
      </div>
      {!readOnly && <Fixes problem={problem} alike={alike} />}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-expanded={why}
        onClick={() => {
          setWhy(!why);
        }}
      >
        Why?
      </Button>
    </li>
  );
});

interface FixesProps {
  readonly problem: Problem;
  readonly alike: number;
}

function Fixes({ problem, alike }: FixesProps): ReactElement | null {
  const [first, ...others] = fixesOf(problem);
  if (first === undefined) return null;
  return (
    <Button.Group>
      <Button
        size="compact-xs"
        variant="light"
        className={styles["fix"] ?? ""}
        title={fixTitle(first)}
        leftSection={<IconWand size={13} />}
        onClick={() => {
          applyFix(first);
        }}
      >
        <span className={styles["fixLabel"]}>{fixTitle(first)}</span>
      </Button>
      {(others.length > 0 || alike > 1) && (
        <MoreFixes problem={problem} others={others} alike={alike} />
      )}
    </Button.Group>
  );
}

function MoreFixes(props: FixesProps & { readonly others: readonly QuickFix[] }): ReactElement {
  const { problem, others, alike } = props;
  const mending = useMending(({ code }) => code);
  return (
    <Menu
      position="bottom-end"
      width="auto"
      // Neither is a menu's item nor within a landmark, and both are announced for nothing.
      portalProps={{ target: "main" }}
    >
      <Menu.Target>
        <ActionIcon
          size={22}
          variant="light"
          color="indigo"
          aria-label="More ways to fix"
          loading={mending === problem.code}
        >
          <IconChevronDown size={13} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((fix) => (
          <Menu.Item
            key={fixTitle(fix)}
            leftSection={<IconWand size={14} />}
            onClick={() => {
              applyFix(fix);
            }}
          >
            {fixTitle(fix)}
          </Menu.Item>
        ))}
        {others.length > 0 && alike > 1 && <Menu.Divider />}
        {alike > 1 && (
          <Menu.Item
            disabled={mending !== null}
            onClick={() => {
              fixAllLike(problem);
            }}
          >
            Fix all {alike} of this kind
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
