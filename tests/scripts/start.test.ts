import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { node } from '../../scripts/lib/paths.mjs'

const ROOT = join(import.meta.dirname, '../..')

let folder: string

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The lines up to the ready line. */
async function linesUntilReady(child: { readonly stdout: Readable }): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.startsWith('Rollcall is ready: ')) return lines
  }
  throw new Error(`it ended before it was ready: ${lines.join(' / ')}`)
}

function addressIn(lines: readonly string[]): URL {
  return new URL(lines.at(-1)?.replace('Rollcall is ready: ', '') ?? '')
}

/** Resolves once nothing answers at the address any more. */
async function gone(address: URL): Promise<void> {
  for (;;) {
    const answered = await fetch(address).then(
      () => true,
      () => false,
    )
    if (!answered) return
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))

// Windows has no signal that a program could answer in order.
describe.skipIf(process.platform === 'win32')('npm start', () => {
  test('serves the page, keeps stdout for the ready line, and takes the host with it when it is ended', async () => {
    const npm = start('npm', ['start', '--silent', '--', '--host=loopback', '--no-open', '--practice', `--data=${folder}`])
    const lines = await linesUntilReady(npm)
    expect(lines).toHaveLength(1)
    const address = addressIn(lines)
    expect(address.hostname).toBe('127.0.0.1')
    expect(address.hash).toMatch(/^#code=[\w-]{20,}$/)
    const page = await fetch(address)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')])
    npm.kill('SIGTERM')
    await gone(address)
  })

  test('ends with the code of the host, which leaves in order', async () => {
    const script = start(node, ['scripts/start.mjs', '--host=loopback', '--no-open', `--data=${folder}`])
    await linesUntilReady(script)
    script.kill('SIGINT')
    expect(await once(script, 'exit')).toEqual([0, null])
  })

  test('says which option it does not know, and starts nothing', async () => {
    const script = start(node, ['scripts/start.mjs', '--practise'])
    const [said, [code]] = await Promise.all([text(script.stderr), once(script, 'exit')])
    expect(said).toContain('"--practise"')
    expect(said).toContain('--practice ')
    expect(code).toBe(1)
  })

  test.runIf(process.platform === 'linux')('refuses Electron where there is no display, and says so', async () => {
    const script = start(node, ['scripts/start.mjs', '--host=electron'], { DISPLAY: '', WAYLAND_DISPLAY: '' })
    const [said, [code]] = await Promise.all([text(script.stderr), once(script, 'exit')])
    expect(said).toContain('no display')
    expect(code).toBe(1)
  })
})
