import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { t } from '../../shared/language/language.ts'
import { isSameProcess, machineId, ownBirth } from './processes.ts'

/** The right to write a data folder. `holder` names who has it instead, null when it is ours. `release` gives it back and may be called twice. */
export interface Lease {
  readonly holder: string | null
  release(): void
}

const leaseSchema = z.object({
  program: z.string(),
  pid: z.number().int().positive(),
  birth: z.string(),
  host: z.string(),
  machine: z.string(),
  since: z.string(),
  token: z.string(),
})
type LeaseFile = z.infer<typeof leaseSchema>

/** A lease that another process is writing this moment is not yet readable; one that stays so was cut off by a crash. */
const HALF_WRITTEN_MS = 5000
const UNWRITABLE: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT'])

/**
 * Takes the writer's lease of a folder, the file `lock`. A lease left behind is taken over only when its process is gone, which can be
 * known only on the same machine. A folder that can't be written is nobody's: what is in it can still be shown.
 */
export function takeLease(folder: string, program: string): Lease {
  const file = join(folder, 'lock')
  const own: LeaseFile = {
    program,
    pid: process.pid,
    birth: ownBirth(),
    host: hostname(),
    machine: machineId(),
    since: new Date().toISOString(),
    token: randomUUID(),
  }
  try {
    return contend(file, own)
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined || !UNWRITABLE.has(code)) throw error
    return taken(t('collector.heldByNobody', { code }))
  }
}

function contend(file: string, own: LeaseFile): Lease {
  // Whoever has removed a dead lease tries once more in any case: it might be the last that tries.
  let failures = 0
  while (failures < 5) {
    if (writeNew(file, own)) return { holder: null, release: () => release(file, own.token) }
    const found = readLease(file)
    if (found === 'gone') {
      failures += 1
      continue
    }
    if (found === 'half-written') return taken(t('collector.heldByStarting'))
    if (found !== 'broken' && (found.machine !== own.machine || isSameProcess(found.pid, found.birth))) {
      return taken(nameOf(found))
    }
    if (!setAside(file, found === 'broken' ? null : found.token)) failures += 1
  }
  return taken(t('collector.heldByAnother'))
}

function taken(holder: string): Lease {
  return { holder, release: () => undefined }
}

function nameOf({ program, pid, host, since }: LeaseFile): string {
  return t('collector.heldBy', { program, process: String(pid), host, since: `${since.slice(0, 16).replace('T', ' ')} UTC` })
}

function writeNew(file: string, lease: LeaseFile): boolean {
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    writeSync(handle, JSON.stringify(lease))
    fsyncSync(handle)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  return true
}

function readLease(file: string): LeaseFile | 'gone' | 'half-written' | 'broken' {
  try {
    const parsed = leaseSchema.safeParse(parse(readFileSync(file, 'utf8')))
    if (parsed.success) return parsed.data
    return Date.now() - statSync(file).mtimeMs < HALF_WRITTEN_MS ? 'half-written' : 'broken'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'gone'
    throw error
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Removes a dead lease. Several hosts may find the same dead lease, and a slow one must not remove the fresh lease of a quick one: so only
 * one at a time may remove any, and looks again before it does. Who finds another at it leaves it to that one.
 */
function setAside(file: string, token: string | null): boolean {
  const guard = `${file}.taking`
  if (!enter(guard)) return false
  try {
    const isDead = isLeaseOf(readLease(file), token)
    if (isDead) rmSync(file, { force: true })
    return isDead
  } finally {
    rmSync(guard, { force: true })
  }
}

/** Whether this process is the one that may remove a lease now. A guard that stays was left by a crash. */
function enter(guard: string): boolean {
  try {
    closeSync(openSync(guard, 'wx', 0o600))
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const since = statSync(guard, { throwIfNoEntry: false })?.mtimeMs
  if (since !== undefined && Date.now() - since > HALF_WRITTEN_MS) rmSync(guard, { force: true })
  return false
}

function isLeaseOf(found: ReturnType<typeof readLease>, token: string | null): boolean {
  return typeof found === 'string' ? token === null && found === 'broken' : found.token === token
}

function release(file: string, token: string): void {
  const found = readLease(file)
  if (typeof found !== 'string' && found.token === token) rmSync(file, { force: true })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
