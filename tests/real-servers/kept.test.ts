import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, test, vi } from 'vitest'
import { freePorts, keep, newFolder } from './kept.ts'
import { answers, listener } from './listener.ts'

// The servers of others are of Debian; process groups and their signals are of Unix.
describe.skipIf(process.platform === 'win32')('what is started for a test', () => {
  const env = { PATH: process.env.PATH }

  test('ends with its children and its folder when it is stopped', async () => {
    const folder = newFolder('kept')
    const [port = 0] = await freePorts(1)
    const kept = await keep({ folder, commands: [listener(port)] }, () => answers(port))
    await kept.stop()
    await gone(folder, port)
  })

  test('ends also where it hears no SIGTERM', async () => {
    const folder = newFolder('kept')
    const [port = 0] = await freePorts(1)
    const kept = await keep({ folder, commands: [listener(port, true)] }, () => answers(port))
    await kept.stop()
    await gone(folder, port)
  })

  test('ends when the test that started it is killed', async () => {
    const starter = spawn(process.execPath, [join(import.meta.dirname, 'start-and-stay.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(createInterface({ input: starter.stdout }), 'line')
    const { folder, port } = JSON.parse(line)
    expect([await answers(port), existsSync(folder)]).toEqual([true, true])
    starter.kill('SIGKILL')
    await gone(folder, port)
  })

  test('tells the last words of a program that ends before it is ready, and leaves nothing', async () => {
    const folder = newFolder('kept')
    const commands = [
      { command: 'sleep', args: ['100'], env },
      { command: 'sh', args: ['-c', 'echo no such luck; exit 3'], env },
    ]
    await expect(keep({ folder, commands }, () => Promise.resolve(false))).rejects.toThrow(/sh ended \(3\)\nno such luck/)
    expect(existsSync(folder)).toBe(false)
  })
})

/** A killed process may hold its port for a moment after the one that was waited for. */
async function gone(folder: string, port: number): Promise<void> {
  await vi.waitFor(async () => expect([await answers(port), existsSync(folder)]).toEqual([false, false]), 10_000)
}
