import type { Capabilities, CatalogueEntry, PollStatus, Server, ServerView } from '../../shared/server.ts'
import type { Database } from '../store/database.ts'
import { fold } from '../store/fold.ts'
import type { NamedServer } from '../store/grid.ts'
import { listServers } from '../store/journal/servers.ts'

/** What a system is taken to allow until the collector has said what it allows: nothing. */
const NOTHING_KNOWN: Capabilities = {
  terminateOne: false,
  terminateUser: false,
  ownSession: 'unknown',
  address: 'unknown',
  activity: '',
  coverage: '',
  terminateMeans: '',
}

/** What of a server decides about the rows that come from it. */
export interface ServerFacts {
  readonly name: string
  readonly viewOnly: boolean
  readonly terminateOffered: boolean
  readonly terminateRefused: boolean
  /** The console's own username there, when the auth names one. */
  readonly ownUsername: string | null
}

/** The servers of journal.db with what the collector told of them since. Read from the file again only when it changed. */
export interface ServerDirectory {
  /** In the order of their names. */
  list(): readonly Server[]
  named(): readonly NamedServer[]
  /** null for a server that is not in the list (any more). */
  facts(serverId: string): ServerFacts | null
  views(fallback: (serverId: string) => PollStatus): ServerView[]
  profiles(): readonly CatalogueEntry[]
  setCatalogue(entries: readonly CatalogueEntry[]): void
  /** Gives true when the status changes what may be ticked. */
  setStatus(status: PollStatus): boolean
  forget(serverId: string): void
  /** The list in the file changed. */
  refresh(): void
}

export function createServerDirectory(journal: Database): ServerDirectory {
  const statuses = new Map<string, PollStatus>()
  let catalogue: readonly CatalogueEntry[] = []
  let servers: readonly Server[] | null = null
  let facts = new Map<string, ServerFacts>()

  const list = (): readonly Server[] => {
    servers ??= byName(listServers(journal))
    return servers
  }
  const capabilitiesOf = (server: Server): Capabilities => entryOf(catalogue, server)?.capabilities ?? NOTHING_KNOWN
  const factsOf = (serverId: string): ServerFacts | null => {
    const known = facts.get(serverId)
    if (known !== undefined) return known
    const server = list().find(({ id }) => id === serverId)
    if (server === undefined) return null
    const made = makeFacts(server, capabilitiesOf(server), statuses.get(serverId)?.terminateRefused ?? false)
    facts.set(serverId, made)
    return made
  }
  return {
    list,
    named: () => list().map(({ id, name }) => ({ serverId: id, folded: fold(name) })),
    facts: factsOf,
    views: (fallback) => list().map((server) => viewOf(server, entryOf(catalogue, server), statuses.get(server.id) ?? fallback(server.id))),
    profiles: () => catalogue,
    setCatalogue: (entries) => {
      catalogue = entries
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

function entryOf(catalogue: readonly CatalogueEntry[], server: Server): CatalogueEntry | undefined {
  return catalogue.find(({ id }) => id === server.connector.profileId)
}

function viewOf(server: Server, entry: CatalogueEntry | undefined, status: PollStatus): ServerView {
  return { server, profileName: entry?.name ?? server.connector.profileId, capabilities: entry?.capabilities ?? NOTHING_KNOWN, status }
}

function makeFacts(server: Server, capabilities: Capabilities, terminateRefused: boolean): ServerFacts {
  const ownUsername = server.auth.kind === 'basic' ? server.auth.username : null
  return { name: server.name, viewOnly: server.viewOnly, terminateOffered: capabilities.terminateOne, terminateRefused, ownUsername }
}
