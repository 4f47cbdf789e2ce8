import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/main/store/database.ts'
import { canonicalJson } from '../../../../src/main/store/journal/canonical.ts'
import { appendEntry, type EntryQuery, pageEntries, verifyChain } from '../../../../src/main/store/journal/entries.ts'
import { journalWrite } from '../../../../src/main/store/journal/write.ts'
import { freshJournal } from './fixture.ts'

const TRIGGERS = ['entry_in_order', 'entry_unchanged', 'entry_kept']

function journalOf(count: number): Database {
  const journal = freshJournal()
  journalWrite(journal, 'filling a journal', () => {
    for (let index = 1; index <= count; index += 1) {
      appendEntry(journal, {
        at: 1000 + index,
        kind: index % 2 === 0 ? 'server-paused' : 'server-resumed',
        server: index % 2 === 0 ? { id: 'keep', name: 'Keep' } : { id: 'reef', name: 'Reef' },
        text: `Entry ${index}`,
        data: { index, note: 'b' },
      })
    }
  })
  return journal
}

/** As somebody would do who edits the file with another program. */
function tamper(journal: Database, sql: string): void {
  for (const trigger of TRIGGERS) journal.exec(`DROP TRIGGER ${trigger}`)
  journal.exec(sql)
}

describe('the hash chain of the journal', () => {
  it('holds for what was written', () => {
    expect(verifyChain(journalOf(10))).toEqual({ entries: 10, firstBad: null })
  })

  it.each([
    ['a changed sentence', "UPDATE entry SET text = 'x' WHERE sequence = 4", 4],
    ['a changed time', 'UPDATE entry SET at = at + 1 WHERE sequence = 4', 4],
    ['a changed server', 'UPDATE entry SET server_id = NULL WHERE sequence = 4', 4],
    ['a changed server name', "UPDATE entry SET server_name = 'Reef' WHERE sequence = 4", 4],
    ['a changed run', "UPDATE entry SET run_id = 'r' WHERE sequence = 4", 4],
    ['a changed kind', "UPDATE entry SET kind = 'server-added' WHERE sequence = 4", 4],
    ['changed data', `UPDATE entry SET data = '{"index":4}' WHERE sequence = 4`, 4],
    ['data spelled otherwise', `UPDATE entry SET data = '{"note":"b","index":4}' WHERE sequence = 4`, 4],
    ['a changed hash', `UPDATE entry SET hash = '${'0'.repeat(64)}' WHERE sequence = 4`, 4],
    ['a changed link', `UPDATE entry SET previous_hash = '${'0'.repeat(64)}' WHERE sequence = 4`, 4],
    ['an entry taken out', 'DELETE FROM entry WHERE sequence = 4', 4],
    ['the first entry taken out', 'DELETE FROM entry WHERE sequence = 1', 1],
    ['entries cut off the end', 'DELETE FROM entry WHERE sequence > 7', 8],
    ['all entries taken out', 'DELETE FROM entry', 1],
    [
      'two entries swapped',
      'UPDATE entry SET sequence = 99 WHERE sequence = 4; UPDATE entry SET sequence = 4 WHERE sequence = 5; UPDATE entry SET sequence = 5 WHERE sequence = 99',
      4,
    ],
    [
      'an entry added at the end by hand',
      'INSERT INTO entry SELECT 11, at, kind, server_id, server_name, run_id, text, data, hash, hash FROM entry WHERE sequence = 10',
      11,
    ],
    ['a head set back', 'UPDATE head SET sequence = 9, hash = (SELECT hash FROM entry WHERE sequence = 9)', 10],
  ])('shows %s by the number of the first bad entry', (_, sql, firstBad) => {
    const journal = journalOf(10)
    tamper(journal, sql)
    expect(verifyChain(journal).firstBad).toBe(firstBad)
  })

  it('can be checked from any entry on', () => {
    const journal = journalOf(10)
    expect(verifyChain(journal, 6)).toEqual({ entries: 4, firstBad: null })
    tamper(journal, "UPDATE entry SET text = 'x' WHERE sequence = 8")
    expect(verifyChain(journal, 6).firstBad).toBe(8)
  })

  it('holds for whatever a server or a person put into it', () => {
    const journal = freshJournal()
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, fc.dictionary(text, fc.jsonValue()), text, (words, data, name) => {
        appendEntry(journal, { at: 1, kind: 'server-changed', server: { id: 'x', name }, text: words, data })
        expect(verifyChain(journal).firstBad).toBeNull()
      }),
      { numRuns: 100 },
    )
  })
})

describe('canonical JSON', () => {
  it('is one text for one value, whatever the order its members came in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
      }),
    )
  })

  it('leaves out what is undefined and mends a lone surrogate', () => {
    expect(canonicalJson({ b: 1, a: undefined, c: 'x\ud800' })).toBe('{"b":1,"c":"x\ufffd"}')
  })
})

describe('the entries of the journal', () => {
  it.each([
    ['changed', "UPDATE entry SET text = 'x' WHERE sequence = 2"],
    ['deleted', 'DELETE FROM entry WHERE sequence = 2'],
    [
      'replaced',
      "INSERT OR REPLACE INTO entry SELECT sequence, at, kind, server_id, server_name, run_id, 'x', data, previous_hash, hash FROM entry WHERE sequence = 2",
    ],
    [
      'added with a gap',
      'INSERT INTO entry SELECT 9, at, kind, server_id, server_name, run_id, text, data, previous_hash, hash FROM entry WHERE sequence = 2',
    ],
  ])('are never %s', (_, sql) => {
    const journal = journalOf(3)
    expect(() => journal.exec(sql)).toThrow(/journal entries are/)
    expect(verifyChain(journal)).toEqual({ entries: 3, firstBad: null })
  })

  it('come newest first, page by page, with the number of all that match', () => {
    const journal = journalOf(10)
    const first = pageEntries(journal, { limit: 3, search: '' })
    expect(first.entries.map(({ sequence }) => sequence)).toEqual([10, 9, 8])
    expect(first.total).toBe(10)
    const second = pageEntries(journal, { limit: 3, search: '', before: 8 })
    expect([second.entries.map(({ sequence }) => sequence), second.total]).toEqual([[7, 6, 5], 10])
  })

  it('can be narrowed to one server and to a text in any case', () => {
    const journal = journalOf(10)
    expect(pageEntries(journal, { limit: 10, search: '', serverId: 'keep' }).total).toBe(5)
    expect(pageEntries(journal, { limit: 10, search: 'ENTRY 10' }).entries.map(({ text }) => text)).toEqual(['Entry 10'])
    expect(pageEntries(journal, { limit: 10, search: '%' }).total).toBe(0)
    expect(pageEntries(journal, { limit: 10, search: 'note' }).total).toBe(0)
  })

  it('are searched as the grid is: without case and accents in every script, with alternatives', () => {
    const journal = freshJournal()
    journalWrite(journal, 'filling a journal', () => {
      for (const user of ['Müller', 'MÜLLER', 'muller', 'Ślązak', 'ΣΟΦΊΑ', 'anna'])
        appendEntry(journal, { at: 1, kind: 'server-added', text: `${user} was there.`, data: { reason: `Zoë asked for ${user}` } })
    })
    const found = (search: string) => pageEntries(journal, { limit: 10, search }).total
    expect(['müller', 'MULLER', 'ślązak', 'SLAZAK', 'σοφία', 'ZOE', ' anna ; muller;', ';'].map(found)).toEqual([3, 3, 1, 1, 1, 6, 4, 6])
  })

  it('of one server, and those before a number, are found by an index, without looking at the others', () => {
    const journal = journalOf(10)
    const asked: string[] = []
    const watched = new Proxy(journal, {
      get: (target, name) => {
        if (name === 'prepare') return (sql: string) => asked.push(sql) && target.prepare(sql)
        const value = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const plans = (query: Partial<EntryQuery>): string[] => {
      asked.length = 0
      pageEntries(watched, { limit: 10, search: '', ...query })
      return asked.map((sql) => {
        const values = new Array(sql.split('?').length - 1).fill(1)
        const steps = journal.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
        return steps.map(({ detail }) => detail).join('; ')
      })
    }
    const [page, count] = plans({ serverId: 'keep' })
    expect([page, count]).toEqual([
      'SEARCH entry USING INDEX entry_of_server (server_id=?)',
      'SEARCH entry USING COVERING INDEX entry_of_server (server_id=?)',
    ])
    expect(plans({ serverId: 'keep', before: 5 })[0]).toBe('SEARCH entry USING INDEX entry_of_server (server_id=? AND sequence<?)')
    expect(plans({ serverId: 'keep', search: 'x' })).toEqual(new Array(2).fill(page))
    expect(plans({ before: 5 })[0]).toBe('SEARCH entry USING INTEGER PRIMARY KEY (rowid<?)')
  })
})
