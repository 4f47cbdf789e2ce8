import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecretStore, type SecretStore } from '../../../src/main/keychain/client.ts'
import { multiplex } from '../../../src/main/port.ts'
import type { ServiceConfig } from '../../../src/main/service-entry.ts'

const NEEDED = ['/usr/bin/dbus-run-session', '/usr/bin/dbus-send', '/usr/bin/gnome-keyring-daemon']

/** Another program that uses the keychain; a few tests need one. */
export const hasSecretTool = existsSync('/usr/bin/secret-tool')

/** Why the live keychain tests can't run here, or null. */
export function missingPrograms(): string | null {
  if (process.platform !== 'linux') return 'gnome-keyring runs on Linux only'
  const missing = NEEDED.filter((file) => !existsSync(file))
  return missing.length === 0 ? null : `missing ${missing.join(', ')}: apt-get install gnome-keyring dbus-daemon libsecret-1-0`
}

/** A person's desktop session: a home folder, a session bus and a keyring daemon, all of them real. */
export interface Desktop {
  readonly home: string
  readonly environment: NodeJS.ProcessEnv
  /** Starts the keyring daemon, opened with `password`, or locked when there is none. */
  startKeyring(password: string | null): Promise<ChildProcess>
  /** Ends the keyring daemon, whoever started it: the bus starts one by itself when it is asked for. */
  endKeyring(): Promise<void>
  /** Runs secret-tool as another program of the same person would. */
  secretTool(options: readonly string[], input: string): string
  /** Every file below the home folder that holds `text`, except the keyring's own. */
  filesWith(text: string): Promise<string[]>
  end(): Promise<void>
}

/** Starts a session bus in a new home folder, and no keyring yet. */
export async function startDesktop(): Promise<Desktop> {
  const home = await mkdtemp(join(tmpdir(), 'rollcall-desktop-'))
  const base = { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home, LANG: 'C.UTF-8' }
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec sleep 600'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const [address] = (await once(createInterface(session.stdout), 'line')) as [string]
  const environment = { ...base, DBUS_SESSION_BUS_ADDRESS: address }
  const daemons: ChildProcess[] = []
  return {
    home,
    environment,
    async startKeyring(password) {
      const mode = password === null ? ['--start'] : ['--unlock']
      const daemon = spawn('gnome-keyring-daemon', ['--foreground', ...mode, '--components=secrets'], {
        env: environment,
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      daemons.push(daemon)
      daemon.stdin.end(password ?? '')
      await untilOnBus(environment)
      return daemon
    },
    async endKeyring() {
      const reply = askBus(environment, 'GetConnectionUnixProcessID')
      const pid = Number(/uint32 (\d+)/.exec(reply)?.[1])
      process.kill(pid, 'SIGKILL')
      while (askBus(environment, 'NameHasOwner').includes('true')) await sleep(20)
    },
    secretTool(options, input) {
      const result = spawnSync('secret-tool', options, { env: environment, input, encoding: 'utf8', timeout: 5000 })
      return result.stdout
    },
    async filesWith(text) {
      const entries = await readdir(home, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.endsWith('keyrings'))
      const hits = await Promise.all(
        files.map(async (entry) => {
          const file = join(entry.parentPath, entry.name)
          return (await readFile(file)).includes(text) ? file : null
        }),
      )
      return hits.filter((file) => file !== null)
    },
    async end() {
      for (const daemon of daemons) daemon.kill('SIGKILL')
      if (session.pid !== undefined) process.kill(-session.pid, 'SIGKILL')
      await rm(home, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Asks the bus itself about the keyring's name. */
function askBus(environment: NodeJS.ProcessEnv, question: string): string {
  const bus = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', '/', `org.freedesktop.DBus.${question}`]
  return spawnSync('dbus-send', [...bus, 'string:org.freedesktop.secrets'], { env: environment, encoding: 'utf8' }).stdout
}

/** Waits until somebody answers for the keyring on the bus. */
async function untilOnBus(environment: NodeJS.ProcessEnv): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (askBus(environment, 'NameHasOwner').includes('boolean true')) return
    await sleep(50)
  }
  throw new Error('The keyring daemon did not start.')
}

/** A secret store with the real keychain process behind it, started again when it ends, as a host does. */
export interface LiveStore {
  readonly store: SecretStore
  /** The keychain process that runs now. */
  process(): ChildProcess
  readonly restarts: () => number
  end(): Promise<void>
}

export function startStore(environment: NodeJS.ProcessEnv, service = 'Rollcall test'): LiveStore {
  let child: ChildProcess
  let restarts = 0
  let ended = false
  const store = createSecretStore({ service, restartKeychain: () => child.kill('SIGKILL'), promptDeadline: 6000 })

  function start(): void {
    const started = fork(join(import.meta.dirname, '../../../src/main/keychain/service.ts'), {
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = started
    const lanes = multiplex({
      send: (message) => started.connected && started.send(message as object),
      onMessage: (listener) => started.on('message', listener),
      onClose: (listener) => started.once('exit', listener),
    })
    lanes.onClose(() => {
      if (ended) return
      restarts += 1
      start()
    })
    const config: ServiceConfig = {
      dataFolder: '/nonexistent',
      version: '0',
      practice: false,
      practiceSessions: null,
      practiceServers: [],
      readOnly: null,
      secretService: service,
    }
    lanes.send({ type: 'start', config })
    lanes.send({ type: 'connect', channel: 'keychain', lane: 1 })
    store.connect(lanes.open(1))
  }

  start()
  return {
    store,
    process: () => child,
    restarts: () => restarts,
    async end() {
      ended = true
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    },
  }
}
