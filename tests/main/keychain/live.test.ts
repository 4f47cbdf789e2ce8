import type { ChildProcess } from 'node:child_process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Desktop, hasSecretTool, type LiveStore, missingPrograms, startDesktop, startStore } from './desktop.ts'

const reason = missingPrograms()
const SECRET = 'canary-7Qv-secret'
const BINDING = 'https://keep.example.org'
const loopDelay = monitorEventLoopDelay({ resolution: 10 })

let desktop: Desktop
let live: LiveStore
let slowest = 0

/** The result of a call, and a note of how long the slowest one took. */
async function timed<T>(call: Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await call
  } finally {
    slowest = Math.max(slowest, performance.now() - start)
  }
}

/** Stores a secret while the keyring is open, then ends keyring and process as if the computer was started anew. */
async function storedEarlier(serverId: string): Promise<void> {
  const daemon = await desktop.startKeyring('password')
  const earlier = startStore(desktop.environment)
  expect(await earlier.store.write(serverId, SECRET, BINDING)).toBe('stored')
  await earlier.end()
  await stop(daemon)
}

async function stop(daemon: ChildProcess): Promise<void> {
  daemon.kill('SIGKILL')
  await sleep(100)
}

describe.skipIf(reason !== null)(`the OS keychain${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  beforeEach(async () => {
    desktop = await startDesktop()
    slowest = 0
    loopDelay.reset()
    loopDelay.enable()
  })

  afterEach(async () => {
    loopDelay.disable()
    const leaks = await desktop.filesWith(SECRET)
    await live.end()
    await desktop.end()
    expect(leaks).toEqual([])
    expect(slowest).toBeLessThan(6500)
    expect(inspect(live.store, { depth: 9 }) + JSON.stringify(live.store.state)).not.toContain(SECRET)
  })

  test('an open keychain keeps a secret over restarts, and tells a server without one apart', async () => {
    await storedEarlier('server-a')
    await desktop.startKeyring('password')
    live = startStore(desktop.environment)
    expect(await timed(live.store.read('server-a', BINDING))).toEqual({ kind: 'found', secret: SECRET })
    expect(await timed(live.store.read('server-b', BINDING))).toEqual({ kind: 'missing' })
    expect(live.store.state.state).toBe('working')
    await live.store.remove('server-a')
    expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'missing' })
  })

  test('every character survives the keychain', async () => {
    await desktop.startKeyring('password')
    live = startStore(desktop.environment)
    for (const secret of ['pä$$wörd 🔑\n\r\tend', '"'.repeat(2000), ' ', '{"v":1}\n']) {
      await live.store.write('server-a', secret, BINDING)
      expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'found', secret })
    }
  })

  test('absent: without a session bus secrets stay in memory, are found and removed there, and the screen is told how to mend it', async () => {
    live = startStore({ ...desktop.environment, DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: '/nonexistent' })
    expect(await timed(live.store.write('server-a', SECRET, BINDING))).toBe('memory')
    expect(live.store.state).toMatchObject({
      state: 'absent',
      problem: { code: 'keychain-absent', next: expect.stringContaining('gnome-keyring') },
    })
    expect(await timed(live.store.read('server-a', BINDING))).toEqual({ kind: 'found', secret: SECRET })
    expect(await timed(live.store.read('server-b', BINDING))).toMatchObject({ kind: 'unavailable', keychain: { state: 'absent' } })
    await live.store.remove('server-a')
    expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'missing' })
    expect((await timed(live.store.retry())).state).toBe('absent')
  })

  test('absent: a bus that nobody listens on is the same', async () => {
    live = startStore({ ...desktop.environment, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' })
    expect(await timed(live.store.read('server-a', BINDING))).toMatchObject({ kind: 'unavailable', keychain: { state: 'absent' } })
  })

  test('locked: a stored secret is not called missing, nothing is overwritten, and it is found once the keychain is open', async () => {
    await storedEarlier('server-a')
    const locked = await desktop.startKeyring(null)
    live = startStore(desktop.environment)
    expect(await timed(live.store.read('server-a', BINDING))).toMatchObject({
      kind: 'unavailable',
      keychain: { state: 'locked', problem: { code: 'keychain-locked' } },
    })
    await expect(timed(live.store.write('server-a', 'another', BINDING))).rejects.toMatchObject({ code: 'keychain-locked' })
    expect((await timed(live.store.retry())).state).toBe('locked')
    await stop(locked)
    await desktop.startKeyring('password')
    expect((await timed(live.store.retry())).state).toBe('working')
    expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'found', secret: SECRET })
  })

  test.skipIf(!hasSecretTool)('locked: a secret that was removed meanwhile is gone from the keychain after it is opened', async () => {
    await storedEarlier('server-a')
    const locked = await desktop.startKeyring(null)
    live = startStore(desktop.environment)
    await live.store.read('server-a', BINDING)
    await timed(live.store.remove('server-a'))
    await stop(locked)
    await desktop.startKeyring('password')
    await live.store.retry()
    expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'missing' })
    expect(desktop.secretTool(['lookup', 'service', 'Rollcall test', 'account', 'server-a'], '')).toBe('')
  })

  test('never opened: a keychain whose question nobody answers is locked, not empty', async () => {
    live = startStore(desktop.environment)
    expect(await timed(live.store.read('server-a', BINDING))).toMatchObject({ kind: 'unavailable', keychain: { state: 'locked' } })
    await expect(timed(live.store.write('server-a', SECRET, BINDING))).rejects.toMatchObject({ code: 'keychain-locked' })
  })

  test('frozen: each call ends by its deadline, the process is started anew, and only a person can make it ask again', async () => {
    const daemon = await desktop.startKeyring('password')
    live = startStore(desktop.environment)
    await live.store.write('server-a', SECRET, BINDING)
    daemon.kill('SIGSTOP')
    const reads = await timed(Promise.all(['server-a', 'server-b', 'server-c', 'server-d'].map((id) => live.store.read(id, BINDING))))
    for (const read of reads)
      expect(read).toMatchObject({ kind: 'unavailable', keychain: { state: 'stuck', problem: { code: 'keychain-stuck' } } })
    await expect.poll(() => live.restarts()).toBe(1)
    const before = performance.now()
    expect(await live.store.read('server-a', BINDING)).toMatchObject({ kind: 'unavailable' })
    await expect(live.store.write('server-a', 'x', BINDING)).rejects.toMatchObject({ code: 'keychain-stuck' })
    await live.store.remove('server-b')
    // Less than one deadline for three calls: none of them asked the frozen daemon again.
    expect(performance.now() - before).toBeLessThan(5000)
    daemon.kill('SIGCONT')
    expect((await timed(live.store.retry())).state).toBe('working')
    expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'found', secret: SECRET })
    expect(loopDelay.max / 1e6).toBeLessThan(200)
  })

  test('killed: a keychain daemon that died answers as locked, and the secret is there after it is back', async () => {
    const daemon = await desktop.startKeyring('password')
    live = startStore(desktop.environment)
    await live.store.write('server-a', SECRET, BINDING)
    await stop(daemon)
    expect(await timed(live.store.read('server-a', BINDING))).toMatchObject({ kind: 'unavailable', keychain: { state: 'locked' } })
    await desktop.endKeyring()
    await desktop.startKeyring('password')
    expect((await timed(live.store.retry())).state).toBe('working')
    expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'found', secret: SECRET })
  })

  test('crashed: a keychain process that dies in a call gives a typed result, and the next one is asked again', async () => {
    const daemon = await desktop.startKeyring('password')
    live = startStore(desktop.environment)
    await live.store.write('server-a', SECRET, BINDING)
    daemon.kill('SIGSTOP')
    const read = live.store.read('server-a', BINDING)
    await sleep(200)
    live.process().kill('SIGSEGV')
    expect(await timed(read)).toMatchObject({ kind: 'unavailable', keychain: { state: 'stuck' } })
    daemon.kill('SIGCONT')
    await expect.poll(() => live.store.state.state).toBe('unknown')
    expect(await timed(live.store.read('server-a', BINDING))).toEqual({ kind: 'found', secret: SECRET })
  })

  test('crashing: a keychain process that dies in two calls in a row is asked again by a person only', async () => {
    const daemon = await desktop.startKeyring('password')
    live = startStore(desktop.environment)
    await live.store.write('server-a', SECRET, BINDING)
    daemon.kill('SIGSTOP')
    for (const crashes of [1, 2]) {
      const read = live.store.read('server-a', BINDING)
      await sleep(300)
      live.process().kill('SIGSEGV')
      expect(await timed(read)).toMatchObject({ kind: 'unavailable', keychain: { state: 'stuck' } })
      await expect.poll(() => live.restarts()).toBe(crashes)
      await sleep(300)
    }
    expect(live.store.state.state).toBe('stuck')
    daemon.kill('SIGCONT')
    expect((await timed(live.store.retry())).state).toBe('working')
  })

  test.skipIf(!hasSecretTool)(
    'clobbered: an entry that another program replaced is reported as changed or missing, never used',
    async () => {
      await desktop.startKeyring('password')
      live = startStore(desktop.environment)
      await live.store.write('server-a', SECRET, BINDING)
      const attributes = ['service', 'Rollcall test', 'account', 'server-a', 'xdg:schema', 'org.freedesktop.Secret.Generic']
      desktop.secretTool(['store', '--label=other', ...attributes], 'garbage')
      expect(await timed(live.store.read('server-a', BINDING))).toEqual({ kind: 'changed' })
      await live.store.write('server-a', SECRET, BINDING)
      expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'found', secret: SECRET })
    },
  )

  test.skipIf(!hasSecretTool)(
    'foreign: an item without an account, which takes the place of ours, harms nobody else and crashes nothing',
    async () => {
      await desktop.startKeyring('password')
      live = startStore(desktop.environment)
      await live.store.write('server-a', SECRET, BINDING)
      await live.store.write('server-b', SECRET, BINDING)
      desktop.secretTool(['store', '--label=other', 'service', 'Rollcall test', 'xdg:schema', 'org.freedesktop.Secret.Generic'], 'garbage')
      const reads = await timed(Promise.all(['server-a', 'server-b'].map((id) => live.store.read(id, BINDING))))
      for (const read of reads) expect([{ kind: 'found', secret: SECRET }, { kind: 'missing' }]).toContainEqual(read)
      expect(live.store.state.state).toBe('working')
      expect(live.restarts()).toBe(0)
    },
  )

  test.each([
    ['a NUL', 'a\0b'],
    ['2001 bytes', 'x'.repeat(2001)],
  ])('a secret with %s is refused before the keychain sees it', async (_what, secret) => {
    await desktop.startKeyring('password')
    live = startStore(desktop.environment)
    await live.store.write('server-a', SECRET, BINDING)
    await expect(timed(live.store.write('server-a', secret, BINDING))).rejects.toMatchObject({ code: 'bad-input' })
    expect(await live.store.read('server-a', BINDING)).toEqual({ kind: 'found', secret: SECRET })
  })
})
