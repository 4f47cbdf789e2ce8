import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { promisify } from 'node:util'
import { extractFile, getRawHeader, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { node } from '../../scripts/lib/paths.mjs'
import { binaryOf, resourcesOf, type Target, writeFakeElectron } from './fake-electron.ts'

const ROOT = join(import.meta.dirname, '../..')
const VERSION = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')).version

const TARGETS: readonly { readonly target: Target; readonly option: string; readonly unpacked: string }[] = [
  { target: 'linux', option: '--linux', unpacked: 'linux-unpacked' },
  { target: 'win32', option: '--win', unpacked: 'win-unpacked' },
  { target: 'darwin', option: '--mac', unpacked: 'mac' },
]

/** What a start needs; the rest of `out/` are shared files and the page's assets. */
const ENTRIES = [
  '/out/main/index.js',
  '/out/main/collector/service.js',
  '/out/main/reader/service.js',
  '/out/main/keychain/service.js',
  '/out/main/practice/service.js',
  '/out/preload/index.cjs',
  '/out/renderer/index.html',
]

describe.each(TARGETS)('the package for $target', ({ target, option, unpacked }) => {
  let folder: string
  let application: string
  let archive: string
  let packed: readonly string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), `rollcall-pack-${target}-`))
    await writeFakeElectron(target, join(folder, 'electron'), VERSION)
    const output = join(folder, 'dist')
    await promisify(execFile)(
      node,
      [
        'scripts/package.mjs',
        option,
        'dir',
        '--x64',
        `-c.electronDist=${join(folder, 'electron')}`,
        `-c.directories.output=${output}`,
        '-c.mac.identity=null',
      ],
      { cwd: ROOT },
    )
    application = join(output, unpacked)
    archive = join(resourcesOf(target, application), 'app.asar')
    packed = listPackage(archive, { isPack: false })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => posix.extname(path) !== '' || path.endsWith('LICENSE'))
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('holds the host, every service, the preload and the page', () => {
    expect(packed).toEqual(expect.arrayContaining(ENTRIES))
  })

  test("holds this target's natives and no other's", async () => {
    const loose = await readdir(`${archive}.unpacked`, { recursive: true })
    const natives = loose.filter((path) => path.endsWith('.node')).map((path) => path.replaceAll('\\', '/'))
    expect(natives.sort()).toEqual([
      `node_modules/better-sqlite3/prebuilds/${target}-x64.node`,
      expect.stringMatching(new RegExp(`^node_modules/keytar/prebuilds/${target}-x64/[^/]+\\.node$`)),
    ])
    expect(packed.filter((path) => path.endsWith('.node'))).toHaveLength(2)
  })

  test('holds no loopback host, no sources, no tests and no development files', () => {
    const unwanted = packed.filter((path) =>
      /loopback|\.ts$|\.tsx$|\.map$|\.c$|\.cc$|\.gyp$|^\/(src|tests|scripts|build|docs)\//.test(path),
    )
    expect(unwanted).toEqual([])
    expect(packed.filter((path) => /^\/out\/\./.test(path))).toEqual([])
  })

  test('holds no code that nothing in it can reach', () => {
    const scripts = packed.filter((path) => path.startsWith('/out/main/'))
    const entries = ENTRIES.filter((path) => path.startsWith('/out/main/'))
    expect([...reachable(archive, entries, scripts)].sort()).toEqual([...scripts].sort())
  })

  test('brings no module but the two natives', () => {
    const modules = packed.map((path) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter((name) => name !== undefined)
    expect([...new Set(modules)].sort()).toEqual(['better-sqlite3', 'keytar'])
  })

  test('starts the Electron host', () => {
    const description = JSON.parse(extractFile(archive, 'package.json').toString())
    expect(description).toMatchObject({ name: 'rollcall', main: 'out/main/index.js', type: 'module' })
    expect(description.devDependencies).toBeUndefined()
    expect(description.scripts).toBeUndefined()
  })

  test('has every fuse set as decided', async () => {
    const wire = await getCurrentFuseWire(binaryOf(target, application))
    const states = Object.fromEntries(
      Object.values(FuseV1Options)
        .filter((fuse) => typeof fuse === 'number')
        .map((fuse) => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE]),
    )
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: target !== 'linux',
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    })
  })

  if (target !== 'linux') {
    test('carries the hash of its archive, which Electron compares at start', async () => {
      const hash = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
      const carrier = target === 'win32' ? binaryOf(target, application) : join(application, 'Rollcall.app/Contents/Info.plist')
      expect((await readFile(carrier)).includes(hash)).toBe(true)
    })
  }

  test('has no loose application code beside the archive', () => {
    expect(existsSync(join(dirname(archive), 'app'))).toBe(false)
    expect(existsSync(join(dirname(archive), 'default_app.asar'))).toBe(false)
  })
})

test('the macOS package asks for nothing but compiling JavaScript while it runs', async () => {
  const entitlements = await readFile(join(ROOT, 'build/entitlements.mac.plist'), 'utf8')
  expect(entitlements.match(/<key>[^<]+<\/key>/g)).toEqual(['<key>com.apple.security.cs.allow-jit</key>'])
})

/** The entries, and those of the scripts that they name as an import, directly or not. */
function reachable(archive: string, entries: readonly string[], scripts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...entries]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue
    found.add(path)
    const folder = posix.dirname(path)
    const code = extractFile(archive, path.slice(1)).toString()
    open.push(...scripts.filter((script) => code.includes(`"${asImported(folder, script)}"`)))
  }
  return found
}

function asImported(folder: string, path: string): string {
  const relative = posix.relative(folder, path)
  return relative.startsWith('.') ? relative : `./${relative}`
}
