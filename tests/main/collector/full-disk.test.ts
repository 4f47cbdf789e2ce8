import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './engine.ts'

const UNSHARE = spawnSync('unshare', ['-rm', 'true']).status === 0
const SHOWN = { rows: ['a on Keep', 'b on Keep', 'c on Keep'], firstBad: null }

function startOnFullDisk(how: 'stopped' | 'killed' | 'never'): unknown {
  const script = join(import.meta.dirname, 'on-full-disk.ts')
  const command = 'mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" "$3" "$1" "$4"'
  const words = ['-rm', 'bash', '-c', command, 'bash', temporaryFolder(), process.execPath, script, how]
  return JSON.parse(execFileSync('unshare', words, { encoding: 'utf8' }))
}

describe.skipIf(!UNSHARE)('a disk that is full when Rollcall starts (skipped where a small file system can not be mounted)', () => {
  it.each(['stopped', 'killed'] as const)(
    'is no reason to show nothing: what was cached is there, nothing is asked, and the next start with room goes on (%s before)',
    (how) => {
      expect(startOnFullDisk(how)).toEqual({
        onFullDisk: { refusals: ['disk-full', 'disk-full'], shown: SHOWN, requests: 0 },
        afterwards: { refusal: 'none', shown: SHOWN },
      })
    },
  )

  it('is told as such when there is nothing to show yet', () => {
    expect(startOnFullDisk('never')).toBe('disk-full')
  })
})
