import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { RollcallError } from '../shared/errors.ts'
import { HELP, type HostArguments, parseArguments, usualDataFolder } from './host/arguments.ts'
import { prepareDataFolder } from './host/data-folder.ts'
import { takeLease } from './host/lease.ts'
import { loadPage } from './host/page.ts'
import { version } from './host/version.ts'
import { logDefect } from './log.ts'
import { openBrowser } from './loopback/browser.ts'
import { Keyring } from './loopback/keyring.ts'
import { nodePlatform } from './loopback/platform.ts'
import { relaySockets } from './loopback/relay.ts'
import { createPageServer, listen } from './loopback/server.ts'
import { Services } from './service.ts'

// Before the first file is made: everything Rollcall writes is for this person only.
process.umask(0o077)

/** The host for machines without the Electron binary, and for tests: the same page and services, in the system's browser. */
async function run(args: HostArguments): Promise<void> {
  const dataFolder = args.dataFolder ?? usualDataFolder('browser')
  prepareDataFolder(dataFolder)
  const keyring = new Keyring()
  let closeFile = (): void => undefined
  const server = createPageServer({ page: loadPage(join(import.meta.dirname, '../renderer')), keyring, onSession: () => closeFile() })
  const port = await listen(server, args.port)
  const lease = takeLease(dataFolder, 'Rollcall in the browser')
  const services = new Services({
    platform: nodePlatform(import.meta.dirname),
    config: {
      dataFolder,
      version,
      practice: args.practice,
      practiceSessions: args.practiceSessions,
      readOnly: lease.holder === null ? null : { holder: lease.holder },
      secretService: 'Rollcall loopback',
    },
  })
  const relay = relaySockets({ server, services, keyring })
  leaveOnSignal(async () => {
    relay.close()
    server.close()
    server.closeAllConnections()
    closeFile()
    await services.stop()
    lease.release()
  })
  await services.start().catch((error: unknown) => {
    lease.release()
    throw error
  })
  const invite = (): string => `http://127.0.0.1:${port}/#code=${keyring.issueCode()}`
  const open = (address: string): void => {
    closeFile()
    if (args.open) closeFile = openBrowser(address, dataFolder)
  }
  const address = invite()
  process.stdout.write(`Rollcall is ready: ${address}\n`)
  open(address)
  inviteAgainOnEnter(() => {
    const again = invite()
    process.stderr.write(`Open this address: ${again}\n`)
    open(again)
  })
}

/** A code opens one tab; whoever closed it presses Enter in the terminal for another. */
function inviteAgainOnEnter(invite: () => void): void {
  if (!process.stdin.isTTY) return
  createInterface({ input: process.stdin }).on('line', invite)
  process.stderr.write('Press Enter for a new address, Ctrl C to quit.\n')
}

let leaving = false

/** A second signal does not wait for the services. */
function leaveOnSignal(leave: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (leaving) process.exit(1)
      leaving = true
      void leave().then(
        () => process.exit(0),
        (error: unknown) => {
          logDefect('could not leave in order', error)
          process.exit(1)
        },
      )
    })
  }
}

function fail(error: unknown): void {
  // Who leaves while the services are still starting has cut their start short.
  if (leaving) return
  if (!(error instanceof RollcallError)) {
    logDefect('the host met an error nobody expected', error)
    process.exit(1)
  }
  const { code, message, next, technical } = error.problem
  process.stderr.write(`${message} ${next}${technical === undefined ? '' : `\n(${technical})`}\n`)
  process.exit(code === 'bad-input' ? 2 : 1)
}

// Whoever reads our output may leave before us.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.on('uncaughtException', fail)
try {
  const args = parseArguments(process.argv.slice(2))
  if (args.help) process.stdout.write(HELP)
  else await run(args)
} catch (error) {
  fail(error)
}
