import type { Clock } from '../../shared/clock.ts'
import type { TestStep } from '../../shared/contract/act.ts'
import { RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import type { CredentialState, Server, ServerDraft } from '../../shared/server.ts'
import type { PracticeAnnouncement } from '../practice/announcement.ts'
import type { Database } from '../store/database.ts'
import { appendEntry, type EntryDraft } from '../store/journal/entries.ts'
import { clearRemoval, noteRemoval, pendingRemovals } from '../store/journal/removals.ts'
import {
  deleteServer,
  getServer,
  insertServer,
  listServers,
  readHeld,
  setCredential,
  updateServer,
  writeHeld,
} from '../store/journal/servers.ts'
import { journalWrite } from '../store/journal/write.ts'
import { isSameBinding, isSameList } from './binding.ts'
import { assertProfile, createConnector, originOf, type SavedProfiles, testServer } from './connectors/registry.ts'
import type { Credentials } from './credentials.ts'
import type { Loops } from './loops.ts'
import type { News } from './news.ts'
import { changesOf, factsOf } from './server-changes.ts'
import type { Terminations } from './termination/terminations.ts'

/** What the list of servers needs of the rest of the collector. */
export interface ServerListEnvironment {
  readonly journal: Database
  readonly clock: Clock
  readonly credentials: Credentials
  readonly loops: Loops
  readonly news: News
  /** The saved profiles as they are now. */
  readonly saved: () => SavedProfiles
  readonly terminations: Terminations
}

/** The states in which there is, or may be, a secret somewhere that has to go when it is detached. */
const HELD_SECRET: ReadonlySet<CredentialState> = new Set(['stored', 'memory', 'missing', 'changed'])

/** Those in which it may be in the keychain, where it outlasts the program. */
const IN_KEYCHAIN: ReadonlySet<CredentialState> = new Set(['stored', 'missing', 'changed'])

/** The servers that are watched: what an admin can do with them. Every change is on the disk, with its entry, before it takes effect. */
export class ServerList {
  readonly #environment: ServerListEnvironment
  #last: Promise<unknown> = Promise.resolve()

  constructor(environment: ServerListEnvironment) {
    this.#environment = environment
  }

  /** Begins to read every server of the list. */
  start(): void {
    for (const [index, server] of listServers(this.#environment.journal).entries()) this.#environment.loops.add(server, index)
  }

  /** Puts the running practice servers on the list, under the ids they always have, at the addresses they have this time. */
  takePractice(announcements: readonly PracticeAnnouncement[]): void {
    const { journal } = this.#environment
    for (const { id, draft } of announcements) {
      const before = getServer(journal, id)
      const credential = draft.auth.kind === 'none' ? 'none' : 'memory'
      const name = freeName(journal, id, draft.name)
      const server: Server = { ...draft, name, environment: 'practice', id, paused: before?.paused ?? false, credential }
      this.#write(t('store.puttingPractice'), () => {
        if (before === null) {
          insertServer(journal, server)
          this.#note({ kind: 'server-added', server, text: t('collector.practiceAdded', { server: name }) })
        } else updateServer(journal, server)
      })
      if (before !== null) this.#announceChange(before, server)
    }
  }

  /** Secrets that were kept in memory ended with the program that held them. */
  forgetMemorySecrets(practice: ReadonlySet<string>): void {
    const { journal } = this.#environment
    const lost = listServers(journal).filter(({ id, credential }) => credential === 'memory' && !practice.has(id))
    if (lost.length === 0) return
    this.#write(t('store.notingSecretsEnded'), () => {
      for (const { id } of lost) setCredential(journal, id, 'needed')
    })
  }

  /** Adds a server, also one that is down now. Throws `bad-url`, `https-needed`, `bad-input`, a keychain problem or `journal-unwritable`. */
  add(draft: ServerDraft, secret: string | undefined): Promise<string> {
    return this.inTurn(() => this.#add(draft, secret))
  }

  async #add(draft: ServerDraft, secret: string | undefined): Promise<string> {
    const { journal, loops } = this.#environment
    const needsSecret = draft.auth.kind !== 'none'
    const server: Server = { ...draft, id: crypto.randomUUID(), paused: false, credential: needsSecret ? 'needed' : 'none' }
    await checkDraft(server, secret ?? null, this.#environment.saved())
    // On the list before its secret is in the keychain: a crash in between leaves a server without a secret, never a secret without a server.
    this.#write(t('store.addingServer'), () => insertServer(journal, server))
    const credential = needsSecret && secret !== undefined ? await this.#keepOrUndo(server, secret) : server.credential
    this.#write(t('store.addingServer'), () => {
      setCredential(journal, server.id, credential)
      this.#note({ kind: 'server-added', server, text: t('collector.added', { server: server.name }), data: factsOf(server) })
      if (server.trust.kind === 'pin') this.#notePin(server)
      if (secret !== undefined && needsSecret) this.#noteStored(server, credential)
    })
    loops.add({ ...server, credential })
    return server.id
  }

  /**
   * Changes a server. A secret that was given for another origin, kind of system, way to sign in or trust is detached: it leaves the
   * keychain and is asked for again, unless a new one comes along. Throws as `add`, and `unknown-server` or `not-allowed`.
   */
  change(serverId: string, draft: ServerDraft, secret: string | undefined): Promise<{ readonly detached: boolean }> {
    return this.inTurn(() => this.#change(serverId, draft, secret))
  }

  async #change(serverId: string, draft: ServerDraft, secret: string | undefined): Promise<{ readonly detached: boolean }> {
    const { journal, loops } = this.#environment
    const { id, paused, credential } = this.#idle(serverId)
    await checkDraft({ ...draft, id, paused, credential }, secret ?? null, this.#environment.saved())
    // Whatever happened while the draft was checked counts: from here to the write nothing else has its turn.
    const before = this.#idle(serverId)
    const needsSecret = draft.auth.kind !== 'none'
    const kept = secret === undefined && isSameBinding(before, draft)
    const asked = needsSecret ? 'needed' : 'none'
    const after: Server = { ...draft, id, paused: before.paused, credential: kept ? before.credential : asked }
    const detached = !kept && secret === undefined && HELD_SECRET.has(before.credential)
    this.#write(t('store.changingServer'), () => {
      updateServer(journal, after)
      if (!kept) writeHeld(journal, serverId, null)
      if (!kept && IN_KEYCHAIN.has(before.credential)) noteRemoval(journal, serverId)
      this.#note({
        kind: 'server-changed',
        server: after,
        text: t('collector.changed', { server: after.name }),
        data: changesOf(before, after),
      })
      if (detached) this.#noteDetached(after)
      if (after.trust.kind === 'pin' && !isSameTrust(before, after)) this.#notePin(after)
    })
    this.#announceChange(before, after)
    await loops.drop(serverId)
    try {
      if (!kept && HELD_SECRET.has(before.credential)) await this.#forgetSecret(serverId)
      if (secret !== undefined && needsSecret) await this.#keep(after, secret)
    } finally {
      this.#readAnew(serverId)
    }
    return { detached }
  }

  /** Takes a server off the list, with its keychain entry, and with its cached history unless that is to be kept. */
  remove(serverId: string, keepHistory: boolean): Promise<void> {
    return this.inTurn(() => this.#remove(serverId, keepHistory))
  }

  async #remove(serverId: string, keepHistory: boolean): Promise<void> {
    const { journal, loops, news, terminations } = this.#environment
    const server = this.#idle(serverId)
    this.#write(t('store.removingServer'), () => {
      deleteServer(journal, serverId)
      if (IN_KEYCHAIN.has(server.credential)) noteRemoval(journal, serverId)
      const text = t(keepHistory ? 'collector.removedKeptHistory' : 'collector.removedWithHistory', { server: server.name })
      this.#note({ kind: 'server-removed', server, text, data: { keepHistory } })
    })
    terminations.onServerRemoved(serverId, server.name)
    await loops.drop(serverId)
    const forgotten = loops.forget(serverId, keepHistory)
    news.removed(serverId)
    news.written('servers', 'sessions', 'journal')
    await Promise.all([forgotten, this.#forgetSecret(serverId)])
  }

  pause(serverId: string): void {
    this.#setPaused(serverId, true)
  }

  resume(serverId: string): void {
    this.#setPaused(serverId, false)
  }

  /** Reads one server now, or all that are not paused; lifts a hold once. */
  refresh(serverId: string | undefined): void {
    if (serverId === undefined) this.#environment.loops.refreshAll()
    else this.#environment.loops.get(this.#known(serverId).id)?.refresh()
  }

  /** Tries a draft. The stored secret of `serverId` is lent only where it might be sent anyway. */
  async *test(
    draft: ServerDraft,
    secret: string | undefined,
    serverId: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<TestStep, void, void> {
    const { server, secret: given } = await this.lend(draft, secret, serverId, (asked) => assertProfile(asked, this.#environment.saved()))
    yield* testServer(server, given, signal, this.#environment.saved())
  }

  /**
   * A draft as a server, with the secret it may be asked with: the given one, or the stored one of `serverId` where it might be sent
   * anyway. `check` throws for one that is not asked at all, before its secret is.
   */
  async lend(
    draft: ServerDraft,
    secret: string | undefined,
    serverId: string | undefined,
    check: (server: Server) => void = () => undefined,
  ): Promise<{ readonly server: Server; readonly secret: string | null }> {
    const before = serverId === undefined ? null : this.#known(serverId)
    const server: Server = { ...draft, id: before?.id ?? 'test', paused: false, credential: before?.credential ?? 'needed' }
    check(server)
    const lent = before !== null && before.credential !== 'needed' && isSameBinding(before, draft)
    return { server, secret: secret ?? (lent ? await this.#environment.credentials.secretOf(before) : null) }
  }

  /** A read of the keychain for `asked` showed another state of its secret than the list had then. */
  onCredential(asked: Server, credential: CredentialState): void {
    const { journal, loops } = this.#environment
    const serverId = asked.id
    const server = getServer(journal, serverId)
    // The secret may have been detached or given anew while the keychain was asked.
    if (server === null || server.credential !== asked.credential || !isSameBinding(asked, server)) return
    this.#write(t('store.notingSecret'), () => setCredential(journal, serverId, credential))
    loops.get(serverId)?.learn({ ...server, credential })
  }

  /** Takes the secrets out of the keychain that could not be taken out when their servers were removed or changed, also in an earlier run. */
  finishRemovals(): Promise<void> {
    return this.inTurn(async () => {
      const { journal } = this.#environment
      for (const serverId of pendingRemovals(journal)) {
        // A keychain may answer after the program has ended all else.
        if (!journal.open) return
        if (!HELD_SECRET.has(getServer(journal, serverId)?.credential ?? 'needed')) await this.#forgetSecret(serverId)
      }
    })
  }

  /** The note that a secret has to go stays in the journal until the keychain has shown that it is gone. */
  async #forgetSecret(serverId: string): Promise<void> {
    const { journal, credentials } = this.#environment
    const gone = await credentials.forget(serverId)
    if (!gone || !journal.open || !pendingRemovals(journal).includes(serverId)) return
    journalWrite(journal, t('store.notingSecretGone'), () => clearRemoval(journal, serverId))
  }

  /** Does work that changes servers, after what was begun before: two changes of one server at once would leave it with two loops. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  async #keepOrUndo(server: Server, secret: string): Promise<CredentialState> {
    const { journal, credentials } = this.#environment
    try {
      return await credentials.keep(server, secret)
    } catch (error) {
      this.#write(t('store.takingBackServer'), () => deleteServer(journal, server.id))
      throw error
    }
  }

  async #keep(server: Server, secret: string): Promise<void> {
    const { journal, credentials } = this.#environment
    const credential = await credentials.keep(server, secret)
    this.#write(t('store.keepingSecret'), () => {
      setCredential(journal, server.id, credential)
      if (credential === 'stored') clearRemoval(journal, server.id)
      this.#noteStored(server, credential)
    })
  }

  /** The profile of these servers became another one; what the list showed under an id may be something else now. */
  async onProfileChanged(servers: readonly Server[], sameList: boolean): Promise<void> {
    const { journal, loops, terminations } = this.#environment
    for (const { id, name } of servers) terminations.onServerChanged(id, name, sameList)
    for (const { id } of servers) {
      await loops.drop(id)
      // What the old profile could not sign in with, the new one may.
      if (readHeld(journal, id)?.hold === 'sign-in-failed') this.#write(t('store.liftingHold'), () => writeHeld(journal, id, null))
      this.#readAnew(id)
    }
  }

  /** Throws `not-allowed` while a run is busy with one of these: its targets were confirmed for the server as it is. */
  refuseWhileBusy(servers: readonly Server[]): void {
    for (const { id } of servers) this.#idle(id)
  }

  /** Right after the write, so that nothing that was meant for the server as it was is sent to the one it is now. */
  #announceChange(before: Server, after: Server): void {
    this.#environment.terminations.onServerChanged(after.id, before.name, isSameList(before, after, this.#environment.saved()))
  }

  #readAnew(serverId: string): void {
    const server = getServer(this.#environment.journal, serverId)
    if (server !== null) this.#environment.loops.add(server)
  }

  #setPaused(serverId: string, paused: boolean): void {
    const { journal, loops } = this.#environment
    const before = this.#known(serverId)
    if (before.paused === paused) return
    const server = { ...before, paused }
    this.#write(t(paused ? 'store.pausingServer' : 'store.resumingServer'), () => {
      updateServer(journal, server)
      const text = t(paused ? 'collector.paused' : 'collector.resumed', { server: server.name })
      this.#note({ kind: paused ? 'server-paused' : 'server-resumed', server, text })
    })
    loops.get(serverId)?.change(server)
    if (!paused) loops.get(serverId)?.refresh()
  }

  #known(serverId: string): Server {
    const server = getServer(this.#environment.journal, serverId)
    if (server !== null) return server
    throw new RollcallError({
      code: 'unknown-server',
      message: t('collector.unknownServer'),
      next: t('collector.unknownServerNext'),
    })
  }

  /** A server that a run is still busy with must stay what it is: its targets were confirmed for this server and no other. */
  #idle(serverId: string): Server {
    const server = this.#known(serverId)
    if (!this.#environment.terminations.busyWith(serverId)) return server
    throw new RollcallError({
      code: 'not-allowed',
      message: t('collector.busy', { server: server.name }),
      next: t('collector.busyNext'),
    })
  }

  #write(doing: string, work: () => void): void {
    journalWrite(this.#environment.journal, doing, work)
    this.#environment.news.written('servers', 'journal')
  }

  #note(draft: Omit<EntryDraft, 'at'>): void {
    appendEntry(this.#environment.journal, { ...draft, at: this.#environment.clock.now() })
  }

  #noteStored(server: Server, credential: CredentialState): void {
    const text = t(credential === 'memory' ? 'collector.secretInMemory' : 'collector.secretInKeychain', { server: server.name })
    this.#note({ kind: 'credential-stored', server, text, data: { credential } })
  }

  #noteDetached(server: Server): void {
    const text = t('collector.secretDetached', { server: server.name })
    this.#note({ kind: 'credential-detached', server, text })
  }

  #notePin(server: Server): void {
    if (server.trust.kind !== 'pin') return
    const { sha256 } = server.trust
    this.#note({ kind: 'certificate-pinned', server, text: t('collector.pinned', { server: server.name }), data: { sha256 } })
  }
}

/** Finds what is wrong with a draft without asking anybody; a secret that is still missing is not wrong. */
async function checkDraft(server: Server, secret: string | null, saved: SavedProfiles): Promise<void> {
  originOf(server)
  try {
    await createConnector(server, secret, saved).close()
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'credential-needed') throw error
  }
}

function freeName(journal: Database, id: string, wanted: string): string {
  const taken = new Set(
    listServers(journal)
      .filter((server) => server.id !== id)
      .map(({ name }) => name.toLocaleLowerCase('en')),
  )
  for (let name = wanted, count = 2; ; name = `${wanted} (practice${count > 2 ? ` ${count - 1}` : ''})`, count += 1) {
    if (!taken.has(name.toLocaleLowerCase('en'))) return name
  }
}

function isSameTrust(before: Server, after: Server): boolean {
  return before.trust.kind === 'pin' && after.trust.kind === 'pin' && before.trust.sha256 === after.trust.sha256
}
