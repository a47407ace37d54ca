import { ActionIcon, Select, Text, UnstyledButton } from "@mantine/core";
import { IconUnlink } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { Design, DesignLink } from "../../../shared/design/design.ts";
import { entriesOf } from "../../../shared/design/large-record.ts";
import type { ResolvedNode } from "../../../shared/kinds/resolve.ts";
import { linkVerdict } from "../../commands/linking.ts";
import { edit, select } from "../../store/documents.ts";
import { elementKey } from "../../store/elements.ts";
import { newId } from "../../store/ids.ts";
import { catalogue } from "../../store/reference.ts";
import styles from "./Inspector.module.css";

interface NodeLinksProps {
  readonly node: ResolvedNode;
  readonly design: Design;
  readonly readOnly: boolean;
}

/** A node's links by name, and a way to make one without a mouse. */
export function NodeLinks({ node, design, readOnly }: NodeLinksProps): ReactNode {
  const links = useMemo(() => linksOf(node.id, design.links), [node.id, design.links]);
  // A licence covers the whole design: there is nothing to link it by.
  if (links.length === 0 && node.ports.length === 0) return null;
  return (
    <section aria-label="Links">
      <h3 className={styles["subtitle"]}>Links</h3>
      {links.length === 0 && (
        <Text size="xs" c="dimmed">
          Not linked to anything yet.
        </Text>
      )}
      {links.map(([id, link]) => (
        <LinkRow key={id} id={id} link={link} own={node.id} design={design} readOnly={readOnly} />
      ))}
      {!readOnly && <AddLink node={node} design={design} />}
    </section>
  );
}

function linksOf(node: string, all: Design["links"]): readonly (readonly [string, DesignLink])[] {
  return [...entriesOf(all)].filter(([, { from, to }]) => from.node === node || to.node === node);
}

interface LinkRowProps {
  readonly id: string;
  readonly link: DesignLink;
  readonly own: string;
  readonly design: Design;
  readonly readOnly: boolean;
}

function LinkRow({ id, link, own, design, readOnly }: LinkRowProps): ReactElement {
  const [mine, other] = link.from.node === own ? [link.from, link.to] : [link.to, link.from];
  const name = design.nodes[other.node]?.name ?? "a node that is not there";
  return (
    <div className={styles["row"]}>
      <UnstyledButton
        className={styles["grow"]}
        fz="xs"
        onClick={() => {
          select(new Set([elementKey("link", id)]));
        }}
      >
        {mine.port} → {name} ({other.port})
      </UnstyledButton>
      <ActionIcon
        size="sm"
        aria-label={`Remove link to ${name}`}
        disabled={readOnly}
        onClick={() => {
          edit("Remove link", [{ type: "remove-link", id }]);
        }}
      >
        <IconUnlink size={14} />
      </ActionIcon>
    </div>
  );
}

function possibleTargets(design: Design, from: string): { value: string; label: string }[] {
  return Object.entries(design.nodes).flatMap(([id, other]) =>
    linkVerdict(design, catalogue(), from, null, id).ok
      ? [{ value: id, label: other.name === "" ? "Unnamed" : other.name }]
      : [],
  );
}

/** More than this no list shows at once; a few letters find the others. */
const MOST_TARGETS = 200;

function AddLink({ node, design }: { node: ResolvedNode; design: Design }): ReactElement {
  const [search, setSearch] = useState("");
  // Looked for when somebody asks: in a large design it takes longer than showing all else of a node.
  const [asked, setAsked] = useState(false);
  const possible = useMemo(
    () => (asked ? possibleTargets(design, node.id) : []),
    [asked, design, node.id],
  );
  return (
    <Select
      size="xs"
      mt={6}
      aria-label="Add link to"
      placeholder="Add link to…"
      nothingFoundMessage={
        possible.length === 0 ? "No node has a free port for it" : "No such node has a free port"
      }
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      value={null}
      data={possible}
      limit={MOST_TARGETS}
      onFocus={() => {
        setAsked(true);
      }}
      onBlur={() => {
        setAsked(false);
      }}
      onChange={(target) => {
        // Nothing stays chosen here: the next one is typed anew.
        setSearch("");
        const verdict =
          target === null ? null : linkVerdict(design, catalogue(), node.id, null, target);
        if (verdict?.ok === true)
          edit("Link", [{ type: "put-link", id: newId("l"), link: verdict.link }]);
      }}
    />
  );
}
