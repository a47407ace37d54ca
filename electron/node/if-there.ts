/** What was read, or something else where there is no such file. Whatever else keeps it from being read is thrown. */
export async function ifThere<T>(read: Promise<T>, otherwise: T): Promise<T> {
  return read.catch((error: unknown) => {
    if (isMissing(error)) return otherwise;
    throw error;
  });
}

/** The error of a file system call says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
