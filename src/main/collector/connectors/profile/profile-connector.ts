import { performance } from 'node:perf_hooks'
import { type Problem, RollcallError } from '../../../../shared/errors.ts'
import type { Profile } from '../../../../shared/profile.ts'
import type { Server } from '../../../../shared/server.ts'
import type { Connector, DecodedSession, SnapshotRead, TerminateAnswer } from '../connector.ts'
import { shown } from '../shown.ts'
import { createTransport, type Transport } from '../transport.ts'
import { type CompiledProfile, compileProfile } from './compile.ts'
import { type Gap, type ListPage, type ReadLimits, readPaged } from './paging.ts'
import { assertSessionId, assertUserId, terminateAnswer } from './terminate.ts'
import { testSteps } from './test-steps.ts'

const MEBIBYTE = 1024 * 1024
const USUAL_LIMITS: ReadLimits = { rows: 100_000, pages: 2000, bytes: 256 * MEBIBYTE }

/** A read together with why it is not complete, for those who must tell the reasons apart. */
export interface ProfileRead extends SnapshotRead {
  readonly gap: Gap | 'unreadable' | null
}

/**
 * The connector that a profile describes. Throws what `createTransport` and `compileProfile` throw. A read ends at the server's time
 * limit; each call throws the signal's own reason when the caller ends it.
 */
export function createProfileConnector(
  server: Server,
  profile: Profile,
  secret: string | null,
  limits: ReadLimits = USUAL_LIMITS,
): Connector {
  const { name: serverName, url, trust, auth, timeoutSeconds } = server
  const transport = createTransport({ serverName, url, trust, auth, secret, timeoutSeconds })
  const compiled = compileProfile(profile, server.connector.overrides, auth, transport.base)
  const read = (signal: AbortSignal): Promise<ProfileRead> => readAll(server, transport, compiled, limits, signal)

  async function end(target: string, doing: string, signal: AbortSignal): Promise<TerminateAnswer> {
    return terminateAnswer(await transport.end(target, doing, signal))
  }

  return {
    capabilities: compiled.capabilities,
    read,
    async terminate(sessionId, signal) {
      assertSessionId(serverName, sessionId)
      if (compiled.oneTarget === null) throw notOffered(serverName)
      return await end(compiled.oneTarget(sessionId), 'ending a session', signal)
    },
    async terminateUser(userId, signal) {
      assertUserId(serverName, userId)
      if (compiled.userTarget === null) throw notOffered(serverName)
      return await end(compiled.userTarget(userId), 'ending a user’s sessions', signal)
    },
    test: (signal) => testSteps(transport, read, signal),
    other: compiled.other,
    close: () => transport.close(),
  }
}

function notOffered(serverName: string): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: `${serverName} has no way to do this.`,
    next: 'Do it on the server itself.',
  })
}

const READING = 'reading its sessions'

async function readAll(
  server: Server,
  transport: Transport,
  compiled: CompiledProfile,
  limits: ReadLimits,
  signal: AbortSignal,
): Promise<ProfileRead> {
  const endsAt = performance.now() + server.timeoutSeconds * 1000
  const offsets: number[] = []

  async function fetch(limit: number, offset: number): Promise<ListPage> {
    const page = await transport.get(compiled.listTarget(limit, offset), READING, signal, Math.max(1, endsAt - performance.now()))
    if (page.clockOffset !== null) offsets.push(page.clockOffset)
    const rows = compiled.envelope.rows(page.json)
    if (rows === null) throw new RollcallError(wrongShape(server.name, page.json))
    return { rows, total: compiled.envelope.total(page.json), bytes: page.bytes }
  }

  const { decoder } = compiled
  const list = await readPaged({
    fetch,
    keyOf: (row) => decoder.idOf(row) ?? looseKey(row),
    isSame: (one, another) => isSameSession(decoder.decode([one, another]).sessions),
    pageSize: compiled.pageSize,
    limits,
  })
  const { sessions, dropped, reasons } = decoder.decode(list.rows)
  const unreadable = dropped === 0 ? null : `${dropped === 1 ? 'one row' : `${dropped} rows`} could not be read`
  const gaps = [list.gap?.words, unreadable].filter((words) => words != null)
  return {
    sessions,
    // A row without a readable id may be any session that is missing from the others, so nothing may be taken for ended.
    complete: gaps.length === 0,
    incomplete: gaps.length === 0 ? null : gaps.join('; '),
    gap: list.gap?.kind ?? (dropped === 0 ? null : 'unreadable'),
    unreadable: { count: dropped, reasons },
    clockOffset: median(offsets),
  }
}

/** The facts that make two rows with one id the same session; activity and a sliding expiry differ from page to page. */
function isSameSession([one, another]: readonly DecodedSession[]): boolean {
  if (one === undefined || another === undefined) return one === another
  return (
    one.user === another.user &&
    one.createdAt === another.createdAt &&
    one.address === another.address &&
    one.userAgent === another.userAgent
  )
}

/** A key for rows without an id; deep nesting overflows JSON.stringify. */
function looseKey(row: unknown): string {
  try {
    return `\u0000${JSON.stringify(row)}`
  } catch {
    return '\u0000'
  }
}

function median(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b).at(values.length >> 1) ?? null
}

function wrongShape(serverName: string, json: unknown): Problem {
  return {
    code: 'wrong-shape',
    message: `${serverName} answered while ${READING}, but no list of sessions was found in its answer.`,
    next: 'Check the path of its session list, and where the rows are in its answer.',
    technical: kindOf(json),
  }
}

/** Names and kinds only: values may be anything, secrets too. */
function kindOf(json: unknown): string {
  if (typeof json !== 'object' || json === null) return `The answer is ${json === null ? 'null' : `a ${typeof json}`}.`
  const names = Object.keys(json).slice(0, 10)
  return `The answer is an object with ${names.length === 0 ? 'no fields' : `the fields ${names.map((name) => `“${shown(name, 40)}”`).join(', ')}`}.`
}
