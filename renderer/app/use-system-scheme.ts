import { useMediaQuery } from "@mantine/hooks";

/** What the operating system prefers; follows it while the program runs. */
export function useSystemScheme(): "light" | "dark" {
  return useMediaQuery("(prefers-color-scheme: dark)") ? "dark" : "light";
}
