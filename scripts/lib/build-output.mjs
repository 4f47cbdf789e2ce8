import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { modules, node, out, root } from './paths.mjs'
import { capture } from './run.mjs'
import { Stop, say } from './say.mjs'

const STAMP = join(out, '.built-from')
const LOCK = join(modules, '.rollcall-build')
const SOURCES = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/**
 * The identity of what `out/` is built from. Contents count, not times: a fresh clone or a switched branch gives new times to old files.
 * @param {string} folder
 */
export function fingerprint(folder) {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => filesOf(folder, source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {string[]} relative file names with `/`, sorted
 */
function filesOf(folder, path) {
  if (!existsSync(join(folder, path))) return []
  const entries = path.includes('.') ? null : readdirSync(join(folder, path), { recursive: true, withFileTypes: true })
  if (entries === null) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

/** Builds `out/` when its sources have changed since the last build. Several processes may call it at once: one builds, the others wait. */
export async function ensureBuilt() {
  if (isBuilt()) return
  await withBuildLock(async () => {
    if (!isBuilt()) await build()
  })
}

function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOf(fingerprint(root))
}

/** `development` builds have the page *Design*; everything else is the same. */
function mode() {
  return process.env.ROLLCALL_MODE === 'development' ? 'development' : 'production'
}

/** @param {string} sources */
function stampOf(sources) {
  return mode() === 'production' ? sources : `${sources} ${mode()}`
}

/** Builds `out/` from the sources as they are. */
export async function build() {
  const before = fingerprint(root)
  const started = Date.now()
  rmSync(STAMP, { force: true })
  const { code, output } = await capture(node, [join(modules, 'electron-vite/bin/electron-vite.js'), 'build', '--mode', mode()])
  if (code !== 0) throw new Stop(`the build failed:\n${stripVTControlCharacters(output)}`)
  writeFileSync(STAMP, stampOf(before))
  say(`built out/ in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** @param {() => Promise<void>} work */
async function withBuildLock(work) {
  while (!takeLock()) await wait(100)
  try {
    await work()
  } finally {
    rmSync(LOCK, { force: true })
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    if (!holderLives()) rmSync(LOCK, { force: true })
    return false
  }
}

/** A lock without a number is one that is being written, unless it stays so. */
function holderLives() {
  try {
    const pid = Number(readFileSync(LOCK, 'utf8'))
    if (pid === 0) return Date.now() - statSync(LOCK).mtimeMs < 10_000
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}
