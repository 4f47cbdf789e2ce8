import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { CollectorNews, Topic } from '../../shared/change.ts'
import type { KeychainState } from '../../shared/keychain.ts'
import { speak } from '../../shared/language/language.ts'
import type { PollStatus } from '../../shared/server.ts'
import type { ServiceConfig } from '../service-entry.ts'
import { openCache } from '../store/cache.ts'
import { findCacheServer } from '../store/cache-servers.ts'
import { closeDatabase, type Database } from '../store/database.ts'
import { frameTimeAt } from '../store/frames.ts'
import { openJournal } from '../store/journal/open-journal.ts'
import { readSettings } from '../store/journal/settings.ts'
import { applyChanges, countLive, createUnindexedLive, describeSites, dropSite, findSite, indexLive } from '../store/live.ts'
import { rebuildSite } from '../store/live-rebuild.ts'
import type { SiteSummary } from '../store/live-summary.ts'
import { createPast, type Past } from '../store/past.ts'
import { type PollTimes, pollTimes } from '../store/polls.ts'
import { RunAnswers } from './run-answers.ts'
import { createServerDirectory, type ServerDirectory } from './server-directory.ts'
import type { SessionSources } from './sessions.ts'
import { createTopicHub, type TopicHub } from './topics.ts'

/** How often a folder that another Rollcall writes is looked at for something new. */
const WATCH_EVERY = 2000

/** The time of the newest of all frames. */
const EVER = Number.MAX_SAFE_INTEGER

/**
 * Answers every question of the window: from live rows in memory, from cache.db and from journal.db, both of which it only reads. At
 * start everything comes from the files, so it shows what is cached before, and without, any server being reached.
 */
export class Reader implements SessionSources {
  readonly config: ServiceConfig
  readonly journal: Database
  readonly live: Database = createUnindexedLive()
  readonly directory: ServerDirectory
  readonly topics: TopicHub = createTopicHub()
  /** Answers of the summary that still hold, by server. */
  readonly summaries = new Map<string, SiteSummary>()
  readonly answers = new RunAnswers()
  keychain: KeychainState = { state: 'unknown', problem: null }
  #cache: OpenedForReading
  #watch: NodeJS.Timeout | null = null

  /** Opens both files and fills the live rows: under a second for 100 000 sessions. Throws what opening the files throws. */
  constructor(config: ServiceConfig) {
    this.config = config
    this.journal = openJournal(config.dataFolder, { readOnly: true })
    this.#speak()
    this.directory = createServerDirectory(this.journal)
    this.#cache = openForReading(config.dataFolder)
    this.#readAgain()
    indexLive(this.live)
    if (config.readOnly !== null) this.#watch = setInterval(this.#lookAtFiles, WATCH_EVERY)
  }

  get cache(): Database {
    return this.#cache.database
  }

  get past(): Past {
    return this.#cache.past
  }

  /** Takes in what the collector tells, and tells the windows what of it concerns them. */
  hear(news: CollectorNews): void {
    this.topics.publish(this.#take(news))
  }

  /** What the poll table says of a server that the collector has not told of yet. */
  statusFromFile(serverId: string): PollStatus {
    const server = findCacheServer(this.cache, serverId)?.number
    const times: PollTimes = server === undefined ? { read: null, complete: null } : pollTimes(this.cache, server)
    const site = findSite(this.live, serverId)
    return {
      serverId,
      polling: false,
      hold: null,
      lastCompleteAt: milliseconds(times.complete),
      lastReadAt: milliseconds(times.read),
      lastAttempt: null,
      failingSince: null,
      nextPollAt: null,
      sessions: site === null ? 0 : countLive(this.live, site.id),
      unreadableRows: 0,
      unreadableReasons: [],
      clockOffset: null,
      terminateRefused: false,
    }
  }

  stop(): void {
    if (this.#watch !== null) clearInterval(this.#watch)
    closeDatabase(this.live)
    closeDatabase(this.cache)
    closeDatabase(this.journal)
  }

  #take(news: CollectorNews): readonly Topic[] {
    switch (news.kind) {
      case 'changes':
        return this.#applied(news)
      case 'catalogue':
        this.directory.setCatalogue(news.entries, news.profiles)
        this.#readAgain()
        return ['servers', 'sessions', 'status', 'profiles']
      case 'systems':
        this.directory.refresh()
        this.directory.setSystems(news.systems)
        this.#describe()
        return ['servers', 'sessions', 'status']
      case 'status':
        return this.directory.setStatus(news.status) ? ['status', 'sessions'] : ['status']
      case 'server-removed':
        this.directory.forget(news.serverId)
        dropSite(this.live, news.serverId)
        this.summaries.delete(news.serverId)
        return ['servers', 'status', 'sessions']
      case 'keychain':
        this.keychain = news.keychain
        return ['keychain']
      case 'answered':
        this.answers.take(news)
        return ['terminations']
      case 'written':
        return this.#written(news.topics)
    }
  }

  #applied(change: Extract<CollectorNews, { kind: 'changes' }>): readonly Topic[] {
    const isNew = findSite(this.live, change.serverId) === null
    // A server that was removed while it was being read must not come back; one that was just added may not be known yet.
    if (isNew && this.directory.facts(change.serverId) === null) this.directory.refresh()
    if (isNew && this.directory.facts(change.serverId) === null) return []
    if (!applyChanges(this.live, change)) return []
    this.summaries.delete(change.serverId)
    if (isNew) this.#describe()
    return ['sessions']
  }

  #written(topics: readonly Topic[]): readonly Topic[] {
    if (topics.includes('settings')) this.#speak()
    if (!topics.includes('servers')) return topics
    this.directory.refresh()
    this.#describe()
    return [...new Set<Topic>([...topics, 'sessions', 'status', 'profiles'])]
  }

  /**
   * Brings the live rows up to what the file holds. The first news of a fresh collector calls for it: polls it took in before its port was
   * connected are in the file only, and it may have set the file aside and begun another.
   */
  #readAgain(): void {
    const { dataFolder } = this.config
    if (identityOf(dataFolder) !== this.#cache.identity) {
      closeDatabase(this.#cache.database)
      this.#cache = openForReading(dataFolder)
    }
    for (const { id } of this.directory.list()) {
      const server = findCacheServer(this.cache, id)?.number
      const inFile = server === undefined ? null : frameTimeAt(this.cache, server, EVER)
      if (inFile !== null && inFile <= (findSite(this.live, id)?.readAt ?? -1)) continue
      rebuildSite(this.live, this.cache, id)
      this.summaries.delete(id)
    }
    this.#describe()
  }

  #speak(): void {
    speak(readSettings(this.journal).language, this.config.systemLanguage)
  }

  #describe(): void {
    describeSites(this.live, this.directory.sites())
  }

  /** Without a collector's news, the files' own counters tell that the other Rollcall wrote something. */
  readonly #lookAtFiles = (): void => {
    const versions = [this.cache, this.journal].map((file) => file.pragma('data_version', { simple: true })).join()
    if (versions === this.#cache.seen && identityOf(this.config.dataFolder) === this.#cache.identity) return
    this.#speak()
    this.directory.refresh()
    this.#readAgain()
    this.#cache.seen = versions
    this.topics.publish(['sessions', 'servers', 'status', 'terminations', 'journal', 'settings'])
  }
}

interface OpenedForReading {
  readonly database: Database
  readonly past: Past
  /** Tells one file from the next under the same name; null while there is none. */
  readonly identity: string | null
  seen: string
}

function openForReading(folder: string): OpenedForReading {
  const identity = identityOf(folder)
  const { cache } = openCache(folder, { readOnly: true })
  return { database: cache, past: createPast(cache), identity, seen: '' }
}

function identityOf(folder: string): string | null {
  const file = statSync(join(folder, 'cache.db'), { throwIfNoEntry: false, bigint: true })
  return file === undefined ? null : `${file.dev}/${file.ino}/${file.birthtimeNs}`
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000
}
