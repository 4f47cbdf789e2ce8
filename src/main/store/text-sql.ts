import type { TextField } from '../../shared/filter/filter.ts'
import { fold } from './fold.ts'
import { type Condition, type GridSource, joined } from './grid-source.ts'
import { isUuid, storedSessionId } from './session-id.ts'

/** The columns that each text field looks through. */
const COLUMNS: Readonly<Record<Exclude<TextField, 'user' | 'id'>, readonly string[]>> = {
  name: ['display_name'],
  email: ['email'],
  agent: ['agent', 'agent_words'],
  browser: ['browser'],
  system: ['system'],
  type: ['type'],
  project: ['project'],
  organisation: ['organisation'],
  node: ['node'],
  userid: ['user_id'],
}

/** A column as it is searched. SQLite folds ASCII only; hardly any text needs more. */
export function folded(column: string): string {
  return `CASE WHEN ${column} GLOB '*[^ -~]*' THEN fold(${column}) ELSE upper(${column}) END`
}

/** A text field that holds a value, or is it (`exact`); null stands for not known. */
export function textCondition(source: GridSource, field: TextField, exact: boolean, value: string | null): Condition {
  if (field === 'id') return idCondition(source, exact, value)
  if (field === 'user') return value === null ? { sql: 'user_sort IS NULL', parameters: [] } : compared('user_sort', exact, fold(value))
  const columns = COLUMNS[field]
  if (value === null) return { sql: `coalesce(${columns[0]}, '') = ''`, parameters: [] }
  if (field === 'type' && !exact && fold(value) === 'OTHER') return OTHER_TYPE
  const conditions = columns.map((column) => compared(folded(column), exact, fold(value)))
  const found = joined(conditions, 'OR')
  // The raw user agent is not in the text of a row whose agent has words.
  if (source.allTexts === null || field === 'agent') return found
  return { sql: `(instr(${source.allTexts}, ?) > 0 AND ${found.sql})`, parameters: [fold(value), ...found.parameters] }
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
  if (exact && isUuid(lower)) return { sql: 'sid = ?', parameters: [storedSessionId(lower)] }
  const text = compared(folded('sid'), exact, fold(value))
  const asText = { sql: `(typeof(sid) = 'text' AND ${text.sql})`, parameters: text.parameters }
  if (exact || !/^[0-9a-f]+(-[0-9a-f]*)*$/.test(lower)) return asText
  const asBytes = { sql: "(typeof(sid) = 'blob' AND instr(hex(sid), ?) > 0)", parameters: [lower.replaceAll('-', '').toUpperCase()] }
  return joined([asText, asBytes], 'OR')
}
