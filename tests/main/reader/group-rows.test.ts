import { describe, expect, it } from 'vitest'
import type { DecodedSession } from '../../../src/main/collector/connectors/connector.ts'
import type { Grouping } from '../../../src/shared/session.ts'
import { session } from '../store/history-samples.ts'
import { anna, type Client, world } from './reader-world.ts'

describe('all sessions of one group', () => {
  const all = async (client: Client, by: Grouping, filter = '') => {
    const { groups } = await client.sessions.page({ filter, group: { by } })
    const asked = groups.map(async ({ key, sessions }) => {
      const { rows, matching } = await client.sessions.all({ filter, group: { by, key } })
      return { sessions, matching, rows: rows.map(({ sessionId }) => sessionId).toSorted() }
    })
    return Promise.all(asked)
  }
  const open = (sessionId: string, facts: Partial<DecodedSession>) => session({ sessionId, ...facts })

  it('are those that the group counts, whatever else is spelled alike', async () => {
    const long = 'x'.repeat(3000)
    const { client } = world({
      keep: [
        open('one', { user: long, type: 'REST', address: '10.0.0.1:80' }),
        open('two', { user: `${long}y`, type: 'Rest', address: '10.0.0.1:81' }),
        open('six', { user: 'line\nend', type: 'REST', address: 'a/b' }),
      ],
      pure: [open('ten', { user: '\u0301' })],
    })
    const ids = async (by: Grouping) => (await all(client, by)).map(({ rows }) => rows)
    expect(await ids('user')).toEqual([['six'], ['one'], ['two'], ['ten']])
    expect(await ids('type')).toEqual([['six', 'one'].toSorted(), ['two'], ['ten']])
    expect(await ids('address')).toEqual([['one', 'two'], ['six'], ['ten']])
    expect(await ids('subnet')).toEqual([['one', 'two'], ['six'], ['ten']])
    expect(await ids('server')).toEqual([['one', 'six', 'two'].toSorted(), ['ten']])
    for (const group of await all(client, 'type', 'line; xx')) expect(group.matching).toBe(group.sessions)
  })

  it('are none of a group that is there no more', async () => {
    const { client } = world({ keep: [anna] })
    expect(await client.sessions.all({ group: { by: 'user', key: 'BOB' } })).toEqual({ rows: [], matching: 0, guarded: 0 })
  })

  it('can be opened however long its name is, and no two groups are called the same', async () => {
    const names = ['ﷺ'.repeat(4000), `${'ﷺ'.repeat(3999)}x`, '\u0301', '\u0302', '']
    const { client } = world({ keep: names.map((user, index) => session({ sessionId: `id${index}`, user })) })
    const keys = (await client.sessions.page({ group: { by: 'user' } })).groups.map(({ key }) => key)
    expect(new Set(keys).size).toBe(names.length)
    const page = await client.sessions.page({ group: { by: 'user', except: keys } })
    expect(page.rows.map(({ user }) => user).toSorted()).toEqual(names.toSorted())
  })
})
