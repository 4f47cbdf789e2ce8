import type { TextField } from '../../shared/filter/filter.ts'
import { searchText } from './fold.ts'
import { type Condition, type GridSource, joined } from './grid-source.ts'
import { isUuid, storedSessionId } from './session-id.ts'

/** The columns that each text field looks through. */
const COLUMNS = {
  name: 'display_name',
  email: 'email',
  type: 'type',
  project: 'project',
  organisation: 'organisation',
  node: 'node',
  userid: 'user_id',
} as const satisfies Partial<Record<TextField, string>>

/** Those of the table of user agents. */
const AGENT_COLUMNS = {
  agent: ['text', 'words'],
  browser: ['browser'],
  system: ['system'],
} as const satisfies Partial<Record<TextField, readonly string[]>>

/**
 * A column as it is searched. SQLite folds ASCII only; hardly any text needs more. That as many bytes as characters are ASCII is seen in half
 * the time of a pattern; characters are counted up to a NUL, so a text with one is left to `fold`.
 */
export function folded(column: string): string {
  return `CASE WHEN octet_length(${column}) = length(${column}) AND instr(${column}, char(10)) = 0 THEN upper(${column}) ELSE fold(${column}) END`
}

/** A value as texts are kept to be searched. */
export function sought(value: string): string {
  return searchText([value])
}

/** A text field that holds a value, or is it (`exact`); null stands for not known. */
export function textCondition(source: GridSource, field: TextField, exact: boolean, value: string | null): Condition {
  if (field === 'id') return idCondition(source, exact, value)
  if (field === 'user') return value === null ? { sql: 'user_sort IS NULL', parameters: [] } : compared('user_sort', exact, sought(value))
  if (field === 'agent' || field === 'browser' || field === 'system') return agentCondition(AGENT_COLUMNS[field], exact, value)
  const column = COLUMNS[field]
  if (value === null) return { sql: `coalesce(${column}, '') = ''`, parameters: [] }
  if (field === 'type' && !exact && sought(value) === 'OTHER') return OTHER_TYPE
  if (source.allTexts === null) return withoutAllTexts(field, exact, value)
  const found = compared(folded(column), exact, sought(value))
  return { sql: `(instr(${source.allTexts}, ?) > 0 AND ${found.sql})`, parameters: [sought(value), ...found.parameters] }
}

/** At a past moment types are a table of their own, and few. */
function withoutAllTexts(field: keyof typeof COLUMNS, exact: boolean, value: string): Condition {
  if (field !== 'type') return compared(folded(COLUMNS[field]), exact, sought(value))
  const { sql, parameters } = compared('search', exact, sought(value))
  return { sql: `type_id IN (SELECT id FROM typ WHERE ${sql})`, parameters }
}

function agentCondition(columns: readonly string[], exact: boolean, value: string | null): Condition {
  if (value === null) {
    const known = columns.map((column) => `coalesce(${column}, '') <> ''`).join(' OR ')
    return { sql: `(agent_id IS NULL OR agent_id NOT IN (SELECT id FROM agent WHERE ${known}))`, parameters: [] }
  }
  const { sql, parameters } = joined(
    columns.map((column) => compared(folded(column), exact, sought(value))),
    'OR',
  )
  return { sql: `agent_id IN (SELECT id FROM agent WHERE ${sql})`, parameters }
}

function compared(column: string, exact: boolean, value: string): Condition {
  return { sql: exact ? `${column} = ?` : `instr(${column}, ?) > 0`, parameters: [value] }
}

/** Neither of the two kinds that people look for by name. */
const OTHER_TYPE: Condition = {
  sql: "(type <> '' AND instr(upper(type), 'REST') = 0 AND instr(upper(type), 'API') = 0 AND instr(upper(type), 'BROWSER') = 0)",
  parameters: [],
}

/** A UUID is stored as bytes, every other id as its text. */
function idCondition({ search }: GridSource, exact: boolean, value: string | null): Condition {
  if (value === null || search.length === 0) return { sql: '0', parameters: [] }
  const lower = value.toLowerCase()
  const text = compared(folded('sid'), exact, sought(value))
  const asText = { sql: `(typeof(sid) = 'text' AND ${text.sql})`, parameters: text.parameters }
  // In capitals it is stored as a text.
  if (exact && isUuid(lower)) return joined([asText, { sql: 'sid = ?', parameters: [storedSessionId(lower)] }], 'OR')
  if (exact || !/^[0-9a-f]+(-[0-9a-f]*)*$/.test(lower)) return asText
  const asBytes = { sql: "(typeof(sid) = 'blob' AND instr(hex(sid), ?) > 0)", parameters: [lower.replaceAll('-', '').toUpperCase()] }
  return joined([asText, asBytes], 'OR')
}
