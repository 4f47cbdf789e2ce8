import { describe, expect, it } from 'vitest'
import { type RowContext, rowCommands } from '../../../../src/renderer/features/sessions/row-commands.ts'
import type { ServerFacts } from '../../../../src/renderer/features/sessions/server-facts.ts'
import { sampleRow } from '../../samples.ts'

const FACTS = { clockOffset: 0, stale: false, terminateUser: true } as ServerFacts

/** The commands of a row, with a record of what they did. */
function commands(change: Partial<RowContext> = {}) {
  const done: unknown[] = []
  const note =
    (what: string) =>
    (...of: unknown[]) =>
      void done.push([what, ...of])
  const row = change.row ?? sampleRow()
  const groups = rowCommands({
    row,
    field: 'address',
    rows: [row],
    facts: FACTS,
    copying: { cell: note('cell'), rows: note('rows'), text: note('text') },
    onDetails: note('details'),
    onFilter: note('filter'),
    onClause: note('clause'),
    onTerminate: note('terminate'),
    onTerminateSelected: note('selected'),
    onLogOut: note('log out'),
    ...change,
  })
  return { groups, all: groups.flat(), done, names: groups.map((group) => group.map(({ name }) => name)) }
}

describe('the menu of a row', () => {
  it('goes from looking over finding and copying to ending, which stands last and apart', () => {
    expect(commands().names).toEqual([
      ['Details', 'Show all of jane.roe on Keep EU', 'Show all of jane.roe on all servers'],
      ['Show only Address: 10.0.0.7', 'Exclude Address: 10.0.0.7'],
      ['Copy cell', 'Copy row', 'Copy row with headers', 'Copy session ID (shortened)'],
      ['Terminate', 'Log out on all devices'],
    ])
  })

  it('speaks of all selected rows when this one is among them', () => {
    const rows = [sampleRow(), sampleRow({ sessionId: 's-2' })]
    const { names, all, done } = commands({ rows })
    expect(names[2]).toContain('Copy 2 rows with headers')
    expect(names[3]).toEqual(['Terminate 2 selected', 'Terminate', 'Log out on all devices'])
    all.find(({ id }) => id === 'copy-headers')?.run()
    expect(done).toEqual([['rows', rows, true]])
  })

  it('offers nothing that concerns a user where the name is blank: whoever has not signed in is nobody', () => {
    const { all } = commands({ row: sampleRow({ user: ' ', identity: 'not-signed-in' }) })
    expect(all.map(({ id }) => id)).toEqual(['details', 'only', 'without', 'copy-cell', 'copy-row', 'copy-headers', 'copy-id', 'one'])
  })

  it('keeps what can’t be done, with its reason', () => {
    const { all } = commands({ row: sampleRow({ guard: 'own' }) })
    expect(all.filter(({ reason }) => reason !== undefined).map(({ id }) => id)).toEqual(['one', 'all'])
    expect(all.find(({ id }) => id === 'one')?.reason).toContain('your own session')
  })

  it('ends nothing on a server that can’t be reached, and says so; on a stale one the review will tell', () => {
    const offline = { ...FACTS, state: 'offline', stale: true } as ServerFacts
    const { all } = commands({ facts: offline })
    for (const id of ['one', 'all']) expect(all.find((command) => command.id === id)?.reason).toMatch(/^Keep EU cannot be reached/)
    const own = commands({ facts: offline, row: sampleRow({ guard: 'own' }) }).all
    expect(own.find(({ id }) => id === 'one')?.reason).toContain('your own session')
    const stale = { ...FACTS, state: 'stale', stale: true } as ServerFacts
    expect(commands({ facts: stale }).all.filter(({ reason }) => reason !== undefined)).toEqual([])
  })

  it('offers to log out nobody where nobody is known', () => {
    const ids = commands({ row: sampleRow({ user: null }) }).all.map(({ id }) => id)
    expect(ids).not.toContain('all')
    expect(ids).not.toContain('user')
  })

  it('looks for unknown facts, and for nothing in a time', () => {
    expect(commands({ row: sampleRow({ address: null }) }).names[1]).toEqual(['Show only Address: unknown', 'Exclude Address: unknown'])
    expect(commands({ field: 'idleTime' }).all.map(({ id }) => id)).not.toContain('only')
  })

  it('writes out what can’t be seen in a name', () => {
    expect(commands({ row: sampleRow({ user: 'jane\u202Eeor' }) }).names[0]?.[2]).toContain('jane⟨U+202E⟩eor')
  })

  it('never puts a whole session id on the clipboard', () => {
    const { all, done } = commands({ row: sampleRow({ sessionId: '8f14e45fceea167a5a36dedd4bea2543' }) })
    for (const { id, run } of all) if (id.startsWith('copy')) run()
    expect(JSON.stringify(done.filter((act) => Array.isArray(act) && act[0] === 'text'))).not.toContain('ceea167a')
  })
})
