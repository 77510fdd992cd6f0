import { showName } from "./terminal.js";

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "the permission is missing",
  EPERM: "the permission is missing",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  ENOSPC: "the disk is full; make room and run again",
  EROFS: "the disk is read-only; write elsewhere with --out",
  EIO: "the disk failed to read or write; look after it before you go on",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its symbolic links lead in a circle",
  ERR_STRING_TOO_LONG: "it is too large; split it",
  ERR_FS_FILE_TOO_LARGE: "it is too large; split it",
};

/** One line about `error`, safe to print, without its stack. */
export function describeError(error: unknown): string {
  const code = readCode(error);
  const known = code === undefined ? undefined : SYSTEM_ERRORS[code];
  return known ?? showName(error instanceof Error ? error.message : String(error));
}

/** The same about the file `path`; Node cannot open one whose name is no UTF-8, and says that it is not there. */
export function describeFileError(path: string, error: unknown): string {
  const isMisnamed = readCode(error) === "ENOENT" && path.includes("\ufffd");
  return isMisnamed ? "its name is no UTF-8; rename it" : describeError(error);
}

/** The code of a system error, such as `ENOENT`. */
export function readCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
