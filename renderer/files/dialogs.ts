import { create } from "zustand";

/** The dialogs about the file of the active tab. */
export type FileDialog = "versions" | "losses" | "compare" | "export";

/** Which of them is shown. */
export const useFileDialog = create<{ readonly shown: FileDialog | null }>()(() => ({
  shown: null,
}));

export function showFileDialog(shown: FileDialog | null): void {
  useFileDialog.setState({ shown });
}
