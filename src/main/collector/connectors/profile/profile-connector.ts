import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { fieldValues } from '../../../../shared/profile/field.ts'
import type { OwnRule } from '../../../../shared/profile/terminate.ts'
import { TIME_FIELDS, type TimeField } from '../../../../shared/profile/time.ts'
import type { ApiProfile } from '../../../../shared/profile.ts'
import type { Server } from '../../../../shared/server.ts'
import { parseBase } from '../address.ts'
import { type Client, createClient } from '../client.ts'
import type { Connector, SnapshotRead } from '../connector.ts'
import { onceOverLists } from '../repeats.ts'
import { capabilitiesOf } from './capabilities.ts'
import { type CompiledProfile, compileProfile } from './compile.ts'
import type { DecodedRows, TellOwn } from './fields.ts'
import type { Reading } from './list-reader.ts'
import { eitherOf, type OwnTeller, ownTeller } from './own.ts'
import type { Gap, ReadLimits } from './pass.ts'
import { serverScope } from './request.ts'
import { missingIds, missingTime } from './shape.ts'
import { signInOf } from './sign-in.ts'
import { readSources, type SourceReport } from './sources.ts'
import { terminators } from './terminate.ts'
import { testSteps } from './test-steps.ts'

const MEBIBYTE = 1024 * 1024
const USUAL_LIMITS: ReadLimits = { rows: 100_000, pages: 2000, bytes: 256 * MEBIBYTE }

/** A read together with why it is not complete, for those who must tell the reasons apart. */
export interface ProfileRead extends SnapshotRead {
  readonly gap: Gap | 'unreadable' | null
  readonly sources: readonly SourceReport[]
}

/**
 * The connector that a profile describes. Throws what `signInOf`, `createClient` and `compileProfile` throw. A read ends at the server's
 * time limit; each call throws the signal's own reason when the caller ends it.
 */
export function createProfileConnector(
  server: Server,
  profile: ApiProfile,
  secret: string | null,
  limits: ReadLimits = USUAL_LIMITS,
): Connector {
  const base = parseBase(server.url)
  const compiled = compileProfile(profile, server.connector, base)
  const { identity } = compiled
  const scope = serverScope(server, profile, base)
  const client = createClient({
    server,
    secret,
    signIn: signInOf(server, profile, secret, base),
    headers: profile.headers,
    scope,
    answers: profile.answers,
    readConnections: compiled.atOnce,
  })
  const own = ownTeller({ rule: profile.own, client, base, scope })
  const knownTimes = new Set<TimeField>()

  async function read(signal: AbortSignal): Promise<ProfileRead> {
    assertListed(server, profile)
    const reading = await startReading(server, client, limits, scope, signal)
    const signedIn = await client.signedIn(signal)
    // Before the lists: some servers only say to this question that a credential is unknown, and to all others that it lacks a right.
    const before = await own(signal)
    const list = await readSources(compiled.sources, reading)
    // A read may sign in again on its way: whoever asks at its end is own, and so is who asked at its beginning.
    const isSame = (await client.signedIn(signal)) === signedIn
    const tell = isSame ? before : eitherOf(before, await own(signal))
    identity.begin()
    const decoded = compiled.decoder.decode(list.rows, tellerOf(profile.own, tell, compiled))
    assertShape(server.name, compiled, decoded, knownTimes)
    const sessions = onceOverLists(decoded.sessions, decoded.lists)
    const { dropped, reasons } = decoded
    const unreadable = dropped === 0 ? null : t('reading.unreadable', { count: dropped })
    const gaps = [list.gap?.words, unreadable].filter((words) => words != null)
    identity.settle(gaps.length === 0)
    return {
      sessions,
      // A row without a readable id may be any session that is missing from the others, so nothing may be taken for ended.
      complete: gaps.length === 0,
      incomplete: gaps.length === 0 ? null : gaps.join('; '),
      gap: list.gap?.kind ?? (dropped === 0 ? null : 'unreadable'),
      unreadable: { count: dropped, reasons },
      clockOffset: median(reading.offsets),
      sources: list.reports,
    }
  }

  const { listPath } = compiled
  return {
    capabilities: capabilitiesOf(profile, server.connector, server.auth),
    read,
    ...terminators({ server, profile, client, identity, listPath }),
    test: (signal) =>
      testSteps({
        client,
        signsIn: server.auth.kind !== 'none',
        lists: compiled.sources.length > 0,
        read,
        fields: compiled.fields,
        signal,
      }),
    other: compiled.other,
    close: () => client.close(),
  }
}

async function startReading(
  server: Server,
  client: Client,
  limits: ReadLimits,
  scope: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Reading> {
  const endsAt = performance.now() + server.timeoutSeconds * 1000
  const { answer: signIn } = await client.signedIn(signal)
  let lists = 0
  return {
    client,
    serverName: server.name,
    signal,
    limits,
    endsAt,
    seconds: server.timeoutSeconds,
    scope: { ...scope, signIn },
    spent: { rows: 0, pages: 0, bytes: 0 },
    offsets: [],
    nextList() {
      lists += 1
      return lists
    },
  }
}

/** Own sessions are told by the id itself and its parts, which a kept id may hide; null where rows need not be looked at for it. */
function tellerOf(rule: OwnRule | undefined, tell: OwnTeller, { identity }: CompiledProfile): TellOwn | null {
  if (rule?.kind === 'none') return () => false
  if (rule?.kind !== 'whoami' && rule?.kind !== 'token-claim') return null
  return ({ row, beside }, { user, userId }) => tell({ ...identity.facts(row, beside), user, userId })
}

/**
 * Throws `wrong-shape`, naming the field, for rows none of which has an id, and for a time that could be read before and now can't in any
 * of several rows: the last good snapshot stays. A time that never could be read is only a reason.
 */
function assertShape(serverName: string, { fields }: CompiledProfile, decoded: DecodedRows, knownTimes: Set<TimeField>): void {
  const { sessions, dropped, times } = decoded
  if (sessions.length === 0 && dropped > 0) throw missingIds(serverName, fieldValues(fields.sessionId), decoded.technical())
  for (const field of TIME_FIELDS) {
    const { given, read } = times[field]
    if (read > 0) knownTimes.add(field)
    else if (given > 1 && knownTimes.has(field)) throw missingTime(serverName, field, fieldValues(fields[field]))
  }
}

/** Throws `not-allowed` for a system without lists, and `bad-input` where the path of the list is still to be filled in. */
function assertListed({ name, connector }: Server, profile: ApiProfile): void {
  if (profile.lists.length === 0) {
    throw new RollcallError({
      code: 'not-allowed',
      message: t('reading.noList', { server: name }),
      next: t('reading.noListNext'),
    })
  }
  if (profile.fillIn.includes('listPath') && connector.overrides.listPath === undefined) {
    throw new RollcallError({
      code: 'bad-input',
      message: t('reading.listUnknown', { server: name, system: profile.name }),
      next: t('reading.listUnknownNext'),
    })
  }
}

function median(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b).at(values.length >> 1) ?? null
}
