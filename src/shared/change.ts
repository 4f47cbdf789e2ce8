import type { JournalKind } from './journal.ts'
import type { KeychainState } from './keychain.ts'
import type { ProfileFile } from './profile-file.ts'
import type { Capabilities, CatalogueEntry, PollStatus } from './server.ts'
import type { Device } from './session.ts'

/** What a page of the window may depend on; the reader says which of them changed, never what the change was. */
export const TOPICS = ['sessions', 'servers', 'status', 'terminations', 'journal', 'settings', 'keychain', 'profiles'] as const
export type Topic = (typeof TOPICS)[number]

/**
 * One new or changed live row, as an array because arrays cross threads in half the time of objects. `version` is the row id of the
 * version in `cache.db`; the reader looks the rest up by these ids only when it rebuilds, otherwise it takes the values from here.
 */
export type LiveRow = readonly [
  version: number,
  sessionId: string,
  duplicate: number,
  user: string | null,
  userId: string | null,
  displayName: string | null,
  email: string | null,
  project: string | null,
  organisation: string | null,
  type: string | null,
  node: string | null,
  address: string | null,
  userAgent: string | null,
  agentWords: string | null,
  createdAt: number | null,
  lastActiveAt: number | null,
  expiresAt: number | null,
  account: string | null,
  own: 0 | 1 | null,
  browser: string | null,
  system: string | null,
  device: Device | null,
  /** Epoch ms; null when it was there already at the first read of its server. */
  firstSeenAt: number | null,
]

/**
 * What one poll of one server changed. Applying it twice, or after a rebuild that already saw it, changes nothing: `pollAt` is compared
 * with the newest poll the reader knows. Typed arrays travel by transfer.
 */
export interface ChangeSet {
  readonly kind: 'changes'
  readonly serverId: string
  readonly pollAt: number
  readonly complete: boolean
  readonly started: readonly LiveRow[]
  readonly ended: Int32Array
  readonly touched: Int32Array
  /** Epoch ms for each of `touched`, NaN for unknown. */
  readonly lastActive: Float64Array
  /** Same length as `touched`; NaN when unknown, for servers whose expiry slides with activity. Null when none slides. */
  readonly expires: Float64Array | null
}

/** What the connector of one server says of it; the reader knows no profiles. */
export interface ServerSystem {
  readonly serverId: string
  readonly profileName: string
  readonly capabilities: Capabilities
}

/** What the collector tells the reader. Everything else the reader reads from the two files. */
export type CollectorNews =
  | ChangeSet
  /** Sent to every fresh reader, and again when a profile was saved or removed. */
  | { readonly kind: 'catalogue'; readonly entries: readonly CatalogueEntry[]; readonly profiles: readonly Omit<ProfileFile, 'usedBy'>[] }
  /** Of all servers on the list; sent after the catalogue, and again when the list changed. */
  | { readonly kind: 'systems'; readonly systems: readonly ServerSystem[] }
  | { readonly kind: 'status'; readonly status: PollStatus }
  | { readonly kind: 'server-removed'; readonly serverId: string }
  | { readonly kind: 'keychain'; readonly keychain: KeychainState }
  /** What servers said to requests of a run whose outcome a read has yet to show; positions are those of the run's targets. */
  | { readonly kind: 'answered'; readonly runId: string; readonly positions: readonly number[]; readonly words: string }
  | { readonly kind: 'written'; readonly topics: readonly Topic[]; readonly journalKind?: JournalKind }
