import { Button, PasswordInput, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconLogin2 } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { SendForm } from "../ui/SendForm.tsx";
import { signIn } from "./route.ts";

/** The way in for whoever opened the daemon's address and was given a token. */
export function SignInButton(): ReactElement {
  return (
    <Button
      size="xs"
      variant="light"
      leftSection={<IconLogin2 size={14} aria-hidden />}
      onClick={askForToken}
    >
      Sign in…
    </Button>
  );
}

function askForToken(): void {
  const modalId = modals.open({
    title: "Sign in",
    children: <SignInForm onClose={() => modals.close(modalId)} />,
  });
}

function SignInForm({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [token, setToken] = useState("");
  return (
    <SendForm
      button="Sign in"
      send={() => signIn(token.trim())}
      onClose={onClose}
      disabled={token.trim() === ""}
    >
      <Text size="sm">
        Whoever runs the lab gave you a token. It lets you in until this tab is closed.
      </Text>
      <PasswordInput
        label="Token"
        value={token}
        required
        autoComplete="current-password"
        data-autofocus
        onChange={(event) => setToken(event.currentTarget.value)}
      />
    </SendForm>
  );
}
