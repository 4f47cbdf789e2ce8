import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fingerprint } from '../../scripts/lib/build-output.mjs'

describe('whether the build is stale', () => {
  let folder: string
  let before: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-build-'))
    await mkdir(join(folder, 'src/main'), { recursive: true })
    await writeFile(join(folder, 'src/main/index.ts'), 'one')
    await writeFile(join(folder, 'package-lock.json'), '{}')
    before = fingerprint(folder)
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('does not depend on when a file was written', async () => {
    await utimes(join(folder, 'src/main/index.ts'), 0, 0)
    expect(fingerprint(folder)).toBe(before)
  })

  test.each([
    ['a changed file', 'src/main/index.ts', 'two'],
    ['a new file', 'src/main/new.ts', ''],
    ['a new dependency', 'package-lock.json', '{"a":1}'],
  ])('depends on %s', async (_, file, content) => {
    await writeFile(join(folder, file), content)
    expect(fingerprint(folder)).not.toBe(before)
  })

  test('depends on a file that has moved or gone', async () => {
    await rm(join(folder, 'src/main/index.ts'))
    const gone = fingerprint(folder)
    await writeFile(join(folder, 'src/index.ts'), 'one')
    expect(new Set([before, gone, fingerprint(folder)]).size).toBe(3)
  })
})
