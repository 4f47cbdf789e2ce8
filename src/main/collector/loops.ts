import PQueue from 'p-queue'
import type { Clock } from '../../shared/clock.ts'
import { RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import type { Capabilities, Hold, PollStatus, Server } from '../../shared/server.ts'
import type { SessionKey } from '../../shared/session.ts'
import type { Target } from '../../shared/termination.ts'
import { findCacheServer } from '../store/cache-servers.ts'
import type { Database } from '../store/database.ts'
import { readHeld, writeHeld } from '../store/journal/servers.ts'
import { journalWrite } from '../store/journal/write.ts'
import { pollTimes, sessionsAt } from '../store/polls.ts'
import type { Connector, SnapshotRead } from './connectors/connector.ts'
import type { ReadReport } from './connectors/requests.ts'
import type { News } from './news.ts'
import {
  finishForgetting,
  forgetServer,
  ingest,
  loadMemory,
  recordFailedPoll,
  type ServerMemory,
  writeLastKeyframe,
} from './polling/ingest.ts'
import { knownTarget } from './polling/known.ts'
import { countSessions } from './polling/memory.ts'
import type { PollEnvironment } from './polling/poll-environment.ts'
import { PollLoop } from './polling/poller.ts'
import { staggeredDelay, startDelay } from './polling/schedule.ts'
import type { PollHistory } from './polling/status.ts'
import type { ServerAccess } from './termination/access.ts'

/** Servers read at the same time, as long as nobody waits for more of them. */
const SERVERS_AT_ONCE = 16

/** What the loops need of the rest of the collector. */
export interface LoopsEnvironment {
  readonly cache: Database
  readonly journal: Database
  readonly news: News
  /** What the system of a server allows. */
  readonly capabilities: (server: Server) => Capabilities
  readonly clock: Clock
  readonly random: () => number
  readonly connect: (server: Server) => Promise<Connector>
  readonly onRead: (report: ReadReport) => void
  readonly onDefect: (error: unknown) => void
}

/** The poll loops of all servers, and what is remembered of each between two reads. */
export class Loops {
  readonly #environment: LoopsEnvironment
  readonly #polling: PollEnvironment
  readonly #loops = new Map<string, PollLoop>()
  readonly #memories = new Map<string, ServerMemory>()
  readonly #held = new Map<string, string>()
  #hidden = false

  constructor(environment: LoopsEnvironment) {
    this.#environment = environment
    this.#polling = {
      clock: environment.clock,
      random: environment.random,
      places: new PQueue({ concurrency: SERVERS_AT_ONCE }),
      hidden: () => this.#hidden,
      canList: (server) => environment.capabilities(server).list,
      connect: environment.connect,
      take: (server, read, at, connector) => this.#take(server, read, at, connector),
      missed: (server, at) => this.#missed(server, at),
      onStatus: (status) => this.#onStatus(status),
      onRead: environment.onRead,
      onDefect: environment.onDefect,
    }
  }

  /** Begins to read a server, the `index`th of those that begin now. */
  add(server: Server, index = 0): void {
    const history = this.#historyOf(server.id)
    const loop = new PollLoop(server, history, this.#polling)
    this.#loops.set(server.id, loop)
    this.#environment.news.status(loop.status)
    loop.start(startDelay(index, this.#environment.random))
  }

  get(serverId: string): PollLoop | null {
    return this.#loops.get(serverId) ?? null
  }

  /** What a termination may do with a server. */
  access(serverId: string): ServerAccess | null {
    const loop = this.get(serverId)
    if (loop === null) return null
    const { capabilities } = this.#environment
    return {
      get server() {
        return loop.server
      },
      get terminateRefused() {
        return loop.terminateRefused
      },
      get capabilities() {
        return capabilities(loop.server)
      },
      blocked: () => loop.blocked(),
      readFresh: () => loop.readFresh(),
      ask: (ready) => loop.ask(ready),
      refuseTerminate: () => loop.refuseTerminate(),
    }
  }

  /** The sessions with these keys as they were last read. */
  known(keys: readonly SessionKey[]): readonly Target[] {
    const found = keys.map((key) => {
      const loop = this.get(key.serverId)
      return loop === null ? null : knownTarget(this.#memoryOf(key.serverId), loop.server.name, key)
    })
    return found.filter((target) => target !== null)
  }

  /** Stops reading a server. What is cached of it stays. */
  async drop(serverId: string): Promise<void> {
    const loop = this.#loops.get(serverId)
    this.#loops.delete(serverId)
    await loop?.stop()
  }

  /** Lets go of a server that left the list at once, and of its cached history, unless that is to be kept, by and by. */
  async forget(serverId: string, keepHistory: boolean): Promise<void> {
    this.#memories.delete(serverId)
    this.#held.delete(serverId)
    if (!keepHistory) await forgetServer(this.#environment.cache, serverId)
  }

  /** Goes on with deleting history where the last end of the program cut it off. What can't be deleted now is left to the next start. */
  finishForgetting(): void {
    finishForgetting(this.#environment.cache).catch((error: unknown) => {
      if (!(error instanceof RollcallError)) this.#environment.onDefect(error)
    })
  }

  refreshAll(): void {
    for (const loop of this.#loops.values()) if (!loop.server.paused) loop.refresh('in turn')
  }

  /** The machine slept or changed its network: every server is late at once, and all are read again within a few seconds. */
  doubtAll(): void {
    const { random } = this.#environment
    const loops = [...this.#loops.values()]
    for (const [index, loop] of loops.entries()) loop.doubt(staggeredDelay(index, loops.length, random))
  }

  /** A hidden window is read for at a third of the pace. */
  setHidden(hidden: boolean): void {
    if (this.#hidden === hidden) return
    this.#hidden = hidden
    for (const loop of this.#loops.values()) loop.rearm()
  }

  /** The keychain works, or may be asked again: servers that were not asked because of it are asked now. */
  onKeychainBack(): void {
    for (const loop of this.#loops.values()) {
      if (loop.status.lastAttempt?.problem?.code.startsWith('keychain-') === true) loop.refresh('in turn')
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#loops.keys()].map((serverId) => this.drop(serverId)))
    for (const memory of this.#memories.values()) this.#quietly(() => writeLastKeyframe(this.#environment.cache, memory))
  }

  #take(server: Server, read: SnapshotRead, at: number, connector: Connector): number {
    const memory = this.#memoryOf(server.id)
    const changes = ingest(this.#environment.cache, memory, read, at, (raw) => connector.other(raw))
    this.#environment.news.changes(changes)
    return countSessions(memory.sessions)
  }

  #missed(server: Server, at: number): void {
    this.#quietly(() => recordFailedPoll(this.#environment.cache, server.id, at))
  }

  #memoryOf(serverId: string): ServerMemory {
    const known = this.#memories.get(serverId)
    if (known !== undefined) return known
    const memory = loadMemory(this.#environment.cache, serverId)
    this.#memories.set(serverId, memory)
    return memory
  }

  #historyOf(serverId: string): PollHistory {
    const { cache, journal } = this.#environment
    const held = readHeld(journal, serverId)
    this.#held.set(serverId, heldText(held?.hold ?? null))
    const number = findCacheServer(cache, serverId)?.number
    if (number === undefined) return { lastCompleteAt: null, lastReadAt: null, sessions: 0, held }
    const { read, complete } = pollTimes(cache, number)
    return {
      lastCompleteAt: complete === null ? null : complete * 1000,
      lastReadAt: read === null ? null : read * 1000,
      sessions: read === null ? 0 : sessionsAt(cache, number, read),
      held,
    }
  }

  #onStatus(status: PollStatus): void {
    this.#environment.news.status(status)
    const lasting = status.hold === 'sign-in-failed' || status.hold === 'certificate' ? status.hold : null
    if (this.#held.get(status.serverId) === heldText(lasting)) return
    this.#held.set(status.serverId, heldText(lasting))
    const { journal } = this.#environment
    const problem = status.lastAttempt?.problem ?? null
    const held = lasting === null || problem === null ? null : { hold: lasting, problem, at: status.lastAttempt?.at ?? 0 }
    this.#quietly(() => journalWrite(journal, t('store.keepingHold'), () => writeHeld(journal, status.serverId, held)))
  }

  /** For what may be lost when the disk takes nothing; the trouble itself shows where something must not be lost. */
  #quietly(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof RollcallError)) this.#environment.onDefect(error)
    }
  }
}

function heldText(hold: Hold | null): string {
  return hold ?? ''
}
