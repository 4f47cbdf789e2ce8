/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 * @typedef {{ packages: Record<string, LockedPackage> }} LockFile
 */

/** Parts of a package's name that say which machine it is for. */
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
/** @type {Readonly<Record<string, string>>} */
const CPU = {
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  loong64: 'loong64',
  mips64el: 'mips64el',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  wasm32: 'wasm32',
  x64: 'x64',
}

/**
 * The optional packages, those for other platforms as a rule, that a lock file speaks of and does not hold. npm leaves out what the
 * registry in use does not have, and `npm ci` then refuses the lock file everywhere.
 * @param {LockFile} lock
 * @returns {{ path: string, name: string, version: string, dev: boolean }[]}
 */
export function missingOptionals(lock) {
  return Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !(`node_modules/${name}` in lock.packages) && !(`${from}/node_modules/${name}` in lock.packages))
      .map(([name, version]) => ({ path: `node_modules/${name}`, name, version, dev })),
  )
}

/**
 * Adds them, with the platform that their names give. Without a checksum: that is only known to who has fetched them.
 * @param {LockFile} lock
 * @returns {LockFile}
 */
export function completeLock(lock) {
  const added = missingOptionals(lock).map(({ path, name, version, dev }) => [
    path,
    { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true },
  ])
  const packages = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...lock, packages: Object.fromEntries(packages) }
}

/**
 * @param {string} name for example `@scope/binding-linux-arm64-musl`
 * @returns {{ os: string[], cpu: string[], libc?: string[] }}
 */
export function platformOf(name) {
  const parts = name.split(/[/-]/)
  const os = parts.find((part) => OS.includes(part))
  const cpu = parts.map((part) => CPU[part]).find((part) => part !== undefined)
  if (os === undefined || cpu === undefined) throw new Error(`the name ${name} does not say which machine it is for`)
  if (os !== 'linux') return { os: [os], cpu: [cpu] }
  return { os: [os], cpu: [cpu], libc: [parts.some((part) => part.startsWith('musl')) ? 'musl' : 'glibc'] }
}
