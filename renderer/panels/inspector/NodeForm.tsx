import { Collapse, NumberInput, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { Design } from "../../../shared/design/design.ts";
import type { ComponentVersion } from "../../../shared/design/component.ts";
import type { FieldHint } from "../../../shared/kinds/component-kind.ts";
import { MAXIMUM_COUNT } from "../../../shared/kinds/resolve.ts";
import { versionOf } from "../../components/operations.ts";
import { UseForm } from "../../components/UseForm.tsx";
import { edit } from "../../store/documents.ts";
import { KindIcon } from "../../ui/KindIcon.tsx";
import { GroupField } from "./GroupField.tsx";
import { NodeLinks } from "./NodeLinks.tsx";
import { PropertyField } from "./PropertyField.tsx";
import { idsOf, shared, type Subject } from "./subject.ts";
import styles from "./Inspector.module.css";
import { useGesture } from "./use-gesture.ts";

interface NodeFormProps {
  readonly subject: Subject;
  readonly design: Design;
  readonly readOnly: boolean;
}

/** The form of one node, or of several of one kind at once; it follows from the kind's schema. */
export function NodeForm({ subject, design, readOnly }: NodeFormProps): ReactElement {
  const { kind, nodes } = subject;
  const fields = Object.entries(kind.fields);
  const usual = fields.filter(([, hint]) => hint.advanced !== true);
  const rare = fields.filter(([, hint]) => hint.advanced === true);
  const [only] = nodes;
  const version = sharedVersion(subject, design);
  return (
    <>
      <div className={styles["title"]}>
        <KindIcon kind={kind.id} size={18} />
        <div>
          <h2>{nodes.length === 1 ? kind.title : `${nodes.length} × ${kind.title}`}</h2>
          <Text size="xs" c="dimmed">
            {nodes.length === 1 ? kind.description : "Changes apply to all of them."}
          </Text>
        </div>
      </div>
      <Stack gap={12} px={14} pb={20}>
        {nodes.length === 1 && <NameField subject={subject} readOnly={readOnly} />}
        {kind.countable && <CountField subject={subject} readOnly={readOnly} />}
        {version === undefined ? (
          <Fields fields={usual} subject={subject} readOnly={readOnly} />
        ) : (
          <UseForm nodes={nodes} version={version} readOnly={readOnly} />
        )}
        <GroupField ids={idsOf(subject)} design={design} readOnly={readOnly} />
        {rare.length > 0 && <More fields={rare} subject={subject} readOnly={readOnly} />}
        {nodes.length === 1 && only !== undefined && (
          <NodeLinks node={only} design={design} readOnly={readOnly} />
        )}
      </Stack>
    </>
  );
}

/** The version that all of these are uses of. */
function sharedVersion({ nodes }: Subject, design: Design): ComponentVersion | undefined {
  const [first, ...others] = nodes.map(({ id }) => versionOf(design, id));
  return others.every((other) => other === first) ? first : undefined;
}

function NameField({ subject, readOnly }: Omit<NodeFormProps, "design">): ReactElement {
  const gesture = useGesture();
  const node = subject.nodes[0];
  return (
    <TextInput
      size="xs"
      label="Name"
      data-rename
      disabled={readOnly}
      value={node?.node.name ?? ""}
      onChange={(event) => {
        const name = event.currentTarget.value;
        if (node !== undefined)
          edit("Rename", [{ type: "change-node", id: node.id, change: { name } }], {
            gesture: gesture.name(),
          });
      }}
      onBlur={gesture.end}
    />
  );
}

function CountField({ subject, readOnly }: Omit<NodeFormProps, "design">): ReactElement {
  const gesture = useGesture();
  // What is no number yet, such as a mere minus, or nothing.
  const [typed, setTyped] = useState<string | null>(null);
  const { value, mixed } = shared(subject.nodes.map((node) => node.node.count));
  return (
    <NumberInput
      size="xs"
      label="Count"
      description="How many equal ones this node stands for."
      disabled={readOnly}
      allowDecimal={false}
      clampBehavior="none"
      placeholder={mixed ? "Several values" : undefined}
      value={typed ?? value ?? ""}
      error={value === undefined ? undefined : wrongCount(value)}
      onChange={(changed) => {
        setTyped(typeof changed === "number" ? null : changed);
        if (typeof changed === "number")
          edit(
            "Change count",
            subject.nodes.map(
              ({ id }) => ({ type: "change-node", id, change: { count: changed } }) as const,
            ),
            { gesture: gesture.name() },
          );
      }}
      onBlur={() => {
        setTyped(null);
        gesture.end();
      }}
    />
  );
}

function wrongCount(count: number): string | undefined {
  if (count < 1) return "There must be at least one.";
  return count > MAXIMUM_COUNT ? `There can be ${MAXIMUM_COUNT} at the most.` : undefined;
}

interface FieldsProps {
  readonly fields: readonly (readonly [string, FieldHint])[];
  readonly subject: Subject;
  readonly readOnly: boolean;
}

function Fields({ fields, subject, readOnly }: FieldsProps): ReactElement {
  return (
    <>
      {fields.map(([property, hint]) => (
        <PropertyField
          key={property}
          subject={subject}
          property={property}
          hint={hint}
          disabled={readOnly}
        />
      ))}
    </>
  );
}

/** Fields that are rarely needed; open from the start when one of them is in use or at fault. */
function More(props: FieldsProps): ReactElement {
  const used = props.subject.nodes.some((node) =>
    props.fields.some(([property]) => Object.hasOwn(node.node.properties, property)),
  );
  const [open, setOpen] = useState(used);
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton
        className={styles["more"]}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <Arrow size={14} />
        More
      </UnstyledButton>
      <Collapse expanded={open}>
        <Stack gap={12} pt={8}>
          <Fields {...props} />
        </Stack>
      </Collapse>
    </div>
  );
}
