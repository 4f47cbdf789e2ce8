import type { Clock } from '../../shared/clock.ts'
import { RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import type { ApiProfile, Profile } from '../../shared/profile.ts'
import { PROFILE_FILE, type Preview, type Sample, type SampleRequest } from '../../shared/profile-file.ts'
import type { Server, ServerDraft } from '../../shared/server.ts'
import type { Database } from '../store/database.ts'
import { appendEntry, type EntryDraft } from '../store/journal/entries.ts'
import { getServer, listServers } from '../store/journal/servers.ts'
import { journalWrite } from '../store/journal/write.ts'
import { isSameProfileList } from './binding.ts'
import { badProfile, parseProfile, withExampleInputs } from './connectors/load.ts'
import { previewSample } from './connectors/profile/preview.ts'
import { builtInProfiles, findProfile } from './connectors/registry.ts'
import { askableProfile, readSample, speakingProfile } from './connectors/sample.ts'
import { shown } from './connectors/shown.ts'
import type { News } from './news.ts'
import type { ProfileFolder } from './profile-folder.ts'
import type { ServerList } from './server-list.ts'

/** What saved profiles need of the rest of the collector. */
export interface ProfileListEnvironment {
  readonly journal: Database
  readonly clock: Clock
  readonly folder: ProfileFolder
  readonly news: News
  readonly servers: ServerList
}

/** What is asked once, and as whom. `profile`: the text of a profile that is being written. */
export interface SampleInput {
  readonly draft: ServerDraft
  readonly secret?: string | undefined
  readonly serverId?: string | undefined
  readonly profile?: string | undefined
  readonly request: SampleRequest
}

/** Stands in for all that a profile which is being written does not say yet. */
const MODEL = builtInProfiles().flatMap(({ profile }) => (profile.kind === 'api' ? [profile] : []))[0] as ApiProfile

/** Methods that end and change nothing, whatever the server is. */
const ONLY_READS: ReadonlySet<SampleRequest['method']> = new Set(['GET', 'LIST'])

/** The profiles that an admin keeps. Every change is on the disk, with its entry, before servers are asked by it. */
export class ProfileList {
  readonly #environment: ProfileListEnvironment

  constructor(environment: ProfileListEnvironment) {
    this.#environment = environment
  }

  /**
   * Saves a profile; servers that use it are asked by it from now on. `replaces`: the id that it had until now, its own or another one.
   * Throws `bad-input` with all reasons, `not-allowed` while a run is busy with a server that uses it, and what writing throws.
   */
  save(text: string, replaces: string | undefined): Promise<string> {
    return this.#environment.servers.inTurn(() => this.#save(text, replaces))
  }

  async #save(text: string, replaces: string | undefined): Promise<string> {
    const { folder, servers } = this.#environment
    const profile = parseProfile(text, t('collector.theProfile'))
    const { id, name } = profile
    this.#refuseId(id, replaces)
    const old = replaces === undefined || replaces === id ? null : replaces
    if (old !== null) this.#refuseUsed(old)
    const users = this.#usersOf(id)
    servers.refuseWhileBusy(users)
    const before = findProfile(id, folder.saved)
    const file = folder.prepare(id, text)
    try {
      this.#write(t('store.savingProfile', { id }), {
        kind: 'profile-saved',
        text: t('collector.profileSaved', { name, id }),
        data: { profileId: id, name, ...(old === null ? {} : { replaces: old }), servers: users.map((server) => server.id) },
      })
      file.commit()
    } catch (error) {
      file.discard()
      throw error
    }
    if (old !== null) folder.remove(old)
    await this.#announce(old === null ? [id] : [id, old], users, isSameProfileList(before, profile))
    return id
  }

  /** Deletes a saved profile or a refused file. Throws `not-allowed` while a server uses it, and what writing throws. */
  remove(id: string): Promise<void> {
    return this.#environment.servers.inTurn(async () => {
      const { folder } = this.#environment
      if (!folder.has(id)) return
      this.#refuseUsed(id)
      this.#write(t('store.removingProfile', { id }), {
        kind: 'profile-removed',
        text: t('collector.profileRemoved', { name: nameOf(id, findProfile(id, folder.saved)) }),
        data: { profileId: id },
      })
      folder.remove(id)
      await this.#announce([id], [], true)
    })
  }

  /**
   * Asks a server once, for *Map fields*, with the draft's credential or the lent one. What does more than read is written down before.
   * Throws what a read throws, `bad-input`, `journal-unwritable`, and `not-allowed` where a server that is only viewed was to be sent more.
   */
  async sample({ draft, secret, serverId, profile, request }: SampleInput, signal: AbortSignal): Promise<Sample> {
    const { folder, servers } = this.#environment
    const speaks =
      profile === undefined ? askableProfile(findProfile(draft.connector.profileId, folder.saved), MODEL) : speakingProfile(profile, MODEL)
    const lent = await servers.lend(draft, secret, serverId)
    if (!ONLY_READS.has(request.method)) this.#noteSent(lent.server, serverId, request)
    return readSample(lent.server, speaks, lent.secret, request, signal)
  }

  /** Nobody knows what a request with a body does on a server that nobody has described yet. */
  #noteSent(server: Server, serverId: string | undefined, { method, path }: SampleRequest): void {
    const { name } = server
    const watched = serverId === undefined ? null : getServer(this.#environment.journal, serverId)
    if (server.viewOnly || watched?.viewOnly === true) throw viewOnly(name, method)
    const [place = ''] = path.split('?')
    this.#write(t('store.writingSample'), {
      kind: 'sample-sent',
      ...(watched === null ? {} : { server: watched }),
      text: t('collector.sampleSent', { server: name, method }),
      data: { method, url: server.url, path: shown(place, 200) },
    })
  }

  /** Decodes an answer by a profile's text. Throws `bad-input` with all reasons. */
  preview(text: string, sample: unknown, clockOffset: number): Preview {
    const profile = parseProfile(text, t('collector.theProfile'))
    if (profile.kind !== 'api') throw noPreview()
    return previewSample(withExampleInputs(profile), sample, clockOffset, this.#environment.clock.now())
  }

  async #announce(ids: readonly string[], users: readonly Server[], sameList: boolean): Promise<void> {
    const { folder, news, servers } = this.#environment
    for (const id of ids) folder.reload(id)
    await servers.onProfileChanged(users, sameList)
    news.catalogue()
    news.written('profiles', 'journal')
  }

  /** A new profile must not take the place of another one by chance. */
  #refuseId(id: string, replaces: string | undefined): void {
    const { folder } = this.#environment
    const taken = folder.has(id) && replaces !== id ? [{ path: 'id', reason: t('collector.profileTaken', { id }) }] : []
    const full =
      folder.isFull && !folder.has(id) && replaces === undefined
        ? [{ path: '', reason: t('collector.profilesFull', { most: PROFILE_FILE.most }) }]
        : []
    const reasons = [...folder.idProblems(id), ...taken, ...full]
    if (reasons.length > 0) throw new RollcallError(badProfile(t('collector.theProfile'), reasons))
  }

  #refuseUsed(id: string): void {
    const users = this.#usersOf(id)
    if (users.length === 0) return
    throw new RollcallError({
      code: 'not-allowed',
      message: t('collector.profileUsed', { id, servers: users.map(({ name }) => name).join(', ') }),
      next: t('collector.profileUsedNext'),
    })
  }

  #usersOf(id: string): readonly Server[] {
    return listServers(this.#environment.journal).filter(({ connector }) => connector.profileId === id)
  }

  #write(doing: string, entry: Omit<EntryDraft, 'at'>): void {
    const { journal, clock } = this.#environment
    journalWrite(journal, doing, () => appendEntry(journal, { ...entry, at: clock.now() }))
  }
}

function viewOnly(name: string, method: string): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: t('collector.viewOnly', { server: name, method }),
    next: t('collector.viewOnlyNext'),
  })
}

function noPreview(): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: t('collector.noPreview'),
    next: t('collector.noPreviewNext'),
  })
}

function nameOf(id: string, profile: Profile | null): string {
  return profile === null ? id : `${profile.name} (${id})`
}
