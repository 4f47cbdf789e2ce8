import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { capture } from './run.mjs'
import { say } from './say.mjs'

/** What our scripts may need of a Debian system, each with signs that it is there. A sign with a `/` is a path, else a command. */
export const PACKAGES = {
  chromium: { signs: ['chromium', 'google-chrome', 'chromium-browser'], why: 'the end-to-end tests drive it' },
  'fonts-liberation': { signs: ['/usr/share/fonts/truetype/liberation'], why: 'screens look the same everywhere' },
  'libsecret-1-0': {
    signs: ['/usr/lib/x86_64-linux-gnu/libsecret-1.so.0', '/usr/lib/aarch64-linux-gnu/libsecret-1.so.0'],
    why: 'keeps credentials in the keychain',
  },
  'gnome-keyring': { signs: ['gnome-keyring-daemon'], why: 'the keychain of the tests' },
  'dbus-daemon': { signs: ['dbus-run-session'], why: 'the keychain of the tests' },
  'libsecret-tools': { signs: ['secret-tool'], why: 'another program that changes our keychain entries, in the tests' },
  'dbus-bin': { signs: ['dbus-send'], why: 'looks at the keychain of the tests' },
  openssl: { signs: ['openssl'], why: 'the tests make certificates with it' },
  strace: { signs: ['strace'], why: 'the tests count fsyncs with it' },
  tomcat10: { signs: ['/usr/share/tomcat10/bin/catalina.sh'], why: 'a real server for the tests' },
  'tomcat10-admin': { signs: ['/usr/share/tomcat10-admin/manager'], why: 'the manager of the real Tomcat' },
  'tomcat10-examples': { signs: ['/usr/share/tomcat10-examples/examples'], why: 'what people sign in to on the real Tomcat' },
  'rabbitmq-server': { signs: ['/usr/lib/rabbitmq/bin/rabbitmq-server'], why: 'a real server for the tests' },
  jupyterhub: { signs: ['/usr/bin/jupyterhub'], why: 'a real server for the tests' },
}

/** Whatever a package would start at once, it is told not to: exit code 101 of this script means *not allowed*. */
const POLICY = { file: '/usr/sbin/policy-rc.d', text: '#!/bin/sh\nexit 101\n' }

/** @typedef {keyof typeof PACKAGES} PackageName */

/**
 * Packages that make a server of the machine at its next start, where systemd starts it, and those that go with them.
 * @type {ReadonlySet<PackageName>}
 */
const SERVICES = new Set(['tomcat10', 'tomcat10-admin', 'tomcat10-examples', 'rabbitmq-server', 'jupyterhub'])

/** Whether apt may be used here: Debian or one of its children, as root. */
export function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && isDebian()
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** @param {string} sign */
function isThere(sign) {
  if (sign.includes('/')) return existsSync(sign)
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, sign)))
}

/**
 * Installs what is missing of the named packages, where that can be done, and says so.
 * @param {readonly PackageName[]} names
 * @returns {Promise<PackageName[]>} what is still missing
 */
export async function ensurePackages(names) {
  if (process.platform !== 'linux') return []
  const missing = missingOf(names)
  if (missing.length === 0) return []
  if (!canInstall()) {
    for (const name of missing) say(`${name} is not installed (${PACKAGES[name].why}); only root on Debian gets it by itself`)
    return missing
  }
  const wanted = missing.filter((name) => !(SERVICES.has(name) && existsSync('/run/systemd/system')))
  for (const name of missing.filter((name) => !wanted.includes(name)))
    say(`${name} is not installed (${PACKAGES[name].why}); it would be started with this machine from now on, so that is left to you`)
  if (wanted.length > 0) await installAndSay(wanted)
  return missingOf(missing)
}

/** @param {readonly PackageName[]} names */
async function installAndSay(names) {
  say(`installing with apt: ${names.join(', ')}`)
  const log = await aptInstall(names)
  const left = missingOf(names)
  if (left.length > 0) say(`apt could not install ${left.join(', ')}: ${log.trim().split('\n').slice(-3).join(' / ')}`)
}

/** @param {readonly PackageName[]} names */
function missingOf(names) {
  return names.filter((name) => !PACKAGES[name].signs.some(isThere))
}

/**
 * A fresh image has no package lists; asking for them first would cost every other machine the time.
 * @param {readonly string[]} names
 */
async function aptInstall(names) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const install = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=120', 'install', '--no-install-recommends', ...names]
  const releasePolicy = forbidServices()
  try {
    const first = await capture('apt-get', install, options)
    if (first.code === 0) return first.output
    await capture('apt-get', ['-qq', 'update'], options)
    return (await capture('apt-get', install, options)).output
  } finally {
    releasePolicy()
  }
}

/** The tests start servers of their own, on free ports; a package of a server would start another one for the whole machine. */
function forbidServices() {
  if (existsSync(POLICY.file)) return () => undefined
  writeFileSync(POLICY.file, POLICY.text, { mode: 0o755 })
  return () => rmSync(POLICY.file, { force: true })
}
