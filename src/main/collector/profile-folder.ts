import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Reason } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import { type Profile, profileIdSchema } from '../../shared/profile.ts'
import { PROFILE_FILE, type ProfileFile } from '../../shared/profile-file.ts'
import { storeProblem } from '../store/database.ts'
import { checkProfile } from './connectors/load.ts'
import { isBuiltIn, type SavedProfiles } from './connectors/registry.ts'

/** A file of the folder: a good profile, or why it is refused. */
interface Loaded {
  readonly id: string
  readonly file: string
  readonly text: string
  readonly profile: Profile | null
  readonly problems: readonly Reason[]
}

/** A profile that is on the disk under another name; `commit` gives it its own, `discard` deletes it. */
export interface PreparedFile {
  commit(): void
  discard(): void
}

/** Names that are devices on Windows, whatever their ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/** The saved profiles: files `<id>.json` in the folder `profiles` of the data folder, also those that somebody put there by hand. */
export class ProfileFolder {
  readonly #folder: string
  #loaded: readonly Loaded[] = []

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'profiles')
    this.load()
  }

  /** What servers may use, and what was refused. */
  get saved(): SavedProfiles {
    return {
      profiles: this.#loaded.flatMap(({ profile }) => (profile === null ? [] : [profile])),
      refused: this.#loaded.filter(({ profile }) => profile === null),
    }
  }

  /** All files as texts, the refused ones with their reasons. */
  list(): readonly Omit<ProfileFile, 'usedBy'>[] {
    return this.#loaded.map(({ id, file, text, profile, problems }) => ({
      id,
      name: profile?.name ?? id,
      kind: profile?.kind ?? null,
      file,
      origin: 'saved',
      text,
      problems: [...problems],
    }))
  }

  has(id: string): boolean {
    return this.#loaded.some((loaded) => loaded.id === id)
  }

  /** Whether there is no room for one more file. */
  get isFull(): boolean {
    return this.#loaded.length >= PROFILE_FILE.most
  }

  /** Reads the folder. A file that can't be read or used is listed with the reason and stops nothing. */
  load(): void {
    const names = namesIn(this.#folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    this.#loaded = names
      .toSorted()
      .slice(0, PROFILE_FILE.most)
      .map((name) => loadFile(this.#folder, name))
  }

  /** Reads one file again, and leaves what is known of the others as it is: their servers were told of nothing. */
  reload(id: string): void {
    const file = `${id}.json`
    const others = this.#loaded.filter((one) => one.id !== id)
    const found = lstatSync(join(this.#folder, file), { throwIfNoEntry: false }) === undefined ? [] : [loadFile(this.#folder, file)]
    this.#loaded = [...others, ...found].toSorted((one, other) => (one.file < other.file ? -1 : 1))
  }

  /** A text that is another one once a file of the folder is. */
  stamp(): string {
    return namesIn(this.#folder)
      .slice(0, 2 * PROFILE_FILE.most)
      .map((name) => stampOf(join(this.#folder, name)))
      .join()
  }

  /** Why a profile can't be saved under its id, whoever uses it. */
  idProblems(id: string): readonly Reason[] {
    if (isBuiltIn(id)) return [{ path: 'id', reason: t('collector.profileBuiltIn', { id }) }]
    if (DEVICES.test(id)) return [{ path: 'id', reason: t('collector.profileDevice', { id }) }]
    return []
  }

  /** Writes a profile's text to the disk, not yet under its name. Throws `disk-full`, `folder-read-only`, `disk-error`. */
  prepare(id: string, text: string): PreparedFile {
    const file = join(this.#folder, `${id}.json`)
    const draft = `${file}.new`
    writing(t('store.savingProfile', { id }), () => {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      rmSync(draft, { force: true })
      writeDurably(draft, text)
    })
    return {
      commit: () =>
        writing(t('store.savingProfile', { id }), () => {
          renameSync(draft, file)
          syncFolder(this.#folder)
        }),
      discard: () => rmSync(draft, { force: true }),
    }
  }

  /** Deletes the file of this id, also a refused one. Throws as `prepare`. */
  remove(id: string): void {
    const loaded = this.#loaded.find((one) => one.id === id)
    if (loaded === undefined) return
    writing(t('store.removingProfile', { id }), () => {
      rmSync(join(this.#folder, loaded.file), { force: true })
      syncFolder(this.#folder)
    })
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function stampOf(file: string): string {
  const found = lstatSync(file, { throwIfNoEntry: false })
  return found === undefined ? '' : `${file} ${found.size} ${found.mtimeMs}`
}

function loadFile(folder: string, file: string): Loaded {
  const id = file.slice(0, -'.json'.length)
  const refused = (reason: string, text = ''): Loaded => ({ id, file, text, profile: null, problems: [{ path: '', reason }] })
  let text: string
  try {
    const found = lstatSync(join(folder, file))
    if (!found.isFile()) return refused(t('collector.profileNoFile'))
    if (found.size > PROFILE_FILE.longest) return refused(t('collector.profileLong', { most: PROFILE_FILE.longest }))
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(folder, file)))
  } catch (error) {
    return refused(t(error instanceof TypeError ? 'collector.profileEncoding' : 'collector.profileUnreadable'))
  }
  const checked = checkProfile(text)
  if ('reasons' in checked) return { id, file, text, profile: null, problems: checked.reasons }
  const { profile } = checked
  if (profile.id !== id) return { id, file, text, profile: null, problems: [otherId(profile.id)] }
  if (isBuiltIn(id)) return { id, file, text, profile: null, problems: [{ path: 'id', reason: t('collector.profileBuiltIn', { id }) }] }
  return { id, file, text, profile, problems: [] }
}

function otherId(id: string): Reason {
  const isName = profileIdSchema.safeParse(id).success
  return { path: 'id', reason: isName ? t('collector.profileFileName', { file: `${id}.json` }) : t('collector.profileFileOther') }
}

/** The text is on the disk when this returns, for its owner only. */
function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`)
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A name is on the disk once its folder is; Windows keeps names by itself and opens no folder. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function writing(doing: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    throw storeProblem(error, doing)
  }
}
