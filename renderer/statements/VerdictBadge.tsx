import { Alert, Button, Group, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck, IconShieldQuestion } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Verification } from "../../shared/statements/verify.ts";
import { trustSigner, useSigners } from "./signers.ts";
import { verdictOf } from "./words.ts";

const ICONS = { green: IconShieldCheck, yellow: IconShieldQuestion, red: IconAlertTriangle };

/** What came of checking a statement on this computer, and who signed it. */
export function VerdictBadge({
  verification,
  issuer,
}: {
  readonly verification: Verification | null;
  readonly issuer: string;
}): ReactElement {
  const known = useSigners((signers) => signers.known);
  if (verification === null)
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm">Working it out again on this computer…</Text>
      </Group>
    );
  const { fingerprint } = verification;
  const verdict = verdictOf(verification, known[fingerprint]?.name);
  const Icon = ICONS[verdict.tone];
  const isNew = verdict.tone === "yellow" && verification.signature === "valid";
  return (
    <Alert color={verdict.tone} icon={<Icon />} title={verdict.title} role="status" p="xs">
      <Group gap="md">
        <Text size="sm">{verdict.detail}</Text>
        {fingerprint !== "" && (
          <Text size="xs" ff="monospace">
            Key {fingerprint}
          </Text>
        )}
        {isNew && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => trustSigner(fingerprint, issuer, new Date().toISOString())}
          >
            Trust this key as {issuer}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
