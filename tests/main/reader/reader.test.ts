import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ingest, loadMemory, recordFailedPoll } from '../../../src/main/collector/polling/ingest.ts'
import { openCache } from '../../../src/main/store/cache.ts'
import { closeDatabase } from '../../../src/main/store/database.ts'
import { deleteServer, updateServer } from '../../../src/main/store/journal/servers.ts'
import { journalWrite } from '../../../src/main/store/journal/write.ts'
import { nothingElse, read, session, uuid } from '../store/history-samples.ts'
import {
  anna,
  bob,
  CATALOGUE,
  type Client,
  monitor,
  NOW,
  nextTopics,
  serverOf,
  startReader,
  statusOf,
  systems,
  Writer,
} from './reader-world.ts'

describe('a reader that starts while no server can be reached', () => {
  it('shows what is cached, how old it is, and that nothing may be ended yet', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    writer.add(serverOf('never', 'Never asked'))
    writer.poll('keep', [anna, bob], NOW)
    recordFailedPoll(writer.cache, 'keep', NOW + 30_000)

    const { client } = startReader(writer.folder)
    const page = await client.sessions.page({})
    expect(page).toMatchObject({ matching: 2, total: 2 })
    expect(page.rows[0]).toMatchObject({
      serverId: 'keep',
      serverName: 'Keep EU',
      user: 'anna',
      lastActiveAt: NOW - 5000,
      readAt: NOW,
      guard: 'not-offered',
    })
    const views = await client.servers.list()
    expect(
      views.map(({ status }) => ({
        id: status.serverId,
        complete: status.lastCompleteAt,
        read: status.lastReadAt,
        sessions: status.sessions,
      })),
    ).toEqual([
      { id: 'keep', complete: NOW, read: NOW, sessions: 2 },
      { id: 'never', complete: null, read: null, sessions: 0 },
    ])
    expect(views[0]?.status).toMatchObject({ polling: false, nextPollAt: null })
  })
})

describe('a reader with a collector', () => {
  it('shows each poll’s changes, and the numbers of the tiles', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    const { reader, client } = startReader(writer.folder)
    reader.hear(writer.poll('keep', [anna, bob, monitor, { ...anna, sessionId: uuid(9) }], NOW))
    expect(await client.sessions.summary()).toEqual({
      servers: [{ serverId: 'keep', users: 2, sessions: 4 }],
      types: [
        { type: '', sessions: 3 },
        { type: 'web', sessions: 1 },
      ],
      manyAddresses: 0,
    })
    reader.hear(writer.poll('keep', [bob], NOW + 30_000))
    expect((await client.sessions.page({})).rows.map(({ user, readAt }) => ({ user, readAt }))).toEqual([
      { user: 'bob', readAt: NOW + 30_000 },
    ])
    expect((await client.sessions.summary()).servers).toEqual([{ serverId: 'keep', users: 1, sessions: 1 }])
  })

  it('catches up with polls that were taken in before the collector’s port was connected', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    writer.poll('keep', [anna], NOW)
    const { reader, client } = startReader(writer.folder)
    const missed = writer.poll('keep', [anna, bob], NOW + 30_000)
    reader.hear(CATALOGUE)
    expect((await client.sessions.page({})).total).toBe(2)
    reader.hear(missed)
    expect((await client.sessions.page({})).total).toBe(2)
  })

  it('follows to the new file when the cache was set aside', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    writer.poll('keep', [anna], NOW)
    const { reader, client } = startReader(writer.folder)
    closeDatabase(writer.cache)
    renameSync(join(writer.folder, 'cache.db'), join(writer.folder, 'cache.db.corrupt'))
    const again = openCache(writer.folder, { readOnly: false }).cache
    onTestFinished(() => closeDatabase(again))
    ingest(again, loadMemory(again, 'keep'), read([bob]), NOW + 60_000, nothingElse)
    reader.hear(CATALOGUE)
    expect((await client.sessions.page({})).rows.map(({ user }) => user)).toEqual(['bob'])
    expect((await client.sessions.page({ at: NOW + 60_000 })).rows.map(({ user }) => user)).toEqual(['bob'])
  })

  it('says why a session may not be ended, from the server’s settings, its capabilities and its answers', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU', { auth: { kind: 'basic', username: 'anna' } }))
    const { reader, client } = startReader(writer.folder)
    reader.hear(CATALOGUE)
    reader.hear(systems('keep'))
    reader.hear(
      writer.poll(
        'keep',
        [
          anna,
          { ...bob, own: true },
          monitor,
          { ...monitor, user: 'other' },
          session({ sessionId: '..', user: 'x' }),
          session({ sessionId: 'ok', user: 'y' }),
        ],
        NOW,
      ),
    )
    const guards = async () => Object.fromEntries((await client.sessions.page({})).rows.map(({ user, guard }) => [user, guard]))
    expect(await guards()).toEqual({
      anna: 'own-assumed',
      bob: 'own',
      monitor: 'duplicate-id',
      other: 'duplicate-id',
      x: 'unsafe-id',
      y: null,
    })
    reader.hear({ kind: 'status', status: statusOf('keep', { terminateRefused: true }) })
    expect((await guards()).y).toBe('no-right')
    journalWrite(writer.journal, 'changing', () => updateServer(writer.journal, serverOf('keep', 'Keep Europe', { viewOnly: true })))
    reader.hear({ kind: 'written', topics: ['servers'] })
    expect((await guards()).y).toBe('view-only')
    expect((await client.sessions.page({ filter: 'europe' })).matching).toBe(6)
  })

  it('says what the system of each server allows, and lists profiles with the servers that use them', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    writer.add(serverOf('desk', 'Desk', { connector: { profileId: 'own', inputs: {}, overrides: {} } }))
    const { reader, client } = startReader(writer.folder)
    reader.hear(CATALOGUE)
    reader.hear(systems('keep'))
    const views = await client.servers.list()
    expect(views.map(({ server, profileName, capabilities }) => [server.id, profileName, capabilities.terminateOne])).toEqual([
      ['desk', 'own', false],
      ['keep', 'Admin Sessions API', true],
    ])
    expect(await client.profiles.list()).toMatchObject([
      { id: 'admin-sessions', origin: 'built-in', usedBy: ['keep'], problems: [] },
      { id: 'own', file: 'own.json', usedBy: ['desk'], problems: [{ reason: 'it is no JSON' }] },
    ])
  })

  it('gives the machine that holds a session, sorts by it and finds by it', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    const { reader, client } = startReader(writer.folder)
    reader.hear(writer.poll('keep', [{ ...anna, node: 'b-node' }, { ...bob, node: 'A-node' }, monitor], NOW))
    const page = (query: Parameters<Client['sessions']['page']>[0]) =>
      client.sessions.page(query).then(({ rows }) => rows.map(({ node }) => node))
    expect(await page({ sort: [{ column: 'node', direction: 'asc' }] })).toEqual(['A-node', 'b-node', null])
    expect(await page({ sort: [{ column: 'node', direction: 'desc' }] })).toEqual(['b-node', 'A-node', null])
    expect(await page({ filter: 'a-NODE' })).toEqual(['A-node'])
    expect(await page({ filter: 'a-node', at: NOW })).toEqual(['A-node'])
  })

  it('forgets a server that was removed', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    const { reader, client } = startReader(writer.folder)
    reader.hear(writer.poll('keep', [anna], NOW))
    journalWrite(writer.journal, 'removing', () => deleteServer(writer.journal, 'keep'))
    const late = writer.poll('keep', [anna, bob], NOW + 30_000)
    reader.hear({ kind: 'server-removed', serverId: 'keep' })
    reader.hear(late)
    expect(await client.sessions.page({})).toEqual({ rows: [], groups: [], lines: 0, matching: 0, total: 0 })
    expect(await client.servers.list()).toEqual([])
    expect(await client.sessions.summary()).toEqual({ servers: [], types: [], manyAddresses: 0 })
  })

  it('gives everything known of a session, also after it ended, and the user’s other sessions there', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    const { reader, client } = startReader(writer.folder)
    reader.hear(writer.poll('keep', [anna, { ...anna, sessionId: uuid(5) }, bob], NOW))
    reader.hear(writer.poll('keep', [{ ...anna, address: '10.9.9.9' }, { ...anna, sessionId: uuid(5) }, bob], NOW + 30_000))
    const key = { serverId: 'keep', sessionId: uuid(1) }
    expect(await client.sessions.details(key)).toMatchObject({
      row: { user: 'anna', address: '10.9.9.9' },
      ended: false,
      firstSeenAt: NOW,
      other: [{ name: 'device', value: 'laptop' }],
      siblings: [{ sessionId: uuid(5) }],
    })
    reader.hear(writer.poll('keep', [{ ...anna, sessionId: uuid(5) }], NOW + 60_000))
    expect(await client.sessions.details(key)).toMatchObject({
      row: { user: 'anna', address: '10.9.9.9', readAt: NOW + 30_000 },
      ended: true,
      firstSeenAt: NOW,
      siblings: [{ sessionId: uuid(5) }],
    })
    expect(await client.sessions.details({ serverId: 'keep', sessionId: 'never' })).toBeNull()
    expect((await client.sessions.byKeys({ keys: [key, { serverId: 'keep', sessionId: uuid(5) }] })).map((row) => row.sessionId)).toEqual([
      uuid(5),
    ])
    const keys = [
      { serverId: 'keep', sessionId: uuid(5) },
      key,
      { serverId: 'keep', sessionId: uuid(5), duplicate: 1 },
      { ...key, serverId: 'x' },
    ]
    expect(await client.sessions.endedOf({ keys })).toEqual([1, 2, 3])
  })

  it('shows any past moment, and which read it comes from', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    writer.add(serverOf('pure', 'Pure'))
    const { reader, client } = startReader(writer.folder)
    reader.hear(writer.poll('keep', [anna], NOW))
    reader.hear(writer.poll('keep', [bob], NOW + 30_000))
    reader.hear(writer.poll('pure', [monitor], NOW + 40_000))
    const at = async (time: number, filter = '') => {
      const { rows, total, readTimes } = await client.sessions.page({ at: time, filter })
      return {
        users: rows.map(({ user }) => user),
        total,
        readTimes: Object.fromEntries((readTimes ?? []).map(({ serverId, at: read }) => [serverId, read])),
      }
    }
    expect(await at(NOW + 29_999)).toEqual({ users: ['anna'], total: 1, readTimes: { keep: NOW, pure: null } })
    expect(await at(NOW + 45_000)).toEqual({ users: ['bob', 'monitor'], total: 2, readTimes: { keep: NOW + 30_000, pure: NOW + 40_000 } })
    expect(await at(NOW + 45_000, 'server=pure')).toMatchObject({ users: ['monitor'], total: 2 })
    expect(await at(NOW - 1)).toEqual({ users: [], total: 0, readTimes: { keep: null, pure: null } })
  })
})

describe('a reader on a folder that another Rollcall writes', () => {
  it('says who writes it, and notices by itself what is written', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    writer.poll('keep', [anna], NOW)
    const { client } = startReader(writer.folder, { readOnly: { holder: 'pid 1 on desk-7' } })
    expect((await client.console.about()).readOnly).toEqual({ holder: 'pid 1 on desk-7' })
    expect((await client.sessions.page({})).total).toBe(1)
    writer.poll('keep', [anna, bob], NOW + 30_000)
    await expect.poll(async () => (await client.sessions.page({})).total, { timeout: 10_000 }).toBe(2)
  })
})

describe('what changed', () => {
  it('is told at once for everything, then topic by topic and at most four times a second', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    const { reader, client } = startReader(writer.folder)
    const stream = await client.changed()
    const next = () => nextTopics(stream)
    expect(await next()).toEqual(['sessions', 'servers', 'status', 'terminations', 'journal', 'settings', 'keychain', 'profiles'])
    const began = performance.now()
    const second = next()
    for (let count = 0; count < 50; count += 1) {
      reader.hear({ kind: 'status', status: statusOf('keep') })
      reader.hear({ kind: 'written', topics: ['journal'] })
    }
    expect(await second).toEqual(['status', 'journal'])
    reader.hear({ kind: 'keychain', keychain: { state: 'working', problem: null } })
    expect(await next()).toEqual(['keychain'])
    expect(performance.now() - began).toBeGreaterThan(400)
    expect((await client.console.about()).keychain.state).toBe('working')
    await stream.return?.()
  })

  it('is not told of a change set that was seen before', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU'))
    const { reader, client } = startReader(writer.folder)
    const changes = writer.poll('keep', [anna], NOW)
    reader.hear(changes)
    const stream = await client.changed()
    await stream.next()
    reader.hear(changes)
    reader.hear({ kind: 'written', topics: ['settings'] })
    expect(await nextTopics(stream)).toEqual(['settings'])
    await stream.return?.()
  })
})
