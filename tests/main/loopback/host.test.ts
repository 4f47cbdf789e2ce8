import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import {
  hostsWithFixtureServices,
  type LoopbackHost,
  removeTemporaryFolders,
  startLoopback,
  temporaryFolder,
} from '../../fixtures/built-hosts.ts'
import { closing, nextMessage, openSession, openSocket, type PageKeys } from '../../fixtures/loopback-client.ts'
import { sendRaw } from '../../fixtures/raw-http.ts'

let built: string

beforeAll(() => {
  built = hostsWithFixtureServices()
})

afterAll(() => removeTemporaryFolders())

/** Runs a host that is expected to end by itself. */
function runToEnd(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(built, 'main', 'loopback.js'), '--no-open', ...args], { encoding: 'utf8', timeout: 20_000 })
}

async function ask(socket: WebSocket, request: object): Promise<unknown> {
  socket.send(JSON.stringify(request))
  const { value } = JSON.parse(String(await nextMessage(socket))) as { value: unknown }
  return value
}

async function configOf(host: LoopbackHost): Promise<{ readOnly: { holder: string } | null; secretService: string }> {
  const socket = await openSocket(await openSession(host), 'collector')
  return (await ask(socket, { ask: 'config' })) as { readOnly: { holder: string } | null; secretService: string }
}

describe('starting and leaving', () => {
  test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'prints one line, and leaves cleanly on %s with every service stopped',
    async (signal) => {
      const folder = temporaryFolder('leave')
      const host = await startLoopback(built, [`--data=${folder}`])
      expect(await host.end(signal)).toBe(0)
      expect(host.output().stdout.split('\n')).toEqual([`Rollcall is ready: http://127.0.0.1:${host.port}/#code=${host.code}`, ''])
      expect(readFileSync(join(folder, 'stopped'), 'utf8').trim().split('\n').toSorted()).toEqual(['collector', 'keychain', 'reader'])
      expect(existsSync(join(folder, 'lock'))).toBe(false)
    },
  )

  test('no process is left behind, also when the host is killed', async () => {
    const folder = temporaryFolder('orphans')
    const host = await startLoopback(built, [`--data=${folder}`])
    const children = readFileSync(`/proc/${host.process.pid}/task/${host.process.pid}/children`, 'utf8').trim().split(' ')
    expect(children).toHaveLength(1)
    await host.end('SIGKILL')
    await expect.poll(() => children.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 5000 }).toEqual([])
  })

  test('listens on 127.0.0.1 and on nothing else', async () => {
    const host = await startLoopback(built, [`--data=${temporaryFolder('bind')}`])
    const port = host.port.toString(16).toUpperCase().padStart(4, '0')
    const listening = ['tcp', 'tcp6'].flatMap((table) =>
      readFileSync(`/proc/net/${table}`, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields[3] === '0A' && fields[1]?.endsWith(`:${port}`))
        .map((fields) => fields[1]),
    )
    expect(listening).toEqual([`0100007F:${port}`])
    await host.end()
  })

  test.for([
    ['--port=0', '--port takes a whole number from 1 to 65535.'],
    ['--port=eighty', '--port takes a whole number from 1 to 65535.'],
    ['--practice-sessions=100001', '--practice-sessions takes a whole number from 1 to 100000.'],
    ['--data=', '--data needs a value.'],
    ['--host=0.0.0.0', 'These options can’t be read.'],
    ['stray', 'These options can’t be read.'],
  ])('says what is wrong with %s', ([option, message]) => {
    const { status, stdout, stderr } = runToEnd([String(option)])
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining(String(message)) })
  })

  test('explains its options', () => {
    const { status, stdout } = runToEnd(['--help'])
    expect(status).toBe(0)
    for (const option of ['--practice', '--practice-sessions=N', '--data=FOLDER', '--port=N', '--no-open']) expect(stdout).toContain(option)
  })

  test('a service that refuses its start ends the host with the reason', async () => {
    const started = startLoopback(built, [`--data=${temporaryFolder('refused')}`], { env: { ROLLCALL_TEST_FAIL: 'collector' } })
    await expect(started).rejects.toMatchObject({ how: 1, stderr: expect.stringContaining("The collector's file is damaged. Restore it.") })
  })

  test('a port that is taken ends the host, and whoever has it gets nothing', async () => {
    let bytes = 0
    const squatter = createServer((socket) => socket.on('data', (chunk) => (bytes += chunk.length)))
    const port = await new Promise<number>((resolve) => {
      squatter.listen(0, '127.0.0.1', () => resolve((squatter.address() as { port: number }).port))
    })
    const { status, stdout, stderr } = runToEnd([`--data=${temporaryFolder('squat')}`, `--port=${port}`])
    squatter.close()
    expect({ status, stdout, bytes }).toEqual({ status: 2, stdout: '', bytes: 0 })
    expect(stderr).toContain(`Port ${port} is in use by another program.`)
  })
})

describe('the data folder', () => {
  test('is made for this person only, with everything in it', async () => {
    const folder = join(temporaryFolder('modes'), 'deep', 'er')
    const host = await startLoopback(built, [`--data=${folder}`])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'lock')).mode & 0o777).toBe(0o600)
    await host.end()
    expect(execFileSync('find', [folder, '-perm', '/077'], { encoding: 'utf8' })).toBe('')
  })

  test.for(['0755', '0750', '0701', '0722'])('is refused when others may enter it (mode %s)', (mode) => {
    const folder = temporaryFolder('open')
    chmodSync(folder, Number.parseInt(mode, 8))
    const { status, stderr } = runToEnd([`--data=${folder}`])
    expect(status).toBe(1)
    expect(stderr).toContain(`can be entered by others (mode ${mode})`)
    expect(stderr).toContain(`chmod 700 ${folder}`)
    expect(readdirSync(folder)).toEqual([])
  })

  test.skipIf(process.getuid?.() !== 0)('is refused when it belongs to somebody else', () => {
    const folder = temporaryFolder('foreign')
    chownSync(folder, 65534, 65534)
    const { status, stderr } = runToEnd([`--data=${folder}`])
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('belongs to another user') })
  })

  test('says so when it can’t be made', () => {
    const file = join(temporaryFolder('file'), 'file')
    writeFileSync(file, '')
    const { status, stderr } = runToEnd([`--data=${join(file, 'folder')}`])
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('can’t be made') })
  })
})

describe('one writer', () => {
  test('a second host on the folder only reads and names the first; when that one left it is the writer', async () => {
    const folder = temporaryFolder('lease')
    const first = await startLoopback(built, [`--data=${folder}`])
    const second = await startLoopback(built, [`--data=${folder}`])
    expect((await configOf(first)).readOnly).toBeNull()
    const { readOnly } = await configOf(second)
    expect(readOnly?.holder).toContain(`Rollcall in the browser (process ${first.process.pid} on `)
    await second.end()
    expect(existsSync(join(folder, 'lock'))).toBe(true)
    await first.end()
    const third = await startLoopback(built, [`--data=${folder}`])
    expect((await configOf(third)).readOnly).toBeNull()
    await third.end()
  })

  test('a killed host’s lease is taken over at once', async () => {
    const folder = temporaryFolder('killed')
    const first = await startLoopback(built, [`--data=${folder}`])
    await first.end('SIGKILL')
    expect(existsSync(join(folder, 'lock'))).toBe(true)
    const second = await startLoopback(built, [`--data=${folder}`])
    expect((await configOf(second)).readOnly).toBeNull()
    await second.end()
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([])
  })

  test('keeps its secrets under a name of its own, because the desktop program’s are not for every Node program', async () => {
    const host = await startLoopback(built, [`--data=${temporaryFolder('name')}`])
    expect((await configOf(host)).secretService).toBe('Rollcall loopback')
    await host.end()
  })
})

describe('nothing secret where others can see it', () => {
  test('opening the browser puts the code into no command line and no environment, only into a file of our own', async () => {
    const folder = temporaryFolder('browser')
    const tools = temporaryFolder('tools')
    // Stands where the system's opener would, and stays alive so that its command line can be read.
    writeFileSync(join(tools, 'xdg-open'), `#!/bin/sh\necho "$1" > ${tools}/opened\necho $$ > ${tools}/pid\nexec sleep 30\n`, {
      mode: 0o755,
    })
    const host = await startLoopback(built, [`--data=${folder}`], { env: { PATH: `${tools}:${process.env.PATH}` }, open: true })
    await expect.poll(() => existsSync(join(tools, 'pid'))).toBe(true)
    const page = readFileSync(join(tools, 'opened'), 'utf8').trim()
    expect(readFileSync(page, 'utf8')).toContain(`url=http://127.0.0.1:${host.port}/#code=${host.code}"`)
    expect([statSync(page).mode & 0o777, statSync(join(page, '..')).mode & 0o777]).toEqual([0o600, 0o700])
    if (process.getuid?.() === 0) {
      chmodSync(folder, 0o711)
      expect(spawnSync('cat', [page], { uid: 65534, gid: 65534 }).status).not.toBe(0)
    }

    const keys = await openSession(host)
    const secrets = [host.code, keys.token, keys.cookie.split('=')[1] ?? host.code]
    const visible = everyProcess()
    expect(visible.some((text) => text.includes('loopback.js'))).toBe(true)
    expect(visible.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([])
    expect(secrets.filter((secret) => host.output().stderr.includes(secret))).toEqual([])
    expect(existsSync(page)).toBe(false)
    await host.end()
    process.kill(Number(readFileSync(join(tools, 'pid'), 'utf8')), 'SIGKILL')
  })
})

/** The command line and the environment of every process that can be read. */
function everyProcess(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => ['cmdline', 'environ'].map((file) => readIfThere(`/proc/${pid}/${file}`)))
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

describe('the relay', () => {
  let host: LoopbackHost
  let keys: PageKeys

  beforeAll(async () => {
    host = await startLoopback(built, [`--data=${temporaryFolder('relay')}`])
    keys = await openSession(host)
  })

  afterAll(async () => {
    await host.end()
  })

  test('carries text as text and bytes as bytes', async () => {
    const socket = await openSocket(keys, 'reader')
    expect(await ask(socket, { ask: 'echo', value: 'Grüße \u0000 🙂' })).toBe('Grüße \u0000 🙂')
    const bytes = Buffer.from([0, 255, 128, 10])
    socket.send(bytes)
    expect(await nextMessage(socket)).toEqual(bytes)
    socket.close()
  })

  test('a second tab has a port of its own, and closing one leaves the other', async () => {
    const [one, other] = [await openSocket(keys, 'reader'), await openSocket(keys, 'reader')]
    const answers = await Promise.all([ask(one, { ask: 'echo', value: 'one' }), ask(other, { ask: 'echo', value: 'other' })])
    expect(answers).toEqual(['one', 'other'])
    one.close()
    await wait(50)
    expect(await ask(other, { ask: 'echo', value: 'still there' })).toBe('still there')
    other.close()
  })

  test('a service that dies closes its sockets with the reason, leaves the other service’s alone, and comes back', async () => {
    const [reader, collector] = [await openSocket(keys, 'reader'), await openSocket(keys, 'collector')]
    const end = closing(reader)
    reader.send(JSON.stringify({ ask: 'exit', value: 9 }))
    const { code, reason } = await end
    expect(code).toBe(4001)
    expect(reason).toBe("Rollcall's reader ended (code 9) and is being started again.")
    expect(await ask(collector, { ask: 'echo', value: 'alive' })).toBe('alive')
    await expect
      .poll(
        async () => {
          const again = await openSocket(keys, 'reader')
          return ask(again, { ask: 'echo', value: 'back' }).catch(() => 'down')
        },
        { timeout: 10_000, interval: 100 },
      )
      .toBe('back')
    collector.close()
  })

  test('a request that is never finished is dropped, and the sockets go on', { timeout: 20_000 }, async () => {
    const socket = await openSocket(keys, 'collector')
    const began = performance.now()
    const slow = connect(host.port, '127.0.0.1', () => slow.write('GET / HTTP/1.1\r\nHost: '))
    await new Promise((resolve) => slow.resume().once('close', resolve))
    expect(performance.now() - began).toBeLessThan(14_000)
    expect(await ask(socket, { ask: 'echo', value: 'unmoved' })).toBe('unmoved')
    socket.close()
  })

  test('idle connections beyond the limit are dropped, and the sockets go on', async () => {
    const socket = await openSocket(keys, 'collector')
    const idle = Array.from({ length: 100 }, () => connect(host.port, '127.0.0.1'))
    const dropped = idle.map((one) => new Promise<boolean>((resolve) => one.once('close', () => resolve(true))))
    await wait(500)
    const closed = await Promise.all(dropped.map((drop) => Promise.race([drop, wait(0, false)])))
    expect(closed.filter(Boolean).length).toBeGreaterThanOrEqual(36)
    expect(await ask(socket, { ask: 'echo', value: 'unmoved' })).toBe('unmoved')
    for (const one of idle) one.destroy()
    await wait(100)
    expect((await sendRaw(host.port, ['GET / HTTP/1.1', `Host: 127.0.0.1:${host.port}`])).status).toBe(200)
    socket.close()
  })
})
