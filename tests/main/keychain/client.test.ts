import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSecretStore, type SecretStore } from '../../../src/main/keychain/client.ts'
import type { Keytar } from '../../../src/main/keychain/keytar.ts'
import { Secret } from '../../../src/main/keychain/secret.ts'
import { serveKeychain } from '../../../src/main/keychain/serve.ts'
import { type Port, portOfThread } from '../../../src/main/port.ts'

/** A keychain in memory that counts how many calls it has at once, for what a real one can't be made to do. */
class CountingKeytar implements Keytar {
  readonly entries = new Map<string, string>()
  calls = 0
  most = 0
  #now = 0

  async #counted<T>(work: () => T): Promise<T> {
    this.calls += 1
    this.#now += 1
    this.most = Math.max(this.most, this.#now)
    await sleep(2)
    this.#now -= 1
    return work()
  }

  getPassword(service: string, account: string): Promise<string | null> {
    return this.#counted(() => this.entries.get(`${service}/${account}`) ?? null)
  }

  setPassword(service: string, account: string, password: string): Promise<void> {
    return this.#counted(() => void this.entries.set(`${service}/${account}`, password))
  }

  deletePassword(service: string, account: string): Promise<boolean> {
    return this.#counted(() => this.entries.delete(`${service}/${account}`))
  }
}

const BINDING = 'https://keep.example.org'

let keytar: CountingKeytar
let store: SecretStore
let restarts: number
const ports: Port[] = []

function connect(): void {
  const { port1, port2 } = new MessageChannel()
  serveKeychain(portOfThread(port2), () => keytar)
  const port = portOfThread(port1)
  ports.push(port)
  store.connect(port)
}

beforeEach(() => {
  keytar = new CountingKeytar()
  restarts = 0
  store = createSecretStore({
    service: 'Rollcall test',
    restartKeychain: () => {
      restarts += 1
      connect()
    },
  })
})

afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

describe('the secret store', () => {
  test('asks one thing at a time, however many servers want their secrets at once', async () => {
    connect()
    const ids = Array.from({ length: 30 }, (_, index) => `server-${index}`)
    await Promise.all(ids.map((id) => store.write(id, `secret of ${id}`, BINDING)))
    const reads = await Promise.all(ids.map((id) => store.read(id, BINDING)))
    expect(reads).toEqual(ids.map((id) => ({ kind: 'found', secret: `secret of ${id}` })))
    expect(keytar.most).toBe(1)
  })

  test('waits for a keychain process that starts late', async () => {
    const read = store.read('server-a', BINDING)
    await sleep(50)
    connect()
    expect(await read).toEqual({ kind: 'missing' })
    expect(restarts).toBe(0)
  })

  test('works by itself once a process is there, after it told that there was none', async () => {
    expect(await store.read('server-a', BINDING)).toMatchObject({ kind: 'unavailable', keychain: { state: 'stuck' } })
    expect(restarts).toBe(0)
    connect()
    await expect.poll(() => store.state.state).toBe('unknown')
    expect(await store.read('server-a', BINDING)).toEqual({ kind: 'missing' })
  })

  test('mixes up nothing when a fresh process takes over in the middle of many calls', async () => {
    connect()
    await store.write('server-a', 'secret a', BINDING)
    const reads = Array.from({ length: 20 }, () => store.read('server-a', BINDING))
    await sleep(5)
    connect()
    for (const read of await Promise.all(reads)) {
      if (read.kind !== 'unavailable') expect(read).toEqual({ kind: 'found', secret: 'secret a' })
    }
    await expect.poll(() => store.state.state).not.toBe('stuck')
    expect(await store.read('server-a', BINDING)).toEqual({ kind: 'found', secret: 'secret a' })
  })

  test('does not hand out an entry of one server that was copied to another', async () => {
    connect()
    await store.write('server-a', 'secret a', BINDING)
    keytar.entries.set('Rollcall test/server-b', keytar.entries.get('Rollcall test/server-a') ?? '')
    expect(await store.read('server-b', BINDING)).toEqual({ kind: 'changed' })
  })

  test('does not hand out a secret that was given for another address, from the keychain as well as from memory', async () => {
    connect()
    await store.write('server-a', 'secret a', BINDING)
    expect(await store.read('server-a', 'https://reef.example.org')).toEqual({ kind: 'changed' })
    expect(await store.read('server-a', BINDING)).toEqual({ kind: 'found', secret: 'secret a' })
    keytar.getPassword = () => Promise.reject(new Error('Cannot autolaunch D-Bus without X11 $DISPLAY'))
    expect(await store.write('server-b', 'secret b', BINDING)).toBe('memory')
    expect(await store.read('server-b', 'https://reef.example.org')).toEqual({ kind: 'changed' })
    expect(await store.read('server-b', BINDING)).toEqual({ kind: 'found', secret: 'secret b' })
  })

  test('tells listeners of a change once, and of no change never', async () => {
    const states: string[] = []
    store.onState((state) => states.push(state.state))
    connect()
    await store.read('server-a', BINDING)
    await store.read('server-a', BINDING)
    expect(states).toEqual(['working'])
  })

  test('keeps no more than the secret, its server id, a hash of its binding and a checksum, under one entry for each server', async () => {
    connect()
    await store.write('server-a', 'secret a', BINDING)
    await store.write('server-a', 'secret b', BINDING)
    await store.read('server-b', BINDING)
    expect([...keytar.entries.keys()].sort()).toEqual(['Rollcall test/Rollcall canary', 'Rollcall test/server-a'])
    expect(keytar.entries.get('Rollcall test/server-a')).toMatch(
      /^\{"v":2,"id":"server-a","binding":"[\w-]{43}","sha256":"[\w-]{43}"\}\nsecret b$/,
    )
  })
})

test('a secret in memory prints as [secret], whichever way it is printed', () => {
  const secret = new Secret('hunter2')
  const error = new Error('failed', { cause: { secret } })
  expect(`${secret} ${JSON.stringify({ secret })} ${inspect(secret)} ${inspect(error)} ${inspect(new Map([['a', secret]]))}`).not.toContain(
    'hunter2',
  )
  expect(String(secret)).toBe('[secret]')
})
