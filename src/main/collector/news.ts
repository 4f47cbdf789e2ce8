import type { ChangeSet, CollectorNews, ServerSystem, Topic } from '../../shared/change.ts'
import type { KeychainState } from '../../shared/keychain.ts'
import type { PollStatus } from '../../shared/server.ts'
import type { Port } from '../port.ts'

/** What is told to each fresh reader. */
export interface NewsFacts {
  readonly catalogue: () => Omit<Extract<CollectorNews, { kind: 'catalogue' }>, 'kind'>
  readonly systems: () => readonly ServerSystem[]
  readonly keychain: () => KeychainState
}

/**
 * What the collector tells the reader, as it happens. Without a reader it is dropped: one that comes later reads the files, and is told
 * the catalogue, the servers' systems, every status and the state of the keychain as they are then.
 */
export class News {
  readonly #facts: NewsFacts
  readonly #statuses = new Map<string, PollStatus>()
  /** Servers whose status changed in this turn of the event loop; a poll changes it several times in a row. */
  readonly #changed = new Set<string>()
  #port: Port | null = null

  constructor(facts: NewsFacts) {
    this.#facts = facts
  }

  /** Takes on a fresh reader in place of the one before. */
  connect(port: Port): void {
    this.#port?.close()
    this.#port = port
    port.onClose(() => {
      if (this.#port === port) this.#port = null
    })
    this.catalogue()
    for (const status of this.#statuses.values()) this.#post({ kind: 'status', status })
    this.keychain(this.#facts.keychain())
  }

  /** Hands over what a read changed; its arrays are gone after this. */
  changes(changes: ChangeSet): void {
    const arrays = [changes.ended, changes.touched, changes.lastActive, changes.expires].filter((array) => array !== null)
    const buffers = new Set(arrays.map((array) => array.buffer).filter((buffer) => buffer instanceof ArrayBuffer))
    this.#port?.post(changes satisfies CollectorNews, [...buffers])
  }

  status(status: PollStatus): void {
    this.#statuses.set(status.serverId, status)
    if (this.#changed.size === 0) setImmediate(() => this.#postStatuses())
    this.#changed.add(status.serverId)
  }

  removed(serverId: string): void {
    this.#statuses.delete(serverId)
    this.#post({ kind: 'server-removed', serverId })
  }

  keychain(keychain: KeychainState): void {
    this.#post({ kind: 'keychain', keychain })
  }

  /** What a server said to a request, before a read shows what it did. No file holds it: the outcome does. */
  answered(runId: string, positions: readonly number[], words: string): void {
    this.#post({ kind: 'answered', runId, positions, words })
  }

  /** Something that the reader finds in the files is another now. A changed list of servers comes with their systems. */
  written(...topics: readonly Topic[]): void {
    this.#post({ kind: 'written', topics })
    if (topics.includes('servers')) this.#post({ kind: 'systems', systems: this.#facts.systems() })
  }

  /** Profiles were saved or removed: the systems of servers may be others now. */
  catalogue(): void {
    if (this.#port === null) return
    this.#post({ kind: 'catalogue', ...this.#facts.catalogue() })
    this.#post({ kind: 'systems', systems: this.#facts.systems() })
  }

  close(): void {
    this.#port?.close()
    this.#port = null
  }

  #postStatuses(): void {
    const statuses = [...this.#changed].map((serverId) => this.#statuses.get(serverId))
    this.#changed.clear()
    for (const status of statuses) if (status !== undefined) this.#post({ kind: 'status', status })
  }

  #post(news: CollectorNews): void {
    this.#port?.post(news)
  }
}
