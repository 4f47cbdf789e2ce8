import type { Server } from '../../shared/server.ts'

/** What stands in the journal of a server: never more than its settings. */
export function factsOf(server: Server): Record<string, unknown> {
  const { url, connector, auth, environment, viewOnly } = server
  return { url, connector: connector.profileId, auth: auth.kind, environment, viewOnly, trust: server.trust.kind }
}

/** What a change of a server is in the journal: the new and the old value of each setting that differs. */
export function changesOf(before: Server, after: Server): Record<string, unknown> {
  const old = factsOf(before)
  const facts = Object.entries({ ...factsOf(after), name: after.name }).filter(
    ([name, value]) => value !== { ...old, name: before.name }[name],
  )
  return {
    changed: Object.fromEntries(facts),
    before: Object.fromEntries(facts.map(([name]) => [name, { ...old, name: before.name }[name]])),
  }
}
