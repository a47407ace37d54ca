import { Chip, Group, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { ruleWords } from "../../../shared/constraints/rule-words.ts";
import type { Problem, ProblemLevel, Severity } from "../../../shared/constraints/rule.ts";
import { SEVERITIES } from "../../store/analysis.ts";
import { LEVELS } from "../../store/problems.ts";
import type { ProblemFilter } from "./filter.ts";
import { useLooking } from "./jumping.ts";

const WORDS = { error: "Errors", warning: "Warnings", info: "Hints" } satisfies Record<
  Severity,
  string
>;

const SHORT_TITLES = {
  design: "Design",
  pool: "Lab now",
  window: "Chosen time",
} satisfies Record<ProblemLevel, string>;

interface ProblemFiltersProps {
  readonly problems: readonly Problem[];
}

/** How many there are of each sort, and which of them are listed. */
export function ProblemFilters({ problems }: ProblemFiltersProps): ReactElement {
  const filter = useLooking((looking) => looking.filter);
  return (
    <Group gap={6} px={12} py={6} role="group" aria-label="Filter problems">
      <Chip.Group
        multiple
        value={[...filter.severities]}
        onChange={(severities) => {
          show({ severities: SEVERITIES.filter((one) => severities.includes(one)) });
        }}
      >
        {SEVERITIES.map((severity) => (
          <Chip key={severity} value={severity} size="xs" variant="light">
            {WORDS[severity]} {countOf(problems, "severity", severity)}
          </Chip>
        ))}
      </Chip.Group>
      <Chip.Group
        multiple
        value={[...filter.levels]}
        onChange={(levels) => {
          show({ levels: LEVELS.filter((one) => levels.includes(one)) });
        }}
      >
        {LEVELS.map((level) => (
          <Chip key={level} value={level} size="xs" variant="outline">
            {SHORT_TITLES[level]} {countOf(problems, "level", level)}
          </Chip>
        ))}
      </Chip.Group>
      <RuleChoice problems={problems} rule={filter.rule} />
      <Chip
        size="xs"
        variant="outline"
        checked={filter.onlySelection}
        onChange={(onlySelection) => {
          show({ onlySelection });
        }}
      >
        Only selection
      </Chip>
      <TextInput
        size="xs"
        flex={1}
        miw={90}
        aria-label="Search problems"
        placeholder="Search"
        leftSection={<IconSearch size={13} />}
        value={filter.query}
        onChange={(event) => {
          show({ query: event.currentTarget.value });
        }}
      />
    </Group>
  );
}

const ALL = "";

function RuleChoice(props: {
  readonly problems: readonly Problem[];
  readonly rule: string | null;
}): ReactElement {
  const { problems, rule } = props;
  const codes = [
    ...new Set([...problems.map(({ code }) => code), ...(rule === null ? [] : [rule])]),
  ];
  return (
    <Select
      size="xs"
      w={120}
      aria-label="Rule"
      allowDeselect={false}
      searchable
      nothingFoundMessage="No such rule"
      comboboxProps={{ width: 300, position: "bottom-start" }}
      value={rule ?? ALL}
      data={[
        { value: ALL, label: "All rules" },
        ...codes.map((code) => ({ value: code, label: ruleWords(code)?.title ?? code })),
      ]}
      onChange={(chosen) => {
        show({ rule: chosen === ALL ? null : chosen });
      }}
    />
  );
}

function show(change: Partial<ProblemFilter>): void {
  useLooking.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

function countOf<Key extends "level" | "severity">(
  problems: readonly Problem[],
  key: Key,
  value: (ProblemLevel | Severity) & Problem[Key],
): number {
  return problems.filter((problem) => problem[key] === value).length;
}
