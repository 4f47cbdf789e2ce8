import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostsWithFixtureServices, removeTemporaryFolders } from '../../fixtures/built-hosts.ts'
import { type Desktop, startDesktop } from '../../fixtures/electron/desktop.ts'

const ROOT = join(import.meta.dirname, '../../..')
const FOREIGN = [
  'https://evil.test/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://evil/',
  'app://rollcall.evil/',
  'app://user@rollcall/',
  'app:rollcall',
  'data:text/html,<script>1</script>',
  'blob:app://rollcall/1',
  'javascript:alert(1)',
  'about:blank',
  'ws://evil.test/',
  'ftp://evil.test/',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://rollcall/',
  'no url at all',
  '',
]

let built: string
let desktop: Desktop
let preferences: Record<string, unknown>

beforeAll(async () => {
  built = hostsWithFixtureServices()
  desktop = await startDesktop({ built, packaged: true })
  const [window] = await desktop.call<{ webPreferences: Record<string, unknown> }[]>('windows')
  preferences = window?.webPreferences ?? {}
})

afterAll(async () => {
  await desktop.end()
  removeTemporaryFolders()
})

/** The names of all permissions that this version of Electron knows, so that a new one fails here until it is denied. */
function everyPermission(): string[] {
  const types = readFileSync(join(ROOT, 'node_modules/electron/electron.d.ts'), 'utf8')
  const declarations = types.match(/setPermission(?:Check|Request)Handler\(handler: .*permission: ([^,]+),/g) ?? []
  return [...new Set(declarations.flatMap((text) => text.match(/'[\w-]+'/g) ?? []))].map((name) => name.slice(1, -1))
}

describe('Electron’s security checklist', () => {
  test('1: only secure content is loaded: the page from app:// and nothing else', async () => {
    expect(await desktop.recorded('window.loadURL')).toEqual(['app://rollcall/'])
    expect(await desktop.call('requests', FOREIGN)).toEqual([])
    expect(await desktop.call('requests', ['app://rollcall/', 'app://rollcall/assets/x.js'])).toHaveLength(2)
  })

  test('2: Node.js is in no page, frame or worker', () => {
    expect(preferences).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })
  })

  test('3: contexts are isolated', () => {
    expect(preferences.contextIsolation).toBe(true)
  })

  test('4: every page is sandboxed, from before the program is ready, with a preload that needs nothing but electron', async () => {
    expect(preferences.sandbox).toBe(true)
    const order = (await desktop.call<{ what: string }[]>('record')).map(({ what }) => what)
    expect(order.indexOf('app.enableSandbox')).toBeGreaterThanOrEqual(0)
    expect(order.indexOf('app.enableSandbox')).toBeLessThan(order.indexOf('ready'))
    const preload = readFileSync(join(built, 'preload', 'index.cjs'), 'utf8')
    expect(preload.match(/require\(["'`][^)]*\)/g)).toEqual(['require("electron")'])
    expect(preload.length).toBeLessThan(2000)
  })

  test('5: every permission is denied in every session, also in one made later, and no device is chosen', async () => {
    const names = everyPermission()
    expect(names).toEqual(
      expect.arrayContaining(['geolocation', 'media', 'notifications', 'loopback-network', 'local-network-access', 'clipboard-read']),
    )
    expect(await desktop.call('permissions', [...names, 'one that is not known yet'])).toEqual([])
    const { chosen, prevented } = await desktop.call<{ chosen: unknown[]; prevented: string[] }>('devices')
    expect(chosen).toEqual([null, { confirmed: false }, null, '', undefined, ''])
    expect(prevented).toEqual([
      'hid',
      'serial',
      'usb',
      'bluetooth',
      'download of https://example.org/file',
      'download of blob:app://rollcall.evil/made-elsewhere',
      'download of app://rollcall/index.html',
    ])
  })

  test('6: web security is on', () => {
    expect(preferences.webSecurity).toBe(true)
  })

  test('7: a content security policy comes as a header with every answer', async () => {
    for (const url of ['app://rollcall/', 'app://rollcall/nothing-here']) {
      const { headers } = await desktop.call<{ headers: Record<string, string> }>('fetchPage', url)
      const policy = headers['content-security-policy'] ?? ''
      expect(policy.split('; ')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
        ]),
      )
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
    }
    const { headers, body } = await desktop.call<{ headers: Record<string, string>; body: string }>('fetchPage', 'app://rollcall/')
    const nonce = /'nonce-([\w-]+)'/.exec(headers['content-security-policy'] ?? '')?.[1]
    expect(body).toContain(`<meta property="csp-nonce" content="${nonce}">`)
  })

  test('8: insecure content is not allowed to run', () => {
    expect(preferences.allowRunningInsecureContent).toBe(false)
  })

  test('9: no experimental features', async () => {
    expect(preferences.experimentalFeatures).toBe(false)
    expect(await desktop.recorded('commandLine.appendSwitch')).toEqual([])
  })

  test('10: no Blink features are switched on', () => {
    expect(Object.keys(preferences).filter((name) => /blinkfeatures/i.test(name))).toEqual([])
  })

  test('11: there are no webviews, so none may open windows', () => {
    expect(preferences.webviewTag).toBe(false)
    const page = readdirSync(join(built, 'renderer'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
    expect(page.filter((file) => /allowpopups|<webview/i.test(readFileSync(join(built, 'renderer', file), 'utf8')))).toEqual([])
  })

  test('12: a webview that is created all the same is not attached', async () => {
    expect(await desktop.call('attachWebview')).toBe(true)
  })

  test.for(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    '13: %s leads nowhere but to the page, in this and in any other contents',
    async (event) => {
      for (const ofNewContents of [false, true]) {
        expect(await desktop.call('navigations', event, FOREIGN, ofNewContents)).toEqual([])
        expect(await desktop.call('navigations', event, ['app://rollcall/'], ofNewContents)).toEqual(['app://rollcall/'])
      }
    },
  )

  test('14: no window is opened', async () => {
    for (const url of [...FOREIGN, 'app://rollcall/']) expect(await desktop.call('openWindow', url)).toEqual({ action: 'deny' })
  })

  test('15: nothing is handed to the system to open', async () => {
    const files = readdirSync(join(built, 'main'), { encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
    expect(files.filter((file) => readFileSync(join(built, 'main', file), 'utf8').includes('openExternal'))).toEqual([])
    expect(await desktop.recorded('shell.openExternal')).toEqual([])
  })

  test('16: the newest line of Electron is pinned and is what is installed', () => {
    const read = (file: string) =>
      JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { version: string; devDependencies: Record<string, string> }
    const pinned = read('package.json').devDependencies.electron
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
    expect(Number(pinned?.split('.')[0])).toBeGreaterThanOrEqual(45)
    expect(read('node_modules/electron/package.json').version).toBe(pinned)
  })

  test.for([
    ['the page itself', { parent: null, origin: 'app://rollcall' }, false, 2],
    ['a frame that is gone', null, false, 0],
    ['a frame inside the page', { parent: {}, origin: 'app://rollcall' }, false, 0],
    ['a foreign page in our window', { parent: null, origin: 'https://evil.test' }, false, 0],
    ['an origin that starts like ours', { parent: null, origin: 'app://rollcall.evil' }, false, 0],
    ['a page without an origin', { parent: null, origin: 'null' }, false, 0],
    ['other contents', { parent: null, origin: 'app://rollcall' }, true, 0],
  ] as const)('17: a message from %s is answered as it deserves', async ([, frame, fromOther, answers]) => {
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'reader', 1)
    await desktop.call('waitForUp', 'collector', 1)
    expect(await desktop.call('sendReady', frame, fromOther)).toBe(answers)
  })

  test('17: and there is no other message to send', async () => {
    expect(await desktop.call('ipcChannels')).toEqual({ global: [], ofWindow: ['rollcall:ready'] })
  })

  test('18: the page comes from app://, whose scheme has three privileges and no more, never from file://', async () => {
    expect(await desktop.recorded('protocol.registerSchemesAsPrivileged')).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
    ])
    expect(await desktop.recorded('protocol.handle')).toEqual([{ scheme: 'app', partition: 'rollcall' }])
    expect(await desktop.call('sessionOfWindow')).toBe('rollcall')
  })

  test('18: no path leads to anything but a file of the page', { timeout: 60_000 }, async () => {
    const files = readdirSync(join(built, 'renderer'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(built, 'renderer').length + 1))
    const { wrong, served } = await desktop.call<{ wrong: string[]; served: number }>('traversal', files, 20_000)
    expect(wrong).toEqual([])
    expect(served).toBeGreaterThan(10)
    for (const file of files.filter((name) => name !== 'index.html')) {
      expect((await desktop.call<{ status: number }>('fetchPage', `app://rollcall/${file}`)).status).toBe(200)
    }
    expect((await desktop.call<{ status: number }>('fetchPage', 'app://rollcall/', 'POST')).status).toBe(405)
  })

  test('19: every fuse is decided, as the threat model has it', () => {
    const config = readFileSync(join(ROOT, 'electron-builder.config.mjs'), 'utf8')
    const decided = Object.fromEntries([...config.matchAll(/\[FuseV1Options\.(\w+)\]: (.+),/g)].map(([, name, value]) => [name, value]))
    expect(config).toContain('strictlyRequireAllFuses: true')
    expect(decided).toEqual({
      RunAsNode: 'false',
      EnableCookieEncryption: 'true',
      EnableNodeOptionsEnvironmentVariable: 'false',
      EnableNodeCliInspectArguments: 'false',
      EnableEmbeddedAsarIntegrityValidation: "platform !== 'linux'",
      OnlyLoadAppFromAsar: 'true',
      LoadBrowserProcessSpecificV8Snapshot: 'false',
      GrantFileProtocolExtraPrivileges: 'false',
      WasmTrapHandlers: 'true',
    })
  })

  test('20: the page gets messages and ports, and no part of Electron', async () => {
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'reader', 1)
    const { required, pageGlobals } = await desktop.call<{ required: string[]; pageGlobals: string[] }>('preloadFacts')
    expect([...new Set(required)]).toEqual(['electron'])
    expect(pageGlobals).toEqual([])
    for (const { data, origin } of await desktop.call<{ data: object; origin: string }[]>('posted')) {
      expect(origin).toBe('app://rollcall')
      expect(Object.keys(data).toSorted()).toEqual(['name', 'reason', 'state', 'type'])
    }
  })
})
