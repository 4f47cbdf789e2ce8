import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FaultServer, startFaultServer } from '../../../faults/fault-server.ts'
import type { Fault } from '../../../faults/faults.ts'
import { honestRow, honestRows } from '../../../faults/watched-server.ts'

const READER = fileURLToPath(new URL('hostile-reader.ts', import.meta.url))
let faulty: FaultServer

beforeEach(async () => {
  faulty = await startFaultServer({ sessions: honestRows(5) })
})
afterEach(() => faulty.close())

/** Reads the server in a process that may use 256 MB of heap. */
async function readWithLittleMemory(): Promise<{ readonly outcome: string; readonly grownMb: number; readonly stoodMs: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=256', READER, faulty.url])
  return JSON.parse(stdout) as { outcome: string; grownMb: number; stoodMs: number }
}

const deep = (levels: number): string => `[{"id":"a","x":${'['.repeat(levels)}${']'.repeat(levels)}}]`
const cases: readonly (readonly [string, Fault, string])[] = [
  ['a body without end', { kind: 'endless' }, 'too-large'],
  ['1 GiB in 1 MB of gzip', { kind: 'gzip-bomb', bytes: 1024 * 1024 * 1024 }, 'too-large'],
  ['arrays 500 000 deep', { kind: 'answer', status: 200, body: deep(500_000) }, 'complete: null'],
  ['arrays five million deep', { kind: 'answer', status: 200, body: deep(5_000_000) }, 'too-large'],
  ['ten million empty objects', { kind: 'answer', status: 200, body: `[${'{},'.repeat(10_000_000)}{}]` }, 'too-large'],
  [
    'pages without end',
    { kind: 'endless-pages', row: (index) => honestRow(`s${index}`, 1) },
    'partial: only the first 100\u00a0000 sessions were read',
  ],
]
it.each(cases)('%s neither fill the memory nor stop the process', { timeout: 60_000 }, async (_, fault, expected) => {
  faulty.setFault(fault)
  const { outcome, grownMb, stoodMs } = await readWithLittleMemory()
  expect(outcome).toBe(expected)
  expect(grownMb).toBeLessThan(fault.kind === 'endless-pages' ? 400 : 150)
  expect(stoodMs).toBeLessThan(5000)
})
