import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { node } from '../../scripts/lib/paths.mjs'

const ROOT = join(import.meta.dirname, '../..')

const CODE: Readonly<Record<string, string>> = {
  'src/main/window.ts': 'export const title = document.title\n',
  'src/main/loose.ts': 'export const first: string = ["a"][0]\n',
  'src/shared/file.ts': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n",
  'src/shared/page.ts': 'export const href = window.location.href\n',
  'src/renderer/file.ts': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n",
  'src/renderer/environment.ts': 'export const home = process.env.HOME\n',
  'src/renderer/Page.tsx': 'export const title = document.title\n',
  'src/preload/index.ts': "import { ipcRenderer } from 'electron'\nexport const link = [ipcRenderer, window.location] as const\n",
}

let folder: string

/** The files that the compiler refuses. */
async function refused(config: string): Promise<readonly string[]> {
  const args = [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', config, '--pretty', 'false']
  const { stdout } = await promisify(execFile)(node, args, { cwd: folder }).catch((error) => error)
  const files = [...String(stdout).matchAll(/^([^(\n]+)\(\d/gm)].map(([, file]) => file ?? '')
  return [...new Set(files)].sort()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-types-'))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const name of ['base', 'node', 'web', 'preload'])
    await cp(join(ROOT, `tsconfig.${name}.json`), join(folder, `tsconfig.${name}.json`))
  for (const [file, code] of Object.entries(CODE)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), code)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the main side has no page, and reading past an array is an error', async () => {
  expect(await refused('tsconfig.node.json')).toEqual(['src/main/loose.ts', 'src/main/window.ts', 'src/shared/page.ts'])
})

test('the page has no Node, and shared code has neither', async () => {
  expect(await refused('tsconfig.web.json')).toEqual(['src/renderer/environment.ts', 'src/renderer/file.ts', 'src/shared/file.ts'])
})

test('the preload has both, and nothing else has', async () => {
  expect(await refused('tsconfig.preload.json')).toEqual([])
})
