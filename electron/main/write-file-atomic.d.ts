// The package has no types of its own; this is the one form we use.
declare module "write-file-atomic" {
  /** Writes a temporary file beside `path`, fsyncs it and renames it over `path`. */
  export default function writeFileAtomic(
    path: string,
    data: string,
    options?: { mode?: number; fsync?: boolean },
  ): Promise<void>;
}
