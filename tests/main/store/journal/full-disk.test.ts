import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './fixture.ts'

const UNSHARE = spawnSync('unshare', ['-rm', 'true']).status === 0

describe('a disk that fills up in the middle of a run', () => {
  it.skipIf(!UNSHARE)(
    'takes the outcome of all that was asked and no new intent (skipped where a small file system can not be mounted)',
    () => {
      const folder = temporaryFolder()
      const script = join(import.meta.dirname, 'fill-disk.ts')
      const command = 'mount -t tmpfs -o size=4m tmpfs "$1" && exec "$2" "$3" "$1"'
      const output = execFileSync('unshare', ['-rm', 'bash', '-c', command, 'bash', folder, process.execPath, script], { encoding: 'utf8' })
      expect(JSON.parse(output)).toEqual({
        refused: { 'journal-unwritable': 168 },
        written: { written: 32 },
        afterwards: { 'journal-unwritable': 10 },
        chain: null,
        integrity: 'ok',
      })
    },
  )
})
