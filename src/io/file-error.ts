// Node only: why an operation on a file failed, in a few words.
const REASONS: Record<string, string> = {
  ENOTDIR: "a part of the path is not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would exceed the allowed size",
  EISDIR: "it is a folder",
  EMFILE: "too many open files",
};

function reason(cause: unknown, ifMissing: string): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT") return ifMissing;
  return (code && REASONS[code]) || message || String(cause);
}

export function readReason(cause: unknown): string {
  return reason(cause, "no such file");
}

export function writeReason(cause: unknown): string {
  return reason(cause, "the folder does not exist");
}
