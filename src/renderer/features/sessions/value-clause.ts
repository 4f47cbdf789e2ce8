import type { FieldName } from '../../../shared/filter/fields.ts'
import { addClause, clauseFor, writeClause } from '../../../shared/filter/write.ts'
import type { SessionRow } from '../../../shared/session.ts'
import { isNamed } from './person.ts'
import { sessionIdStart } from './session-id.ts'

/** Which field of the filter language looks at a column, and at what of the row. Times and spans have no value to look for. */
const FIELDS: Readonly<Record<string, { readonly field: FieldName; readonly fact: keyof SessionRow }>> = {
  user: { field: 'user', fact: 'user' },
  serverName: { field: 'server', fact: 'serverName' },
  type: { field: 'type', fact: 'type' },
  node: { field: 'node', fact: 'node' },
  address: { field: 'ip', fact: 'address' },
  browser: { field: 'browser', fact: 'browser' },
  system: { field: 'system', fact: 'system' },
  device: { field: 'device', fact: 'device' },
  displayName: { field: 'name', fact: 'displayName' },
  email: { field: 'email', fact: 'email' },
  project: { field: 'project', fact: 'project' },
  organisation: { field: 'organisation', fact: 'organisation' },
  identity: { field: 'identity', fact: 'identity' },
  userAgent: { field: 'agent', fact: 'userAgent' },
  userId: { field: 'userid', fact: 'userId' },
}

/** The clause that finds rows with the same value in this column (or, negated, all others); null for a column that can't be looked for. */
export function valueClause(field: string, row: SessionRow, negated: boolean): string | null {
  if (field === 'agentWords') return clauseFor('agent', row.agentWords ?? row.userAgent, negated)
  if (field === 'sessionId') return idClause(row, negated)
  const known = FIELDS[field]
  if (known === undefined) return null
  const value = field === 'user' && !isNamed(row.user) ? null : row[known.fact]
  return clauseFor(known.field, value === null || value === '' ? null : String(value), negated)
}

/** The filter stands in the address and on screen, where no whole id may be: of a long one the start is looked for. */
function idClause({ sessionId }: SessionRow, negated: boolean): string {
  const start = sessionIdStart(sessionId)
  return start === sessionId ? clauseFor('id', sessionId, negated) : writeClause({ field: 'id', operator: ':', values: [start], negated })
}

/** A filter that shows all sessions of a row's user, on its server or everywhere; null where nobody is known. */
export function userFilter(row: SessionRow, where: 'here' | 'everywhere'): string | null {
  if (!isNamed(row.user)) return null
  const user = clauseFor('user', row.user)
  return where === 'everywhere' ? user : addClause(user, clauseFor('server', row.serverName))
}
