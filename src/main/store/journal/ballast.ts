import { closeSync, existsSync, fsyncSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'

/**
 * Enough for the outcomes of every request that can be under way at once, 16 servers with 2 each, with room for their pages in the log;
 * and for several hundred targets that go into one request.
 */
const BALLAST_BYTES = 1024 * 1024

/** The file that keeps room beside the journal. It also shows that there was a journal here, after the journal itself was lost. */
export function ballastFile(journalFile: string): string {
  return journalFile.replace(/\.db$/, '.ballast')
}

/** Whether a journal was begun here before. */
export function hasBallast(journalFile: string): boolean {
  return existsSync(ballastFile(journalFile))
}

/** Takes up the room, unless it is taken up already. False on a disk that is too full for it. */
export function layBallast(journalFile: string): boolean {
  const file = ballastFile(journalFile)
  try {
    if (statSync(file, { throwIfNoEntry: false })?.size !== BALLAST_BYTES) fill(file)
    return true
  } catch {
    if (existsSync(file)) truncateSync(file)
    return false
  }
}

function fill(file: string): void {
  const handle = openSync(file, 'w', 0o600)
  try {
    // Bytes that no file system stores as a hole or packs together.
    const block = crypto.getRandomValues(Buffer.alloc(64 * 1024))
    for (let written = 0; written < BALLAST_BYTES; ) written += writeSync(handle, block)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Gives the room back to a full disk, so that outcomes can be written. False when there is none left to give. */
export function releaseBallast(journalFile: string): boolean {
  const file = ballastFile(journalFile)
  if (!existsSync(file) || statSync(file).size === 0) return false
  truncateSync(file)
  return true
}
