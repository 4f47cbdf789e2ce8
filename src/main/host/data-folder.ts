import { mkdirSync, statSync } from 'node:fs'
import { RollcallError } from '../../shared/errors.ts'

const OTHERS = 0o077

/**
 * Makes the data folder when it is not there, for this person only. Throws `folder-unsafe` when it belongs to somebody else or others can
 * enter it, `folder-read-only` when it can't be made. Windows keeps other people out of the profile by inherited rights.
 */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannotMake(folder, error)
  }
  const found = statSync(folder)
  if (process.getuid === undefined) return
  if (found.uid !== process.getuid()) throw unsafe(folder, 'belongs to another user', 'Choose a folder of your own with --data=FOLDER.')
  if ((found.mode & OTHERS) !== 0) {
    const mode = (found.mode & 0o777).toString(8).padStart(4, '0')
    throw unsafe(folder, `can be entered by others (mode ${mode})`, `Close it with: chmod 700 ${folder}`)
  }
}

function unsafe(folder: string, why: string, next: string): RollcallError {
  return new RollcallError({ code: 'folder-unsafe', message: `Rollcall does not use the folder ${folder}, because it ${why}.`, next })
}

function cannotMake(folder: string, error: unknown): RollcallError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  return new RollcallError(
    {
      code: code === 'ENOSPC' ? 'disk-full' : 'folder-read-only',
      message: `The folder ${folder} can’t be made.`,
      next: 'Choose another folder with --data=FOLDER.',
      technical: code,
    },
    { cause: error },
  )
}
