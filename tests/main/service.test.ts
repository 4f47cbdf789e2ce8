import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ServiceState } from '../../src/main/host/supervised-service.ts'
import { nodePlatform } from '../../src/main/loopback/platform.ts'
import { Services } from '../../src/main/service.ts'
import type { ServiceName } from '../../src/main/service-entry.ts'
import type { EchoRequest } from '../fixtures/services/echo-service.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/services')
let folder: string
let services: Services<MessagePort>
let states: { name: ServiceName; state: ServiceState }[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-services-'))
  services = newServices()
})

afterEach(async () => {
  await services.stop()
  delete process.env.ROLLCALL_TEST_FAIL
  rmSync(folder, { recursive: true, force: true })
})

function newServices(practice = false): Services<MessagePort> {
  const created = new Services({
    platform: nodePlatform(FIXTURES),
    config: { dataFolder: folder, version: '1.2.3', practice, practiceSessions: null, readOnly: null, secretService: 'Rollcall test' },
  })
  states = []
  created.onState((name, state) => states.push({ name, state }))
  return created
}

/** Asks a service through a fresh port; rejects when the port closes first. */
function ask(name: ServiceName, request: EchoRequest): Promise<unknown> {
  const port = services.client(name)
  if (port === null) return Promise.reject(new Error(`${name} is down`))
  return new Promise((resolve, reject) => {
    port.once('message', (answer: { value: unknown }) => {
      resolve(answer.value)
      port.close()
    })
    port.once('close', () => reject(new Error('the port closed')))
    port.postMessage(request)
  })
}

function nextState(name: ServiceName, kind: ServiceState['kind']): Promise<ServiceState> {
  return new Promise((resolve) => {
    services.onState((other, state) => {
      if (other === name && state.kind === kind) resolve(state)
    })
  })
}

/** Waits until a service has heard something from its peer. */
async function heardBy(name: ServiceName): Promise<unknown[]> {
  for (;;) {
    const { heard } = (await ask(name, { ask: 'peers' })) as { heard: unknown[] }
    if (heard.length > 0) return heard
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('starts every service with its config and connects each with those it talks to', async () => {
  await services.start()
  expect(await ask('reader', { ask: 'config' })).toMatchObject({
    dataFolder: folder,
    version: '1.2.3',
    practiceServers: [],
    secretService: 'Rollcall test',
  })
  expect(await ask('collector', { ask: 'peers' })).toMatchObject({ channels: ['keychain', 'changes'] })
  expect(await ask('reader', { ask: 'peers' })).toMatchObject({ channels: ['changes'] })
  expect(await ask('keychain', { ask: 'peers' })).toMatchObject({ channels: ['keychain'] })
})

test('tells the collector, and nobody else, that the machine woke up', async () => {
  await services.start()
  services.woke()
  expect(await ask('collector', { ask: 'woken' })).toBe(1)
  expect(await ask('reader', { ask: 'woken' })).toBe(0)
})

test('carries typed arrays between threads and to the keychain process', async () => {
  await services.start()
  const value = { kind: 'changes', ended: Int32Array.of(1, 2, 3), times: Float64Array.of(Number.NaN, 5) }
  await ask('collector', { ask: 'send-to-peer', channel: 'changes', value })
  await ask('collector', { ask: 'send-to-peer', channel: 'keychain', value })
  expect(await heardBy('reader')).toEqual([value])
  expect(await heardBy('keychain')).toEqual([value])
})

test('runs the keychain in a process of its own', async () => {
  await services.start()
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')
  const commands = children.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  expect(commands.filter((command) => command.includes('keychain/service.js'))).toHaveLength(1)
  expect(commands.filter((command) => command.includes('collector/service.js'))).toHaveLength(0)
})

test.for<[string, EchoRequest, string]>([
  ['exits', { ask: 'exit', value: 7 }, 'code 7'],
  ['throws where nobody catches', { ask: 'throw' }, 'code 1'],
  ['leaves a promise rejected', { ask: 'reject' }, 'code 1'],
])('a service that %s is told with the reason, started again and connected anew', async ([, request, how]) => {
  await services.start()
  const down = nextState('collector', 'down')
  const pending = ask('collector', { ask: 'silence' })
  const refused = expect(pending).rejects.toThrow('the port closed')
  const up = nextState('collector', 'up')
  await ask('collector', request).catch(() => undefined)
  expect(await down).toEqual({ kind: 'down', reason: `Rollcall's collector ended (${how}) and is being started again.` })
  await refused
  await up
  expect(await ask('collector', { ask: 'peers' })).toEqual({ channels: ['keychain', 'changes'], heard: [] })
  await ask('collector', { ask: 'send-to-peer', channel: 'changes', value: 'after the restart' })
  expect(await heardBy('reader')).toEqual(['after the restart'])
})

test('there is no client port while a service is down', async () => {
  await services.start()
  const down = nextState('reader', 'down')
  const up = nextState('reader', 'up')
  await ask('reader', { ask: 'exit', value: 3 }).catch(() => undefined)
  await down
  expect(services.client('reader')).toBeNull()
  await up
  expect(await ask('reader', { ask: 'echo', value: 'back' })).toBe('back')
})

test('a service may have the keychain killed and gets a fresh one', async () => {
  await services.start()
  const up = nextState('keychain', 'up')
  await ask('collector', { ask: 'restart', service: 'keychain' })
  await up
  await ask('collector', { ask: 'send-to-peer', channel: 'keychain', value: 'to the fresh one' })
  expect(await heardBy('keychain')).toEqual(['to the fresh one'])
})

test('the collector learns the addresses of the practice servers, and anew when they were started again', async () => {
  await services.stop()
  services = newServices(true)
  await services.start()
  const config = (await ask('collector', { ask: 'config' })) as { practiceServers: unknown[] }
  expect(config.practiceServers).toMatchObject([{ id: 'practice-keep', secret: null }])
  const up = nextState('collector', 'up')
  await ask('practice', { ask: 'exit', value: 1 }).catch(() => undefined)
  await up
  const later = (await ask('collector', { ask: 'config' })) as { practiceServers: unknown[] }
  expect(later.practiceServers).toHaveLength(1)
  expect(later.practiceServers).not.toEqual(config.practiceServers)
})

test('a service that refuses to start stops the others and gives its reason', async () => {
  process.env.ROLLCALL_TEST_FAIL = 'reader'
  await expect(services.start()).rejects.toMatchObject({ problem: { code: 'file-corrupt', message: "The reader's file is damaged." } })
  expect(readFileSync(join(folder, 'stopped'), 'utf8').split('\n')).toEqual(expect.arrayContaining(['collector', 'keychain']))
})

test('stops every service in order, the writer after its reader and before what it needs, and none comes back', async () => {
  await services.start()
  await services.stop()
  const stopped = readFileSync(join(folder, 'stopped'), 'utf8').trim().split('\n')
  expect(stopped).toEqual(['reader', 'collector', 'keychain'])
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(services.client('collector')).toBeNull()
  expect(states.filter(({ state }) => state.kind === 'down')).toEqual([])
})
