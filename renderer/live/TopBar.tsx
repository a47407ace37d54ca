import { Button, Group } from "@mantine/core";
import { IconCalendarPlus, IconSend } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { openBookDialog } from "../calendar/book.ts";
import { useNothingDrawn, useOnlyShown, useShownEnvironment } from "../store/selectors.ts";
import { ConnectionBadge } from "./ConnectionBadge.tsx";
import { isSignedOut, useNothingSent } from "./away.ts";
import { useMaySend } from "./role.ts";
import { openSendDialog } from "./send.ts";
import { SignInButton } from "./SignIn.tsx";
import { useConnection } from "./state.ts";

/** The right end of the top bar: how the daemon stands, and the way to real machines. */
export function TopBar(): ReactNode {
  const maySend = useMaySend();
  const isOut = isSignedOut(useConnection());
  return (
    <Group gap="sm" wrap="nowrap">
      <ConnectionBadge />
      {isOut && <SignInButton />}
      {maySend && <Sending />}
    </Group>
  );
}

function Sending(): ReactNode {
  const nothingDrawn = useNothingDrawn();
  const environment = useShownEnvironment();
  const away = useNothingSent();
  const nothingToSend = useOnlyShown() || nothingDrawn;
  const common = { size: "xs", disabled: nothingToSend || away !== null, title: away ?? "" };
  return (
    <>
      <Button
        {...common}
        variant="default"
        leftSection={<IconCalendarPlus size={14} aria-hidden />}
        onClick={openBookDialog}
      >
        Book…
      </Button>
      <Button {...common} leftSection={<IconSend size={14} aria-hidden />} onClick={openSendDialog}>
        {environment === null ? "Send to lab" : "Send again"}
      </Button>
    </>
  );
}
