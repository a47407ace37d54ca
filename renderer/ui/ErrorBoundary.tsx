import { Button, Code, Stack, Text, Title } from "@mantine/core";
import { Component, type ReactNode } from "react";

interface State {
  readonly error: Error | null;
}

/** Where a bug of the interface ends: it is told, and the drafts are there after a reload. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Stack role="alert" align="flex-start" maw={560} mx="auto" mt={80} px={24}>
        <Title order={1} size="h3">
          Labwright met a bug of its own
        </Title>
        <Text size="sm">
          Your work is safe: every change is kept in a draft, which the start page brings back after
          a reload. Please report what stands below.
        </Text>
        <Code block w="100%">
          {error.stack ?? error.message}
        </Code>
        <Button
          onClick={() => {
            window.location.reload();
          }}
        >
          Reload
        </Button>
      </Stack>
    );
  }
}
