import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { RollcallError } from '../../shared/errors.ts'

/** What can be asked of a host on its command line. */
export interface HostArguments {
  /** Absolute; null for the usual place. */
  readonly dataFolder: string | null
  /** Null for any free port. */
  readonly port: number | null
  readonly open: boolean
  readonly practice: boolean
  readonly practiceSessions: number | null
  readonly help: boolean
}

/** What `--help` prints. */
export const HELP = `Rollcall: who is signed in, on every install you look after.

  --practice               add the practice servers, already connected
  --practice-sessions=N    how many sessions they hold together, 1 to 100000
  --data=FOLDER            keep everything in FOLDER instead of the usual place
  --port=N                 listen on this port instead of any free one
  --no-open                do not open the browser
  --help                   show this
`

const OPTIONS = {
  practice: { type: 'boolean' },
  'practice-sessions': { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Reads the options of the loopback host. Throws `bad-input` for what is not one of them. */
export function parseArguments(args: readonly string[]): HostArguments {
  const values = optionsOf(args)
  return {
    dataFolder: values.data === undefined ? null : resolve(text('--data', values.data)),
    port: values.port === undefined ? null : whole('--port', values.port, 1, 65_535),
    open: values['no-open'] !== true,
    practice: values.practice === true,
    practiceSessions:
      values['practice-sessions'] === undefined ? null : whole('--practice-sessions', values['practice-sessions'], 1, 100_000),
    help: values.help === true,
  }
}

/** The same options among whatever else stands on a desktop program's command line, such as the switches of Chromium. */
export function parseDesktopArguments(args: readonly string[]): HostArguments {
  return parseArguments(args.filter((arg) => Object.keys(OPTIONS).some((name) => arg === `--${name}` || arg.startsWith(`--${name}=`))))
}

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw badInput('These options can’t be read.', error instanceof Error ? error.message : String(error))
  }
}

function text(option: string, value: string): string {
  if (value.trim() === '') throw badInput(`${option} needs a value.`)
  return value
}

function whole(option: string, value: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw badInput(`${option} takes a whole number from ${least} to ${most}.`)
}

function badInput(message: string, technical?: string): RollcallError {
  return new RollcallError({ code: 'bad-input', message, next: '--help lists the options.', technical })
}

/** Where programs of this person keep their data, on this system. */
export function usualDataFolder(name: string): string {
  const home = homedir()
  if (process.platform === 'win32') return join(process.env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Rollcall', name)
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Rollcall', name)
  return join(process.env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Rollcall', name)
}
