import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHOICES } from '../../src/shared/filter/condition.ts'
import { FIELDS } from '../../src/shared/filter/fields.ts'
import { MOST_LETTERS, MOST_PARTS, parseFilter } from '../../src/shared/filter/parse.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/filters.md'), 'utf8')

/** The tables of the page, each as rows of cells under the names of its columns. */
function tables(): readonly Readonly<Record<string, string>>[] {
  const rows: Record<string, string>[] = []
  let names: readonly string[] = []
  for (const line of PAGE.split('\n')) {
    if (!line.startsWith('|')) names = []
    else if (!line.startsWith('|---')) {
      const cells = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim())
      if (names.length === 0) names = cells
      else rows.push(Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ''])))
    }
  }
  return rows
}

/** What stands between backticks. */
function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

test('every filter of the reference is understood, and has the field beside which it stands', () => {
  const examples = tables().flatMap((row) => codesIn(row.filter ?? '').map((filter) => ({ filter, row })))
  expect(examples.length).toBeGreaterThanOrEqual(40)
  for (const { filter, row } of examples) {
    const result = parseFilter(filter)
    expect(result, filter).toHaveProperty('filter')
    if ('filter' in result && row.field !== undefined) expect(result.filter.clauses, filter).toHaveLength(1)
  }
})

test('the reference names every field and every fixed word, and the limits', () => {
  const named = tables().flatMap((row) => codesIn(row.field ?? ''))
  expect([...named].sort()).toEqual(FIELDS.map(({ name }) => name).sort())
  const known = tables().flatMap((row) => codesIn(row.knows ?? ''))
  expect([...known].sort()).toEqual(Object.values(CHOICES).flat().sort())
  expect(PAGE).toContain(`at most ${MOST_LETTERS.toLocaleString('en-GB')} characters and ${MOST_PARTS} words`)
})
