import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

const SRC = join(import.meta.dirname, '../../src')

/** Modules that start something when they load. Whatever else the process consists of is imported by itself. */
const STARTS = ['main/index.ts', 'main/loopback.ts', 'main/*/service.ts', 'renderer/main.tsx']

/** What was said, and the places of the code it was said from, the nearest first. */
const said = vi.hoisted(() => [] as string[])

vi.mock(import('../../src/shared/language/language.ts'), async (original) => {
  const note = (message: string) => {
    const places = [...(new Error().stack ?? '').matchAll(/src\/[\w/.-]+:\d+/g)].map(([place]) => place)
    said.push([message, ...places].join(' < '))
    return message
  }
  return { ...(await original()), t: note as never, messageFormat: (message) => ({ format: () => note(message) }) as never }
})

// The little of a page that modules look at when they load: a window whose services never answer, without styles.
vi.mock('notistack', () => ({}))
vi.mock(import('../../src/renderer/components/nonce.ts'), () => ({ styleNonce: undefined }))
beforeAll(() => void vi.stubGlobal('window', { location: { protocol: 'app:' }, addEventListener: () => undefined }))
afterAll(() => void vi.unstubAllGlobals())

it('nothing is said while a module loads, when the language is not known yet', async () => {
  const files = globSync('{shared,main,renderer}/**/*.{ts,tsx}', { cwd: SRC, exclude: STARTS })
  for (const file of files) await import(pathToFileURL(join(SRC, file)).href)
  expect(said).toEqual([])
})
