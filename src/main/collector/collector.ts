import type { ServerSystem } from '../../shared/change.ts'
import { type Clock, systemClock } from '../../shared/clock.ts'
import { type ErrorCode, type Problem, RollcallError } from '../../shared/errors.ts'
import { language, speak, t } from '../../shared/language/language.ts'
import { NOTHING_KNOWN, type Server } from '../../shared/server.ts'
import type { SettingsChange } from '../../shared/settings.ts'
import type { SecretStore } from '../keychain/client.ts'
import { logDefect } from '../log.ts'
import type { Port } from '../port.ts'
import type { PracticeAnnouncement } from '../practice/announcement.ts'
import { type OpenedCache, openCache } from '../store/cache.ts'
import { closeDatabase, type Database, storeProblem } from '../store/database.ts'
import { readAgentsAgain } from '../store/dictionaries.ts'
import { appendEntry } from '../store/journal/entries.ts'
import { openJournal } from '../store/journal/open-journal.ts'
import { listServers } from '../store/journal/servers.ts'
import { readSettings, writeSettings } from '../store/journal/settings.ts'
import { journalWrite } from '../store/journal/write.ts'
import type { Connector } from './connectors/connector.ts'
import { assertProfile, builtInProfiles, catalogue, createConnector, systemOf } from './connectors/registry.ts'
import { Credentials } from './credentials.ts'
import { watchKeychain } from './keychain-watch.ts'
import { Loops } from './loops.ts'
import { MachineWatch } from './machine-watch.ts'
import { News } from './news.ts'
import { AGENT_READING } from './polling/agent.ts'
import { ProfileFolder } from './profile-folder.ts'
import { ProfileList } from './profile-list.ts'
import { ServerList } from './server-list.ts'
import { Terminations } from './termination/terminations.ts'

export interface CollectorOptions {
  readonly dataFolder: string
  readonly version: string
  readonly practiceServers: readonly PracticeAnnouncement[]
  /** Set when another running Rollcall writes the folder. */
  readonly readOnly: { readonly holder: string } | null
  readonly secrets: SecretStore
  /** The disk failed under the journal: what it says is written may not be, until it was opened and checked anew. */
  readonly onDiskError: () => void
  /** As a host's service is told it. */
  readonly systemLanguage?: string | undefined
  readonly clock?: Clock
  readonly random?: () => number
}

/** How often a folder that is only looked at is looked at again, in ms. */
const WATCH_EVERY = 2000

/** The half of the engine that talks to servers and writes: polls, terminations, the list of servers and the journal. */
export class Collector {
  readonly #options: CollectorOptions
  readonly #files: Files
  readonly #news: News
  readonly #credentials: Credentials
  readonly #loops: Loops
  readonly #terminations: Terminations
  readonly #servers: ServerList
  readonly #folder: ProfileFolder
  readonly #profiles: ProfileList
  #watch: NodeJS.Timeout | null = null
  #machine: MachineWatch | null = null
  #seen = ''

  /** Opens both files, closes what the last end of the program cut off, and begins to poll. Throws when the journal can't be opened. */
  constructor(options: CollectorOptions) {
    const { clock = systemClock, random = Math.random, secrets } = options
    this.#options = options
    this.#files = openFiles(options, clock.now())
    const { journal, cache } = this.#files
    this.#folder = new ProfileFolder(options.dataFolder)
    this.#news = new News({
      catalogue: () => ({ entries: catalogue(this.#folder.saved), profiles: [...BUILT_IN_FILES, ...this.#folder.list()] }),
      systems: () => listServers(journal).map((server) => this.#systemOf(server)),
      keychain: () => secrets.state,
    })
    this.#credentials = new Credentials(secrets, options.practiceServers, (asked, state) =>
      unlessUnwritable(() => this.#servers.onCredential(asked, state)),
    )
    this.#loops = new Loops({
      cache,
      journal,
      news: this.#news,
      capabilities: (server) => this.#systemOf(server).capabilities,
      clock,
      random,
      connect: (server) => this.#connect(server),
      onRead: (report) => this.#terminations.onRead(report),
      onDefect,
    })
    this.#terminations = new Terminations(
      {
        journal,
        clock,
        access: (serverId) => this.#loops.access(serverId),
        known: (keys) => this.#loops.known(keys),
        onWritten: () => this.#news.written('terminations', 'journal'),
        onAnswered: (runId, positions, words) => this.#news.answered(runId, positions, words),
        onUnwritable: ({ cause }) => {
          if (cause instanceof RollcallError && cause.code === 'disk-error') options.onDiskError()
        },
      },
      onDefect,
    )
    const { credentials, loops, news, terminations } = this.#parts()
    this.#servers = new ServerList({ journal, clock, credentials, loops, news, terminations, saved: () => this.#folder.saved })
    this.#profiles = new ProfileList({ journal, clock, news, folder: this.#folder, servers: this.#servers })
    const onKeychainState = watchKeychain(clock, () => this.#loops.onKeychainBack())
    secrets.onState((state) => {
      this.#news.keychain(state)
      onKeychainState(state.state)
      if (state.state === 'working') this.#finishRemovals()
    })
    if (this.#files.refusal === null) this.#begin(clock)
    else this.#watch = setInterval(this.#lookAtFiles, WATCH_EVERY)
  }

  /** What an admin can do with servers. Throws when this folder is only looked at. */
  get servers(): ServerList {
    this.#refuseWhenReadOnly()
    return this.#servers
  }

  /** The profiles that an admin keeps. Throws when this folder is only looked at. */
  get profiles(): ProfileList {
    this.#refuseWhenReadOnly()
    return this.#profiles
  }

  /** What ends sessions. Throws when this folder is only looked at. */
  get terminations(): Terminations {
    this.#refuseWhenReadOnly()
    return this.#terminations
  }

  saveSettings(change: SettingsChange): void {
    this.#refuseWhenReadOnly()
    writeSettings(this.#files.journal, change)
    this.#followLanguage()
    this.#news.written('settings')
  }

  setVisible(visible: boolean): void {
    this.#loops.setHidden(!visible)
  }

  async retryKeychain(): Promise<void> {
    this.#refuseWhenReadOnly()
    await this.#options.secrets.retry()
  }

  /** The machine woke up just now. */
  woke(): void {
    this.#machine?.woke()
  }

  connectReader(port: Port): void {
    this.#news.connect(port)
  }

  connectKeychain(port: Port): void {
    this.#credentials.connect(port)
  }

  /** Ends everything that is under way and closes both files. Requests that were sent and not answered are resolved at the next start. */
  async stop(): Promise<void> {
    if (this.#watch !== null) clearInterval(this.#watch)
    this.#machine?.stop()
    const ending = this.#terminations.stop()
    await this.#loops.stop()
    await ending
    this.#news.close()
    closeDatabase(this.#files.cache)
    closeDatabase(this.#files.journal)
  }

  /** Without a usable profile nobody needs a secret. */
  async #connect(server: Server): Promise<Connector> {
    assertProfile(server, this.#folder.saved)
    return createConnector(server, await this.#credentials.secretOf(server), this.#folder.saved)
  }

  #systemOf(server: Server): ServerSystem {
    const system = systemOf(server, this.#folder.saved)
    const { name, capabilities } = system ?? { name: server.connector.profileId, capabilities: NOTHING_KNOWN }
    return { serverId: server.id, profileName: name, capabilities }
  }

  /** What is said from now on is said in the language that was chosen; so is what is wrong with a profile, which is said until it changes. */
  #followLanguage(): void {
    const before = language()
    this.#speak()
    if (language() === before) return
    this.#folder.load()
    this.#news.catalogue()
  }

  #speak(): void {
    speak(readSettings(this.#files.journal).language, this.#options.systemLanguage)
  }

  /** Another Rollcall may have changed its servers, profiles or language. */
  readonly #lookAtFiles = (): void => {
    const seen = `${this.#files.journal.pragma('data_version', { simple: true })} ${this.#folder.stamp()}`
    if (seen === this.#seen) return
    this.#seen = seen
    this.#speak()
    this.#folder.load()
    this.#news.catalogue()
  }

  #parts() {
    return { credentials: this.#credentials, loops: this.#loops, news: this.#news, terminations: this.#terminations }
  }

  #begin(clock: Clock): void {
    const { version, practiceServers } = this.#options
    const { journal, setAside } = this.#files
    unlessUnwritable(() => {
      journalWrite(journal, t('store.notingStart'), () => {
        const at = clock.now()
        appendEntry(journal, { at, kind: 'console-started', text: t('collector.started', { version }), data: { version } })
        if (setAside !== null) appendEntry(journal, { at, ...setAsideEntry(setAside) })
      })
      this.#servers.forgetMemorySecrets(new Set(practiceServers.map(({ id }) => id)))
      this.#servers.takePractice(practiceServers)
    })
    this.#servers.start()
    this.#machine = new MachineWatch({ clock, onChange: () => this.#loops.doubtAll() })
    this.#loops.finishForgetting()
    this.#finishRemovals()
  }

  #finishRemovals(): void {
    if (this.#files.refusal === null) this.#servers.finishRemovals().catch(onDefect)
  }

  #refuseWhenReadOnly(): void {
    if (this.#files.refusal !== null) throw new RollcallError(this.#files.refusal())
  }
}

/** The built-in profiles as texts, for whoever wants to write one like them. */
const BUILT_IN_FILES = builtInProfiles().map(({ profile: { id, name, kind }, text }) => ({
  id,
  name,
  kind,
  file: null,
  origin: 'built-in' as const,
  text,
  problems: [],
}))

interface Files extends OpenedCache {
  readonly journal: Database
  /** Why nothing may be asked or written, or null. */
  readonly refusal: (() => Problem) | null
}

/** What keeps the folder from being written, and not from being read. */
const NOT_WRITABLE: ReadonlySet<ErrorCode> = new Set(['folder-read-only', 'disk-full'])

/** Journal first: without it nothing starts. A folder that can't be written is only looked at. */
function openFiles(options: CollectorOptions, now: number): Files {
  const { readOnly } = options
  if (readOnly !== null) return { ...openBoth(options, true), refusal: () => inUse(readOnly.holder) }
  try {
    return { ...openBoth(options, false, now), refusal: null }
  } catch (error) {
    if (!(error instanceof RollcallError) || !NOT_WRITABLE.has(error.code)) throw error
    return { ...openToLook(options, error), refusal: () => (error.code === 'disk-full' ? full(error.problem) : error.problem) }
  }
}

/** Where there is nothing to look at yet, why it can't be written is all there is to say. */
function openToLook(options: CollectorOptions, why: RollcallError): ReturnType<typeof openBoth> {
  try {
    return openBoth(options, true)
  } catch (error) {
    throw error instanceof RollcallError ? why : error
  }
}

function full({ technical }: Problem): Problem {
  return {
    code: 'disk-full',
    message: t('collector.diskFull'),
    next: t('collector.diskFullNext'),
    technical,
  }
}

function openBoth(
  { dataFolder, systemLanguage }: CollectorOptions,
  readOnly: boolean,
  now?: number,
): OpenedCache & { readonly journal: Database } {
  const journal = openJournal(dataFolder, { readOnly })
  try {
    speak(readSettings(journal).language, systemLanguage)
    const opened = openCache(dataFolder, { readOnly, now })
    if (!readOnly) readAgainWhatIsOld(opened.cache)
    return { journal, ...opened }
  } catch (error) {
    closeDatabase(journal)
    throw error
  }
}

/** A better way of reading user agents holds for those that were met before it, too. */
function readAgainWhatIsOld(cache: Database): void {
  try {
    cache.transaction(() => readAgentsAgain(cache, AGENT_READING)).immediate()
  } catch (error) {
    closeDatabase(cache)
    throw storeProblem(error, t('store.readingAgents'))
  }
}

function inUse(holder: string): Problem {
  return {
    code: 'folder-in-use',
    message: t('collector.inUse', { holder }),
    next: t('collector.inUseNext'),
  }
}

function setAsideEntry({ file, reason }: NonNullable<OpenedCache['setAside']>) {
  const text = t('collector.cacheSetAside', { why: reason.message })
  return { kind: 'cache-set-aside', text, data: { file, code: reason.code } } as const
}

/** Polling goes on when the journal can't be written; whatever ends a session is refused where it would be written down. */
function unlessUnwritable(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'journal-unwritable') throw error
    logDefect('the journal can not be written', error, { code: error.code })
  }
}

function onDefect(error: unknown): void {
  logDefect('the collector met a defect', error)
}
