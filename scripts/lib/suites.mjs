import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { environment, modules, node } from './paths.mjs'
import { run } from './run.mjs'
import { Stop, say } from './say.mjs'
import { playwrightSums, vitestSums } from './sums.mjs'

/**
 * The system packages that the suites use on Debian.
 * @type {readonly import('./debian.mjs').PackageName[]}
 */
export const TEST_PACKAGES = [
  'chromium',
  'fonts-liberation',
  'libsecret-1-0',
  'gnome-keyring',
  'dbus-daemon',
  'libsecret-tools',
  'dbus-bin',
  'openssl',
  'strace',
]

/**
 * The servers of others that Debian has, by what they are called here.
 * @type {Readonly<Record<string, readonly import('./debian.mjs').PackageName[]>>}
 */
export const REAL_SERVERS = {
  Tomcat: ['tomcat10', 'tomcat10-admin', 'tomcat10-examples'],
  RabbitMQ: ['rabbitmq-server'],
  JupyterHub: ['jupyterhub'],
}

/** What makes the configurations of vitest and Playwright hold the tests with servers of others, and no others. */
export const REAL_TESTS = { ROLLCALL_TESTS: 'real' }

/**
 * Runs everything but the end-to-end tests, on Linux with a keychain of its own where there is one.
 * @param {readonly string[]} filters parts of file names; none: all
 * @param {NodeJS.ProcessEnv} [variables]
 * @returns {Promise<import('./sums.mjs').Sums>}
 */
export async function runVitest(filters, variables = {}) {
  return await inTemporaryFolder(async (folder) => {
    const report = join(folder, 'vitest.json')
    const script = [
      join(modules, 'vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(filters.length > 0 ? ['--passWithNoTests', ...filters] : []),
    ]
    const code = await runWithKeyring(script, folder, variables)
    return vitestSums(readReport(report), code)
  })
}

/**
 * Runs the end-to-end tests in the host that `ROLLCALL_HOST` names (`loopback` in Chromium, or `electron`).
 * @param {readonly string[]} filters
 * @param {NodeJS.ProcessEnv} [variables]
 * @returns {Promise<import('./sums.mjs').Sums>}
 */
export async function runPlaywright(filters, variables = {}) {
  return await inTemporaryFolder(async (folder) => {
    const report = join(folder, 'playwright.json')
    const script = [join(modules, '@playwright/test/cli.js'), 'test', '--reporter=list,json', '--pass-with-no-tests', ...filters]
    const code = await runWithKeyring(script, folder, { ...variables, PLAYWRIGHT_JSON_OUTPUT_NAME: report })
    return playwrightSums(readReport(report), code)
  })
}

/**
 * Runs a script with an unlocked keyring on a bus of its own: the tests use a real keychain and can't touch the person's. The folders
 * that the keyring writes to are ours too.
 * @param {readonly string[]} script a script for the pinned Node and its arguments
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [variables]
 */
async function runWithKeyring(script, folder, variables = {}) {
  const env = { ...environment(), ...variables }
  const code = hasKeyring() ? await runOnOwnBus(script, folder, env) : await run(node, script, { env })
  if (code === 130 || code === 143) throw new Stop('the tests were interrupted')
  return code
}

function hasKeyring() {
  if (process.platform !== 'linux') return false
  const found = ['dbus-run-session', 'gnome-keyring-daemon'].every(isOnPath)
  if (!found) say('no gnome-keyring here: tests of the real keychain are skipped')
  return found
}

/**
 * @param {readonly string[]} script
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function runOnOwnBus(script, folder, env) {
  const own = { XDG_DATA_HOME: join(folder, 'data'), XDG_CACHE_HOME: join(folder, 'cache'), XDG_RUNTIME_DIR: join(folder, 'runtime') }
  for (const path of Object.values(own)) mkdirSync(path, { mode: 0o700 })
  const unlock = 'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
  const command = ['--', 'bash', '-c', unlock, 'keyring', node, ...script]
  // dbus-run-session dies of a signal without a word to what it runs.
  return await run('dbus-run-session', command, { env: { ...env, ...own }, detached: true, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** @param {string} name */
function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/**
 * @template T
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-tests-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
