import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dangerousSwitch } from '../../../src/main/electron/switches.ts'
import { builtHosts, hostsWithFixtureServices, removeTemporaryFolders, startLoopback, temporaryFolder } from '../../fixtures/built-hosts.ts'
import { type Desktop, type DesktopOptions, startDesktop } from '../../fixtures/electron/desktop.ts'

let built: string
let running: Desktop[] = []

beforeAll(() => {
  built = hostsWithFixtureServices()
})

afterEach(async () => {
  await Promise.all(running.map((desktop) => desktop.end()))
  running = []
})

afterAll(() => removeTemporaryFolders())

async function start(options: Partial<DesktopOptions> = {}): Promise<Desktop> {
  const desktop = await startDesktop({ built, ...options })
  running.push(desktop)
  return desktop
}

interface Config {
  readonly dataFolder: string
  readonly version: string
  readonly practice: boolean
  readonly practiceSessions: number | null
  readonly readOnly: { readonly holder: string } | null
  readonly secretService: string
}

async function configOf(desktop: Desktop): Promise<Config> {
  const { value } = await desktop.call<{ value: Config }>('ask', 'collector', { ask: 'config' })
  return value
}

describe('starting', () => {
  test('every service runs in a utility process of its own, without what would weaken it', async () => {
    const desktop = await start({ args: ['--practice'], env: { NODE_TLS_REJECT_UNAUTHORIZED: '0', ELECTRON_RUN_AS_NODE: '1' } })
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'reader', 1)
    const forked = (await desktop.recorded('utilityProcess.fork')) as { file: string; serviceName: string; env: string[] }[]
    expect(forked.map(({ serviceName }) => serviceName)).toEqual([
      'Rollcall keychain',
      'Rollcall practice',
      'Rollcall collector',
      'Rollcall reader',
    ])
    expect(forked.map(({ file }) => file)).toEqual(
      ['keychain', 'practice', 'collector', 'reader'].map((name) => join(built, 'main', name, 'service.js')),
    )
    expect(forked.flatMap(({ env }) => env).filter((name) => /^(NODE_TLS|NODE_OPTIONS|ELECTRON_RUN_AS_NODE)/.test(name))).toEqual([])
  })

  test('the page gets a port to the reader and one to the collector, and both answer', async () => {
    const desktop = await start()
    await desktop.call('runPreload')
    expect(await desktop.call('ask', 'reader', { ask: 'echo', value: 'hello' })).toEqual({ value: 'hello' })
    expect(await desktop.call('ask', 'collector', { ask: 'peers' })).toEqual({ value: { channels: ['keychain', 'changes'], heard: [] } })
    expect(await desktop.call('posted')).toEqual([
      { data: { type: 'rollcall:service', name: expect.any(String), state: 'up', reason: undefined }, origin: 'app://rollcall', ports: 1 },
      { data: { type: 'rollcall:service', name: expect.any(String), state: 'up', reason: undefined }, origin: 'app://rollcall', ports: 1 },
    ])
  })

  test('the collector hears at once that the machine woke up', async () => {
    const desktop = await start()
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'collector', 1)
    await desktop.call('wakeUp')
    expect(await desktop.call('ask', 'collector', { ask: 'woken' })).toEqual({ value: 1 })
  })

  test('a page that is loaded again gets fresh ports', async () => {
    const desktop = await start()
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'reader', 1)
    await desktop.call('waitForUp', 'collector', 1)
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'reader', 2)
    expect(await desktop.call('ask', 'reader', { ask: 'clients' })).toEqual({ value: 2 })
  })

  test('the usual data folder lies beside what Chromium keeps, for this person only', async () => {
    const desktop = await start()
    await desktop.call('runPreload')
    const { dataFolder, version, practice, readOnly, secretService } = await configOf(desktop)
    expect(dataFolder).toBe(join(desktop.userData, 'data'))
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700)
    expect({ version, practice, readOnly, secretService }).toEqual({
      version: '9.8.7',
      practice: false,
      readOnly: null,
      secretService: 'Rollcall',
    })
    expect(await desktop.call('umask')).toBe(0o077)
  })

  test('--data, --practice and --practice-sessions are heard among Chromium’s switches', async () => {
    const folder = temporaryFolder('chosen')
    const desktop = await start({
      args: ['--enable-logging', '--practice', `--data=${folder}`, '--practice-sessions=500', '--ozone-platform=x11', 'stray'],
    })
    await desktop.call('runPreload')
    expect(await configOf(desktop)).toMatchObject({ dataFolder: folder, practice: true, practiceSessions: 500 })
    expect(await desktop.recorded('app.setPath')).toEqual([{ name: 'userData', path: join(folder, 'window') }])
  })

  test('a wrong option is said in a box of the system, and nothing is started', async () => {
    const desktop = await start({ args: ['--practice-sessions=many'], ready: false })
    expect(await desktop.recorded('dialog.showErrorBox')).toEqual([
      { title: 'Rollcall can’t start', content: expect.stringContaining('--practice-sessions takes a whole number from 1 to 100000.') },
    ])
    expect(await desktop.recorded('app.exit')).toEqual([1])
    expect(await desktop.recorded('utilityProcess.fork')).toEqual([])
  })

  test('a second start of the program leaves at once', async () => {
    const desktop = await start({ onlyInstance: false })
    expect(await desktop.recorded('app.quit')).toHaveLength(1)
    expect(await desktop.call('windows')).toEqual([])
  })

  test('and the first shows its window', async () => {
    const desktop = await start()
    await desktop.call('secondInstance')
    for (const what of ['window.restore', 'window.show', 'window.focus']) expect(await desktop.recorded(what)).toHaveLength(1)
    expect(await desktop.call('windows')).toHaveLength(1)
  })

  test('crashes are reported to nobody', async () => {
    const desktop = await start()
    expect(await desktop.recorded('crashReporter.start')).toEqual([])
  })

  test.for(['remote-debugging-port', 'no-sandbox'])('an installed program does not start with --%s', async (name) => {
    const desktop = await start({ packaged: true, switches: [name] })
    expect(await desktop.recorded('app.exit')).toEqual([1])
    expect(await desktop.recorded('app.requestSingleInstanceLock')).toEqual([])
    expect(await desktop.call('windows')).toEqual([])
  })

  test('nor with any other switch of its kind, which are the developer’s business in development', async () => {
    for (const name of [
      'remote-debugging-pipe',
      'ignore-certificate-errors',
      'disable-web-security',
      'host-resolver-rules',
      'load-extension',
      'js-flags',
      'proxy-server',
      'inspect',
      'single-process',
      'browser-subprocess-path',
    ]) {
      const commandLine = { hasSwitch: (asked: string) => asked === name } as Electron.CommandLine
      expect(dangerousSwitch({ isPackaged: true, commandLine })).toBe(name)
      expect(dangerousSwitch({ isPackaged: false, commandLine })).toBeNull()
    }
    const desktop = await start({ packaged: false, switches: ['remote-debugging-port', 'no-sandbox'] })
    expect(await desktop.call('windows')).toHaveLength(1)
  })
})

describe('when something fails', () => {
  test('a service that dies is told with the reason, and comes back with a fresh port', async () => {
    const desktop = await start()
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'reader', 1)
    void desktop.call('ask', 'reader', { ask: 'exit', value: 5 }).catch(() => undefined)
    await desktop.call('waitForUp', 'reader', 2)
    const posted = await desktop.call<{ data: object; ports: number }[]>('posted')
    expect(posted.filter(({ data }) => 'name' in data && data.name === 'reader').slice(1)).toEqual([
      {
        data: {
          type: 'rollcall:service',
          name: 'reader',
          state: 'down',
          reason: "Rollcall's reader ended (code 5) and is being started again.",
        },
        origin: 'app://rollcall',
        ports: 0,
      },
      { data: { type: 'rollcall:service', name: 'reader', state: 'up', reason: undefined }, origin: 'app://rollcall', ports: 1 },
    ])
    expect(await desktop.call('ask', 'reader', { ask: 'echo', value: 'back' })).toEqual({ value: 'back' })
  })

  test('a service that refuses its start ends the program with the reason on screen', async () => {
    const desktop = await start({ env: { ROLLCALL_TEST_FAIL: 'collector' } })
    await desktop.call('waitForRecord', 'app.exit')
    expect(await desktop.recorded('dialog.showErrorBox')).toEqual([
      { title: 'Rollcall can’t start', content: "The collector's file is damaged.\n\nRestore it." },
    ])
    expect(await desktop.recorded('app.exit')).toEqual([1])
    expect(existsSync(join(desktop.userData, 'data', 'lock'))).toBe(false)
  })

  test('an unsafe data folder is refused on screen', async () => {
    const folder = temporaryFolder('unsafe')
    chmodSync(folder, 0o755)
    const desktop = await start({ args: [`--data=${folder}`] })
    await desktop.call('waitForRecord', 'app.exit')
    expect(await desktop.recorded('dialog.showErrorBox')).toEqual([
      { title: 'Rollcall can’t start', content: expect.stringContaining('can be entered by others (mode 0755)') },
    ])
    expect(await desktop.recorded('utilityProcess.fork')).toEqual([])
  })

  test('a page that crashes is loaded again, but not for ever', async () => {
    const desktop = await start()
    for (let crash = 0; crash < 5; crash += 1) await desktop.call('crashPage', 'crashed')
    expect(await desktop.recorded('webContents.loadURL')).toEqual(['app://rollcall/', 'app://rollcall/', 'app://rollcall/'])
  })

  test('a folder that the loopback host writes is only read, and its holder is named; and the other way round', async () => {
    const folder = temporaryFolder('both')
    const host = await startLoopback(built, [`--data=${folder}`])
    const second = await start({ args: [`--data=${folder}`] })
    await second.call('runPreload')
    expect((await configOf(second)).readOnly?.holder).toContain(`Rollcall in the browser (process ${host.process.pid} on `)
    await second.end()
    await host.end()
    const first = await start({ args: [`--data=${folder}`] })
    await first.call('runPreload')
    expect((await configOf(first)).readOnly).toBeNull()
  })
})

describe('leaving', () => {
  test('closing the window stops every service in order, gives the folder back and then ends the program', async () => {
    const desktop = await start()
    await desktop.call('runPreload')
    await desktop.call('waitForUp', 'reader', 1)
    await desktop.call('closeWindow')
    await desktop.call('waitForRecord', 'app.exit')
    const folder = join(desktop.userData, 'data')
    expect(readFileSync(join(folder, 'stopped'), 'utf8').trim().split('\n')).toEqual(['reader', 'collector', 'keychain'])
    expect(existsSync(join(folder, 'lock'))).toBe(false)
    expect(await desktop.recorded('will-quit prevented')).toHaveLength(1)
    expect(await desktop.recorded('app.exit')).toEqual([0])
  })

  test('the window comes back where it was', async () => {
    const first = await start()
    await first.call('closeWindow')
    await first.call('waitForRecord', 'app.exit')
    expect(statSync(join(first.userData, 'window.json')).mode & 0o777).toBe(0o600)
    const second = await start({ userData: first.userData })
    expect(await second.call('windows')).toMatchObject([{ x: 10, y: 20, width: 1000, height: 700 }])
  })

  test.for([
    ['on a screen that is gone', '{"x":5000,"y":20,"width":1000,"height":700,"maximized":false}'],
    ['above every screen', '{"x":10,"y":-400,"width":1000,"height":700,"maximized":false}'],
    ['without a size', '{"x":10,"y":20}'],
    ['that is no JSON', '{"x":10,'],
  ] as const)('a remembered place %s is forgotten', async ([, text]) => {
    const userData = temporaryFolder('place')
    writeFileSync(join(userData, 'window.json'), text)
    const desktop = await start({ userData })
    expect(await desktop.call('windows')).toMatchObject([{ width: 1400, height: 900 }])
  })
})

describe('menus', () => {
  interface Item {
    readonly role?: string
    readonly label?: string
    readonly submenu?: readonly Item[]
  }
  async function rolesOf(desktop: Desktop): Promise<string[]> {
    const flat = (items: readonly Item[]): string[] =>
      items.flatMap(({ role, submenu }) => [...(role ? [role] : []), ...flat(submenu ?? [])])
    const [template] = (await desktop.recorded('Menu.setApplicationMenu')) as Item[][]
    return flat(template ?? [])
  }

  test('have what people expect, and nothing for developers in an installed program', async () => {
    const roles = await rolesOf(await start({ packaged: true }))
    expect(roles).toEqual(
      expect.arrayContaining([
        'undo',
        'redo',
        'cut',
        'copy',
        'paste',
        'selectAll',
        'resetZoom',
        'zoomIn',
        'zoomOut',
        'togglefullscreen',
        'quit',
      ]),
    )
    expect(roles.filter((role) => ['reload', 'forceReload', 'toggleDevTools'].includes(role))).toEqual([])
  })

  test('offer for the focused session what its own menu offers, ending last and apart', async () => {
    const desktop = await start()
    const [template] = (await desktop.recorded('Menu.setApplicationMenu')) as Item[][]
    const session = template?.find(({ label }) => label === '&Session')?.submenu ?? []
    expect(session.map(({ label }) => label ?? '-')).toEqual([
      'Details',
      'Show all of this user on all servers',
      '-',
      'Show only this value',
      'Exclude this value',
      '-',
      'Copy row',
      'Copy rows with headers',
      '-',
      'Terminate…',
      'Log out on all devices…',
    ])
  })

  test('offer reloading and the developer tools in development', async () => {
    expect(await rolesOf(await start({ packaged: false }))).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
  })

  test('choosing an action has the page do it, once the page is there', async () => {
    const desktop = await start()
    await desktop.call('chooseInMenuBar', 'Find sessions')
    await desktop.call('runPreload')
    await desktop.call('chooseInMenuBar', 'Terminate…')
    const posted = await desktop.call<{ data: { type?: string; id?: string }; origin: string }[]>('posted')
    const actions = posted.filter(({ data }) => data.type === 'rollcall:action')
    expect(actions).toMatchObject([{ data: { id: 'sessions.terminate' }, origin: 'app://rollcall' }])
  })

  test('the right-click menu copies what is selected and edits what can be edited', async () => {
    const desktop = await start()
    const editFlags = { canUndo: true, canRedo: false, canCut: true, canCopy: true, canPaste: true }
    await desktop.call('contextMenu', { isEditable: false, selectionText: '', editFlags })
    await desktop.call('contextMenu', { isEditable: false, selectionText: 'ann', editFlags })
    await desktop.call('contextMenu', { isEditable: true, selectionText: '', editFlags })
    const [copying, editing] = (await desktop.recorded('menu.popup')) as Item[][]
    expect(copying).toEqual([{ role: 'copy' }])
    expect(editing?.map(({ role }) => role)).toContain('paste')
    expect(await desktop.recorded('menu.popup')).toHaveLength(2)
  })
})

describe('with the real services', () => {
  test('a call goes from the page’s port to the reader and back', async () => {
    const desktop = await start({ built: builtHosts() })
    await desktop.call('runPreload')
    expect(await desktop.call('aboutByRpc')).toMatchObject({ version: '9.8.7', practice: false, readOnly: null })
    const folder = join(desktop.userData, 'data')
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['cache.db', 'journal.db', 'lock']))
    expect(readdirSync(folder).filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0)).toEqual([])
  })
})
