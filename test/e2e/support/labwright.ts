import type { Page } from "@playwright/test";

/** One running Labwright with its window, whatever it runs in. */
export interface Labwright {
  /** The window; another one after a crash. */
  readonly page: Page;
  /** Where its daemon keeps everything, and where the command line finds it. */
  readonly data: string;
  /** The file that its daemon writes down what happens in. */
  readonly log: string;
  /** Saves the open design by the dialog; the file it went to. */
  saveAs(folder: string): Promise<string>;
  /** Does what asks where to save something, and answers with that file; the file. */
  saveTo(file: string, act: () => Promise<void>): Promise<string>;
  /** Opens a file by the dialog. */
  open(file: string): Promise<void>;
  /** Ends window and program without a word, as a crash does, and starts again with what is on disk. */
  crash(): Promise<void>;
  /** Ends its daemon and leaves the window; on the desktop another one is started. */
  endDaemon(): Promise<void>;
  /** Has its daemon hang: it keeps its connections and answers nothing. Gives how it goes on. */
  hangDaemon(): Promise<() => void>;
  close(): Promise<void>;
}
