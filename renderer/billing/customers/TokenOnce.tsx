import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import type { ReactElement } from "react";

interface TokenProps {
  readonly token: string;
  readonly onClose: () => void;
}

/** The token of a customer's first person, which nobody can show again. */
export function TokenOnce({ token, onClose }: TokenProps): ReactElement {
  const clipboard = useClipboard();
  return (
    <Stack gap="sm">
      <Text size="sm">
        The customer is signed up. The first person comes in with this token. It is shown only this
        once: copy it now.
      </Text>
      <TextInput
        label="Token"
        readOnly
        value={token}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => clipboard.copy(token)}>
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
