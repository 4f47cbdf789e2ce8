import { Stop } from './say.mjs'

export const HELP = `Usage: npm start -- [options]

  --host=auto|electron|loopback  where the window opens (auto: Electron where it can run, else your browser)
  --practice                     add the practice servers, already connected
  --practice-sessions=N          how many sessions the practice servers hold together, up to 100000
  --data=FOLDER                  the profile folder (cache, journal, settings)
  --port=N                       the port of the loopback host on 127.0.0.1 (else any free one)
  --no-open                      loopback host: only print the address, open no browser
  --help                         this text

When the loopback host is ready it prints one line to stdout: Rollcall is ready: <URL>
`

const HOSTS = ['auto', 'electron', 'loopback']
/** @type {Readonly<Record<string, (value: string) => boolean>>} */
const WITH_VALUE = {
  host: (value) => HOSTS.includes(value),
  'practice-sessions': (value) => isWhole(value, 100_000),
  data: (value) => value !== '',
  port: (value) => isWhole(value, 65_535),
}
const FLAGS = ['practice', 'no-open', 'help']

/**
 * @typedef {object} StartOptions
 * @property {'auto' | 'electron' | 'loopback'} host
 * @property {boolean} help
 * @property {string[]} pass what the host gets, each checked
 */

/**
 * Reads the options of `npm start`. An unknown or malformed one stops the start instead of being lost.
 * @param {readonly string[]} args
 * @returns {StartOptions}
 */
export function parseStartOptions(args) {
  /** @type {StartOptions} */
  const options = { host: 'auto', help: false, pass: [] }
  for (const arg of args) {
    const [, name = '', value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? []
    if (!isKnown(name, value)) throw new Stop(`I do not understand ${JSON.stringify(arg)}\n\n${HELP}`)
    if (name === 'host') options.host = /** @type {StartOptions['host']} */ (value)
    else if (name === 'help') options.help = true
    else options.pass.push(arg)
  }
  return options
}

/**
 * @param {string} name
 * @param {string | undefined} value
 */
function isKnown(name, value) {
  if (value === undefined) return FLAGS.includes(name)
  return WITH_VALUE[name]?.(value) ?? false
}

/**
 * @param {string} value
 * @param {number} most
 */
function isWhole(value, most) {
  return /^[1-9]\d{0,5}$/.test(value) && Number(value) <= most
}
