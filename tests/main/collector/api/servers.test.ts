import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Port } from '../../../../src/main/port.ts'
import { openCache } from '../../../../src/main/store/cache.ts'
import { pendingRemovals } from '../../../../src/main/store/journal/removals.ts'
import { listServers } from '../../../../src/main/store/journal/servers.ts'
import type { CollectorNews } from '../../../../src/shared/change.ts'
import type { TestStep } from '../../../../src/shared/contract/act.ts'
import { addServer, draftOf, type Engine, MemoryKeytar, startEngine, terminate, until } from '../engine.ts'
import { type SessionServer, startSessionServer } from '../session-server.ts'

const HEADER = { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' } as const
const CANARY = 'canary-5c1f9e'

function serverOf(engine: Engine, serverId: string) {
  return listServers(engine.journal).find(({ id }) => id === serverId)
}

function kindsOf(engine: Engine): string[] {
  return engine.entries().map(({ kind }) => kind)
}

function secretsSeen(server: SessionServer): Set<string | undefined> {
  return new Set(server.requests.map(({ secret }) => secret))
}

describe('adding a server', () => {
  it('puts it on the list with its secret in the keychain, reads it, and writes both down without the secret', async () => {
    const server = await startSessionServer(3)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    expect(serverOf(engine, serverId)).toMatchObject({ name: 'Keep', credential: 'stored', paused: false })
    expect(keytar.entries.get(serverId)).toContain(CANARY)
    expect(secretsSeen(server)).toEqual(new Set([`Bearer ${CANARY}`]))
    expect(kindsOf(engine)).toEqual(['console-started', 'server-added', 'credential-stored'])
    await engine.stop()
    for (const file of readdirSync(engine.folder)) expect(readFileSync(join(engine.folder, file), 'latin1')).not.toContain(CANARY)
    expect(JSON.stringify(engine.news)).not.toContain(CANARY)
  })

  it('keeps the secret in memory where there is no keychain, says so, and asks for it after a restart', async () => {
    const server = await startSessionServer(1)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    expect(serverOf(engine, serverId)?.credential).toBe('memory')
    await engine.stop()
    const before = server.requests.length
    const again = await startEngine({ dataFolder: engine.folder })
    await until(() => again.status(serverId)?.hold === 'credential')
    expect(serverOf(again, serverId)?.credential).toBe('needed')
    expect(again.status(serverId)?.lastAttempt?.problem?.code).toBe('credential-needed')
    expect(server.requests.length).toBe(before)
  })

  it('takes one that is down now', async () => {
    const server = await startSessionServer(1)
    await server.close()
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    expect(serverOf(engine, serverId)).toBeDefined()
    expect(engine.status(serverId)?.lastAttempt).toMatchObject({
      result: 'failed',
      problem: { code: 'connection-refused' },
      reachable: false,
    })
  })

  it('refuses a name that is taken, an address that is none, and http to another machine', async () => {
    const server = await startSessionServer(1)
    const engine = await startEngine()
    await addServer(engine, draftOf(server.url))
    const add = (change: Parameters<typeof draftOf>[1]) => engine.act.servers.add({ draft: draftOf(server.url, change) })
    await expect(add({ name: ' keep ' })).rejects.toMatchObject({ code: 'bad-input', message: 'There is already a server called Keep.' })
    await expect(add({ name: 'B', url: 'not a url' })).rejects.toMatchObject({ code: 'bad-url' })
    await expect(add({ name: 'C', url: 'http://keep.example.org' })).rejects.toMatchObject({ code: 'https-needed' })
    await expect(add({ name: 'D', connector: { profileId: 'unheard-of', inputs: {}, overrides: {} } })).rejects.toMatchObject({
      code: 'bad-input',
    })
    expect(listServers(engine.journal)).toHaveLength(1)
  })

  it('leaves nothing behind when the keychain is locked', async () => {
    const server = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    keytar.locked = true
    const engine = await startEngine({ keytar })
    const add = () => engine.act.servers.add({ draft: draftOf(server.url, { auth: HEADER }), secret: CANARY })
    await expect(add()).rejects.toMatchObject({ code: 'keychain-locked' })
    expect([listServers(engine.journal), kindsOf(engine), server.requests]).toEqual([[], ['console-started'], []])
    keytar.locked = false
    await engine.act.console.retryKeychain()
    await expect(add()).resolves.toBeDefined()
  })
})

describe('changing a server', () => {
  it('keeps the secret when only its name, pace or path changes', async () => {
    const server = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    const draft = draftOf(`${server.url}/base`, { auth: { ...HEADER, name: 'authorization' }, name: 'Keep EU', intervalSeconds: 60 })
    expect(await engine.act.servers.change({ serverId, draft })).toEqual({ detached: false })
    expect(serverOf(engine, serverId)).toMatchObject({ name: 'Keep EU', credential: 'stored' })
    expect(keytar.entries.has(serverId)).toBe(true)
    expect(kindsOf(engine).slice(3)).toEqual(['server-changed'])
  })

  it.each([
    ['the port', (other: SessionServer) => ({ url: other.url })],
    ['the way to sign in', () => ({ auth: { kind: 'header', name: 'X-API-Key', template: '{secret}' } as const })],
    ['the user name', () => ({ auth: { kind: 'basic', username: 'admin' } as const })],
    ['the trust', () => ({ trust: { kind: 'authority', pem: 'x' } as const })],
  ])('detaches the secret when %s changes: it leaves the keychain, is asked for again, and is never sent there', async (_, change) => {
    const server = await startSessionServer(1)
    const other = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    const before = server.requests.length
    const draft = draftOf(server.url, { auth: HEADER, ...change(other) })
    expect(await engine.act.servers.change({ serverId, draft })).toEqual({ detached: true })
    await until(() => engine.status(serverId)?.hold === 'credential')
    await engine.act.servers.refresh({ serverId })
    await until(() => engine.status(serverId)?.hold === 'credential')
    expect(serverOf(engine, serverId)?.credential).toBe('needed')
    expect(keytar.entries.has(serverId)).toBe(false)
    expect(kindsOf(engine).slice(3)).toEqual(['server-changed', 'credential-detached'])
    expect([server.requests.length, other.requests.length]).toEqual([before, 0])
  })

  it('takes a new secret along with a new origin', async () => {
    const server = await startSessionServer(1)
    const other = await startSessionServer(2)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    const draft = draftOf(other.url, { auth: HEADER })
    expect(await engine.act.servers.change({ serverId, draft, secret: 'second' })).toEqual({ detached: false })
    await until(() => engine.status(serverId)?.sessions === 2)
    expect(secretsSeen(other)).toEqual(new Set(['Bearer second']))
    expect(keytar.entries.get(serverId)).not.toContain(CANARY)
  })

  it('is refused while sessions of it are being terminated', async () => {
    const server = await startSessionServer(4)
    server.takes = 100
    const engine = await startEngine({ pace: 30 })
    const serverId = await addServer(engine, draftOf(server.url))
    const ending = terminate(engine, serverId, ['s0', 's1', 's2'])
    await until(() => server.deletes().length > 0)
    const draft = draftOf(server.url, { name: 'Other' })
    await expect(engine.act.servers.change({ serverId, draft })).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(engine.act.servers.remove({ serverId, keepHistory: true })).rejects.toMatchObject({ code: 'not-allowed' })
    await ending
    await expect(engine.act.servers.change({ serverId, draft })).resolves.toEqual({ detached: false })
  })

  it('leaves one loop per server, however many changes come at once', async () => {
    const server = await startSessionServer(1)
    const engine = await startEngine({ pace: 100 })
    const serverId = await addServer(engine, draftOf(server.url, { intervalSeconds: 10 }))
    await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) =>
        engine.act.servers.change({ serverId, draft: draftOf(server.url, { name, intervalSeconds: 10 }) }),
      ),
    )
    const before = server.lists()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    // Ten virtual seconds are a tenth of a real one, and each read asks twice: the list, and whether its total is one.
    expect(server.lists() - before).toBeLessThanOrEqual(24)
    expect(server.lists() - before).toBeGreaterThan(6)
  })
})

describe('removing a server', () => {
  it.each([
    [false, 0],
    [true, 3],
  ])('takes its secret out of the keychain; history kept: %s', async (keepHistory, versions) => {
    const server = await startSessionServer(3)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    await engine.act.servers.remove({ serverId, keepHistory })
    const requests = server.requests.length
    expect([serverOf(engine, serverId), keytar.entries.has(serverId)]).toEqual([undefined, false])
    expect(kindsOf(engine).at(-1)).toBe('server-removed')
    await until(() => engine.news.some((news) => news.kind === 'server-removed' && news.serverId === serverId))
    await engine.stop()
    expect(countVersions(engine.folder)).toBe(versions)
    expect(server.requests.length).toBe(requests)
  })
})

describe('a secret that was to go while the keychain was locked', () => {
  const remove = (engine: Engine, serverId: string) => engine.act.servers.remove({ serverId, keepHistory: true })
  const detach = async (engine: Engine, serverId: string) => {
    const other = await startSessionServer(1)
    await engine.act.servers.change({ serverId, draft: draftOf(other.url, { auth: HEADER }) })
  }

  it.each([
    ['removed', remove],
    ['changed', detach],
  ])('because its server was %s leaves it at a later start, when the keychain is open again', async (_, act) => {
    const server = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    keytar.locked = true
    await act(engine, serverId)
    await engine.stop()
    const locked = await startEngine({ dataFolder: engine.folder, keytar })
    await until(() => locked.news.some((news) => news.kind === 'keychain' && news.keychain.state === 'locked'))
    await locked.stop()
    expect(keytar.entries.has(serverId)).toBe(true)
    keytar.locked = false
    const open = await startEngine({ dataFolder: engine.folder, keytar })
    await until(() => !keytar.entries.has(serverId))
    await until(() => pendingRemovals(open.journal).length === 0)
  })

  it('leaves it as soon as the keychain is opened in a later run', async () => {
    const server = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    keytar.locked = true
    await remove(engine, serverId)
    await engine.stop()
    const again = await startEngine({ dataFolder: engine.folder, keytar })
    await until(() => again.news.some((news) => news.kind === 'keychain' && news.keychain.state === 'locked'))
    keytar.locked = false
    await again.collector.retryKeychain()
    await until(() => pendingRemovals(again.journal).length === 0)
    expect(keytar.entries.has(serverId)).toBe(false)
  })

  it('does not take along the secret that was given instead', async () => {
    const server = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    keytar.locked = true
    await detach(engine, serverId)
    keytar.locked = false
    await Promise.all([
      engine.collector.retryKeychain(),
      engine.act.servers.change({ serverId, draft: draftOf(server.url, { auth: HEADER }), secret: 'given anew' }),
    ])
    await engine.stop()
    const again = await startEngine({ dataFolder: engine.folder, keytar })
    await until(() => again.status(serverId)?.lastAttempt)
    expect([pendingRemovals(again.journal), serverOf(again, serverId)?.credential]).toEqual([[], 'stored'])
    expect(keytar.entries.get(serverId)).toMatch(/given anew$/)
  })
})

describe('pausing a server', () => {
  it('lasts over a restart, until it is resumed', async () => {
    const server = await startSessionServer(1)
    const engine = await startEngine({ pace: 100 })
    const serverId = await addServer(engine, draftOf(server.url, { intervalSeconds: 5 }))
    await engine.act.servers.pause({ serverId })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const paused = server.lists()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.lists()).toBe(paused)
    await engine.stop()
    const again = await startEngine({ dataFolder: engine.folder, pace: 100 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.lists()).toBe(paused)
    await again.act.servers.resume({ serverId })
    await until(() => server.lists() > paused)
    expect(kindsOf(again).filter((kind) => kind.startsWith('server-'))).toEqual(['server-added', 'server-paused', 'server-resumed'])
  })
})

describe('a credential that is not accepted', () => {
  it('is not tried again by a restart', async () => {
    const server = await startSessionServer(1)
    server.listStatus = 401
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar, pace: 100 })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER, intervalSeconds: 5 }), CANARY)
    await until(() => engine.status(serverId)?.hold === 'sign-in-failed')
    await engine.stop()
    expect(server.lists()).toBe(2)
    for (let start = 0; start < 3; start += 1) {
      const again = await startEngine({ dataFolder: engine.folder, keytar, pace: 100 })
      await until(() => again.status(serverId)?.hold === 'sign-in-failed')
      await new Promise((resolve) => setTimeout(resolve, 150))
      await again.stop()
    }
    expect(server.lists()).toBe(2)
    const last = await startEngine({ dataFolder: engine.folder, keytar, pace: 100 })
    server.listStatus = null
    await last.act.servers.change({ serverId, draft: draftOf(server.url, { auth: HEADER, intervalSeconds: 5 }), secret: 'right' })
    await until(() => last.status(serverId)?.hold === null && last.status(serverId)?.sessions === 1)
  })
})

describe('a keychain that holds something else than the list says', () => {
  it.each([
    ['missing', (keytar: MemoryKeytar, id: string) => keytar.entries.delete(id), 'credential-missing'],
    ['changed', (keytar: MemoryKeytar, id: string) => keytar.entries.set(id, 'garbage'), 'credential-changed'],
  ] as const)('is told as %s, and nothing is sent to the server', async (state, harm, code) => {
    const server = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    await engine.stop()
    harm(keytar, serverId)
    const before = server.requests.length
    const again = await startEngine({ dataFolder: engine.folder, keytar })
    await until(() => again.status(serverId)?.lastAttempt?.problem?.code === code)
    expect([serverOf(again, serverId)?.credential, server.requests.length]).toEqual([state, before])
  })

  it('locked: nothing is sent, and everything goes on once it is opened', async () => {
    const server = await startSessionServer(1)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    await engine.stop()
    keytar.locked = true
    const before = server.requests.length
    const again = await startEngine({ dataFolder: engine.folder, keytar })
    await until(() => again.status(serverId)?.lastAttempt?.problem?.code === 'keychain-locked')
    expect([serverOf(again, serverId)?.credential, server.requests.length]).toEqual(['stored', before])
    keytar.locked = false
    await again.act.console.retryKeychain()
    await until(() => again.status(serverId)?.lastAttempt?.result === 'complete')
  })
})

describe('testing a connection', () => {
  async function steps(events: AsyncIterable<TestStep>): Promise<string[]> {
    const all: string[] = []
    for await (const { step, result } of events) all.push(`${step} ${result}`)
    return all
  }

  it('saves nothing, and lends the stored secret only where it might be sent anyway', async () => {
    const server = await startSessionServer(1)
    const other = await startSessionServer(1)
    const engine = await startEngine({ keytar: new MemoryKeytar() })
    const serverId = await addServer(engine, draftOf(server.url, { auth: HEADER }), CANARY)
    const good = await steps(await engine.act.servers.test({ draft: draftOf(`${server.url}`, { auth: HEADER, name: 'X' }), serverId }))
    expect(good.at(-1)).toBe('shape ok')
    const elsewhere = await steps(await engine.act.servers.test({ draft: draftOf(other.url, { auth: HEADER }), serverId }))
    expect(elsewhere.at(-1)).toBe('sign-in failed')
    expect([...secretsSeen(other)].filter((secret) => secret !== undefined)).toEqual([])
    expect(listServers(engine.journal).map(({ name }) => name)).toEqual(['Keep'])
  })
})

describe('what the reader is told', () => {
  it('comes again in full to one that connects later', async () => {
    const server = await startSessionServer(2)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const posted: CollectorNews[] = []
    engine.collector.connectReader(keepingPort(posted))
    expect(posted.map(({ kind }) => kind)).toEqual(['catalogue', 'systems', 'status', 'keychain'])
    expect(posted[1]).toMatchObject({ systems: [{ serverId, profileName: 'Admin Sessions API', capabilities: { terminateOne: true } }] })
    expect(posted[2]).toMatchObject({ status: { serverId, sessions: 2 } })
    await engine.act.console.saveSettings({ theme: 'dark' })
    expect(posted.at(-1)).toEqual({ kind: 'written', topics: ['settings'] })
  })
})

/** A port that keeps what is posted. */
function keepingPort(posted: CollectorNews[]): Port {
  const nothing = () => undefined
  return { post: (message) => posted.push(message as CollectorNews), onMessage: nothing, onClose: nothing, close: nothing, raw: null }
}

function countVersions(folder: string): number {
  const { cache } = openCache(folder, { readOnly: true })
  const count = cache.prepare('SELECT count(*) FROM ver').pluck().get() as number
  cache.close()
  return count
}
