import type { ServerSystem } from '../../shared/change.ts'
import { ownUsernames } from '../../shared/guard.ts'
import type { ProfileFile } from '../../shared/profile-file.ts'
import {
  type Capabilities,
  type CatalogueEntry,
  NOTHING_KNOWN,
  type PollStatus,
  type Server,
  type ServerView,
} from '../../shared/server.ts'
import type { Database } from '../store/database.ts'
import { listServers } from '../store/journal/servers.ts'
import type { SiteFacts } from '../store/live.ts'

/** What of a server decides about the rows that come from it. */
export interface ServerFacts {
  readonly name: string
  readonly viewOnly: boolean
  readonly terminateOffered: boolean
  readonly terminateRefused: boolean
  /** Whose sessions may be the console's own. */
  readonly ownUsernames: readonly string[]
  /** After how many seconds without activity it ends a session; null when it does not, or when that is not known. */
  readonly idleSeconds: number | null
}

/** The servers of journal.db with what the collector told of them since. Read from the file again only when it changed. */
export interface ServerDirectory {
  /** In the order of their names. */
  list(): readonly Server[]
  sites(): readonly SiteFacts[]
  /** null until the collector told one. */
  status(serverId: string): PollStatus | null
  capabilities(serverId: string): Capabilities
  /** null for a server that is not in the list (any more). */
  facts(serverId: string): ServerFacts | null
  views(fallback: (serverId: string) => PollStatus): ServerView[]
  profiles(): readonly CatalogueEntry[]
  /** Profiles as texts, with the servers that use each. */
  profileFiles(): ProfileFile[]
  setCatalogue(entries: readonly CatalogueEntry[], profiles: readonly Omit<ProfileFile, 'usedBy'>[]): void
  setSystems(systems: readonly ServerSystem[]): void
  /** Gives true when the status changes what may be ticked. */
  setStatus(status: PollStatus): boolean
  forget(serverId: string): void
  /** The list in the file changed. */
  refresh(): void
}

export function createServerDirectory(journal: Database): ServerDirectory {
  const statuses = new Map<string, PollStatus>()
  let catalogue: readonly CatalogueEntry[] = []
  let profiles: readonly Omit<ProfileFile, 'usedBy'>[] = []
  let systems: ReadonlyMap<string, ServerSystem> = new Map()
  let servers: readonly Server[] | null = null
  let facts = new Map<string, ServerFacts>()

  const list = (): readonly Server[] => {
    servers ??= byName(listServers(journal))
    return servers
  }
  const usersOf = (profileId: string): string[] =>
    list()
      .filter(({ connector }) => connector.profileId === profileId)
      .map(({ id }) => id)
  const capabilitiesOf = (serverId: string): Capabilities => systems.get(serverId)?.capabilities ?? NOTHING_KNOWN
  const factsOf = (serverId: string): ServerFacts | null => {
    const known = facts.get(serverId)
    if (known !== undefined) return known
    const server = list().find(({ id }) => id === serverId)
    if (server === undefined) return null
    const made = makeFacts(server, capabilitiesOf(serverId), statuses.get(serverId)?.terminateRefused ?? false)
    facts.set(serverId, made)
    return made
  }
  return {
    list,
    status: (serverId) => statuses.get(serverId) ?? null,
    capabilities: capabilitiesOf,
    sites: () => list().map((server) => ({ serverId: server.id, idleSeconds: factsOf(server.id)?.idleSeconds ?? null })),
    facts: factsOf,
    views: (fallback) => list().map((server) => viewOf(server, systems.get(server.id), statuses.get(server.id) ?? fallback(server.id))),
    profiles: () => catalogue,
    profileFiles: () => profiles.map((profile) => ({ ...profile, usedBy: usersOf(profile.id) })),
    setCatalogue: (entries, texts) => {
      catalogue = entries
      profiles = texts
    },
    setSystems: (told) => {
      systems = new Map(told.map((system) => [system.serverId, system]))
      facts = new Map()
    },
    setStatus: (status) => {
      const refusedBefore = statuses.get(status.serverId)?.terminateRefused ?? false
      statuses.set(status.serverId, status)
      facts.delete(status.serverId)
      return refusedBefore !== status.terminateRefused
    },
    forget: (serverId) => {
      statuses.delete(serverId)
      servers = null
      facts = new Map()
    },
    refresh: () => {
      servers = null
      facts = new Map()
    },
  }
}

function byName(servers: readonly Server[]): readonly Server[] {
  return servers.toSorted((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }) || (one.id < other.id ? -1 : 1))
}

function viewOf(server: Server, system: ServerSystem | undefined, status: PollStatus): ServerView {
  const { profileName = server.connector.profileId, capabilities = NOTHING_KNOWN } = system ?? {}
  return { server, profileName, capabilities, status }
}

function makeFacts(server: Server, capabilities: Capabilities, terminateRefused: boolean): ServerFacts {
  const { name, viewOnly } = server
  const idleMinutes = server.idleTimeoutMinutes ?? capabilities.idleTimeoutMinutes ?? null
  return {
    name,
    viewOnly,
    terminateOffered: capabilities.terminateOne,
    terminateRefused,
    ownUsernames: ownUsernames(server, capabilities),
    idleSeconds: idleMinutes === null ? null : idleMinutes * 60,
  }
}
