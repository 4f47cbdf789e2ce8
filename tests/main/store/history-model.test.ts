import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecodedSession, SnapshotRead } from '../../../src/main/collector/connectors/connector.ts'
import { ingest, loadMemory, recordFailedPoll, type ServerMemory, writeLastKeyframe } from '../../../src/main/collector/polling/ingest.ts'
import { emptyCache } from '../../../src/main/store/cache.ts'
import type { Database } from '../../../src/main/store/database.ts'
import { findRows, rowsById } from '../../../src/main/store/grid.ts'
import { type GridSource, liveSource } from '../../../src/main/store/grid-source.ts'
import { findLines } from '../../../src/main/store/group-lines.ts'
import { applyChanges, createLive, describeSites, findSite, siteNumbers } from '../../../src/main/store/live.ts'
import { rebuildSite } from '../../../src/main/store/live-rebuild.ts'
import { createPast } from '../../../src/main/store/past.ts'
import type { SessionRecord } from '../../../src/main/store/session-record.ts'
import type { ChangeSet } from '../../../src/shared/change.ts'
import { GROUPINGS, gridQuerySchema, SORT_COLUMNS } from '../../../src/shared/session.ts'
import { contextOf, filterOf, filterServer } from './filter-samples.ts'
import { nothingElse, read, session, uuid } from './history-samples.ts'

/** What the model, which keeps a full copy per read, expects of one session at one moment. Epoch seconds but for `created`. */
interface Row {
  readonly facts: string
  readonly lastActive: number | null
  readonly expires: number | null
  readonly readAt: number | null
}
type Copy = ReadonlyMap<string, Row>

const START = 1_800_000_000

/** The one server ends sessions that nothing is heard of for an hour. */
const SITES = [{ serverId: 's', idleSeconds: 3600 }]

type Step =
  | { kind: 'read'; sessions: DecodedSession[]; complete: boolean; after: number }
  | { kind: 'failed'; after: number }
  | { kind: 'restart'; clean: boolean }

const word = fc.constantFrom('anna', 'Müller', 'ßtraße', 'bob', '', 'O\u0000x', '…')
const maybe = (values: fc.Arbitrary<string>) => fc.option(values, { nil: null, freq: 4 })
/** Few distinct values, so that rows share users, agents and times. */
const time = fc
  .option(fc.integer({ min: -30, max: 30 }), { nil: null, freq: 6 })
  .map((near) => (near === null ? null : START * 1000 + near * 300_500))

const sessionOf: fc.Arbitrary<DecodedSession> = fc
  .record({
    sessionId: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }).map(uuid) },
      fc.constantFrom('a', 'b', 'É', '..', uuid(11).toUpperCase(), 'x\ny'),
    ),
    user: maybe(fc.oneof(word, fc.constantFrom('αdmin', 'admin', 'bo\u200bb', '   '))),
    userId: fc.constant(null),
    displayName: maybe(word),
    email: fc.constant(null),
    project: fc.constant(null),
    organisation: fc.constant(null),
    type: maybe(fc.constantFrom('web', 'API', '')),
    node: maybe(fc.constantFrom('node-1', 'Knoten-Ü')),
    address: maybe(fc.constantFrom('10.0.0.1', '::1', 'Häuschen')),
    userAgent: maybe(fc.constantFrom('curl/8', 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0')),
    createdAt: time,
    lastActiveAt: time,
    expiresAt: time,
    account: fc.constantFrom(null, 'service' as const, 'anonymous' as const),
    own: fc.constantFrom(null, true, false),
  })
  .map((facts) => session(facts))

/** What happens to each row between two reads; most stay as they are. */
const fate = fc.constantFrom('stays', 'stays', 'stays', 'leaves', 'moves', 'moves', 'slides', 'slides', 'expiry only')
const change = fc.record({
  fates: fc.array(fate, { minLength: 12, maxLength: 12, size: 'max' }),
  fresh: fc.array(sessionOf, { maxLength: 4, size: 'max' }),
  by: fc.constantFrom(-60_000, 700, 5_000, 30_000, 90_000),
  kind: fc.constantFrom('complete', 'complete', 'complete', 'partial', 'partial', 'failed', 'restart', 'crash'),
  after: fc.constantFrom(0, 400, 5_000, 30_000, 30_000, -8_000),
})

/** A row that leaves may come back as it was: that is how a list drifts under paging. */
const history: fc.Arbitrary<Step[]> = fc.array(change, { minLength: 1, maxLength: 50, size: 'max' }).map((changes) => {
  const steps: Step[] = []
  let sessions: DecodedSession[] = []
  let left: DecodedSession[] = []
  for (const { fates, fresh, by, kind, after } of changes) {
    if (kind === 'failed') steps.push({ kind, after })
    else if (kind === 'restart' || kind === 'crash') steps.push({ kind: 'restart', clean: kind === 'restart' })
    else {
      const back = left
      left = sessions.filter((_, index) => fates[index % 12] === 'leaves')
      const stay = sessions.filter((row) => !left.includes(row))
      sessions = [...stay, ...(by > 1000 ? back : []), ...fresh].slice(-24).map((row, index) => moved(row, fates[index % 12], by))
      steps.push({ kind: 'read', sessions, complete: kind === 'complete', after })
    }
  }
  return steps
})

function moved(row: DecodedSession, fate: string | undefined, by: number): DecodedSession {
  const later = (at: number | null) => (at === null ? null : at + by)
  if (fate === 'moves') return { ...row, lastActiveAt: later(row.lastActiveAt) }
  if (fate === 'slides') return { ...row, lastActiveAt: later(row.lastActiveAt), expiresAt: later(row.expiresAt) }
  return fate === 'expiry only' ? { ...row, expiresAt: later(row.expiresAt) } : row
}

/** The rule of design and fault matrix about rows that share an id, written down a second time and plainly. */
function modelRows(sessions: readonly DecodedSession[]): Map<string, DecodedSession> {
  const byId = Map.groupBy(sessions, ({ sessionId }) => sessionId)
  const rows = new Map<string, DecodedSession>()
  for (const [sessionId, same] of byId) {
    const distinct = [...Map.groupBy(same, sortText).entries()].toSorted(([one], [other]) => (one < other ? -1 : 1))
    for (const [duplicate, [, rowsOfOne]] of distinct.entries()) {
      const newest = rowsOfOne.reduce((best, row) => ((row.lastActiveAt ?? -Infinity) > (best.lastActiveAt ?? -Infinity) ? row : best))
      rows.set(`${duplicate}/${sessionId}`, newest)
    }
  }
  return rows
}

function sortText(row: DecodedSession): string {
  const { createdAt, user, userId, displayName, email, project, organisation, type, node, address, userAgent, account, own } = row
  return JSON.stringify([createdAt, user, userId, displayName, email, project, organisation, type, node, address, userAgent, account, own])
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.floor(milliseconds / 1000)
}

function nextCopy(before: Copy, step: Extract<Step, { kind: 'read' }>, t: number): Copy {
  const copy = new Map(step.complete ? [] : before)
  for (const [key, row] of modelRows(step.sessions)) {
    copy.set(key, { facts: sortText(row), lastActive: seconds(row.lastActiveAt), expires: seconds(row.expiresAt), readAt: t })
  }
  return copy
}

function copyOf(records: readonly SessionRecord[], completeAt: number | null): Copy {
  return new Map(
    records.map((record) => {
      const facts = sortText({ ...session(record), createdAt: record.created, userAgent: record.agent })
      const readAt = Math.max(record.readAt ?? 0, completeAt ?? 0)
      return [`${record.duplicate}/${record.sessionId}`, { facts, lastActive: record.lastActive, expires: record.expires, readAt }]
    }),
  )
}

/** Expiry is kept to the second and may be one off when it slides. */
function expectSame(actual: Copy, expected: Copy, when: string): void {
  const rounded = (copy: Copy, other: Copy) =>
    [...copy]
      .map(([key, row]) => {
        const near = Math.abs((other.get(key)?.expires ?? Number.NaN) - (row.expires ?? Number.NaN)) <= 1
        return [key, { ...row, expires: near ? 'near' : row.expires }] as const
      })
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
  const [one, other] = [rounded(actual, expected), rounded(expected, actual)]
  // Comparing texts first is ten times as fast as a deep comparison, and nearly always enough.
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one, when).toEqual(other)
}

function everything(source: GridSource): SessionRecord[] {
  const { sort } = gridQuerySchema.parse({})
  return rowsById(source, findRows(source, { filter: filterOf(''), sort }, { limit: 100, offset: 0 }, contextOf(START)).ids)
}

function liveCopy(live: Database): Copy {
  return copyOf(everything(liveSource(live, siteNumbers(live))), findSite(live, 's')?.completeAt ?? null)
}

/** Everything a live table holds but for the row ids, in one order. */
function dump(live: Database): unknown[] {
  const sql = `SELECT live.id, sid, duplicate, user, display_name, type, node, address, agent, agent_words, created, last_active, expires, account, own, browser, system, device,
    first_seen, address_key, suspect, skeleton, max(coalesce(live.read_at, 0), coalesce(complete_at, 0)) AS read_at, user_sort, search, site.read_at AS site_read, complete_at
    FROM live JOIN site ON site.id = live.server ORDER BY live.id`
  return live.prepare(sql).all()
}

class Played {
  readonly cache: Database
  readonly live = createLive()
  readonly copies: { t: number; copy: Copy }[] = []
  readonly changes: ChangeSet[] = []
  memory: ServerMemory
  now = START * 1000
  lastTime = 0

  constructor(cache: Database) {
    this.cache = cache
    this.memory = loadMemory(cache, 's')
  }

  play(step: Step): void {
    if (step.kind === 'restart') this.restart(step.clean)
    else this.ask(step)
  }

  ask(step: Exclude<Step, { kind: 'restart' }>): void {
    this.now += step.after
    const t = Math.max(Math.floor(this.now / 1000), this.lastTime + 1)
    this.lastTime = t
    if (step.kind === 'failed') recordFailedPoll(this.cache, 's', this.now)
    else this.take(step, t)
  }

  take(step: Extract<Step, { kind: 'read' }>, t: number): void {
    const before = this.copies.at(-1)?.copy ?? new Map()
    const snapshot: SnapshotRead = read(step.sessions, step.complete)
    const changes = structuredClone(ingest(this.cache, this.memory, snapshot, this.now, nothingElse))
    expect(changes.pollAt).toBe(t * 1000)
    expect(applyChanges(this.live, changes)).toBe(true)
    this.changes.push(changes)
    this.copies.push({ t, copy: nextCopy(before, step, t) })
  }

  restart(clean: boolean): void {
    if (clean) writeLastKeyframe(this.cache, this.memory)
    this.memory = loadMemory(this.cache, 's')
  }
}

/** Every kind of condition, and words in every column. */
const FILTERS = [
  'müller',
  'STRASSE',
  '"o x"',
  '…',
  'firefox',
  'curl',
  'häuschen',
  'knoten-u',
  '"::1"',
  'É',
  '"x y"',
  'api',
  uuid(3),
  '0-8000-0',
  '"no one"',
  '10.0.0.0/8',
  'anna; bob api',
  'user:a -type:api',
  'user=MULLER',
  'user:""',
  'name:bob,anna',
  'name:""',
  'agent:mozilla',
  'agent:curl',
  'browser:fire',
  'system=linux',
  'device:computer',
  'device:program,""',
  'type:""',
  'type:other',
  'type=WEB',
  'node:ü',
  '-node:u',
  `id=${uuid(3)}`,
  'id:000000003',
  'id:É,a',
  'ip:10.0.0.0/8,""',
  'ip:0.0.0',
  'ip=HÄUSCHEN',
  '-ip:10.0.0.1',
  'server:s',
  '-server:s',
  'env:production',
  'tag:x',
  'identity:named',
  'identity:not-signed-in,anonymous',
  'is:own',
  'is:protected',
  '-is:protected',
  'is:service',
  'is:stale',
  'is:lookalike',
  'idle>30m',
  '-idle>30m',
  'idle<1h',
  'age>1h',
  'new<1h',
  'new>2s',
  'ends<30m',
  'ends>30m',
  'expires<1h',
  'addresses>1',
  'addresses<2',
  'addresses>2',
] as const

describe('history', () => {
  it('answers every past moment, the present and the present after a restart as a full copy of every read would', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const played = new Played(emptyCache())
        for (const step of steps) {
          played.play(step)
          expectSame(liveCopy(played.live), played.copies.at(-1)?.copy ?? new Map(), 'live rows')
        }

        const rebuilt = createLive()
        rebuildSite(rebuilt, played.cache, 's')
        expect(dump(rebuilt)).toEqual(dump(played.live))

        const past = createPast(played.cache)
        for (const [index, { t, copy }] of played.copies.entries()) {
          const next = played.copies[index + 1]?.t ?? t + 50
          for (const at of [t * 1000, next * 1000 - 1]) {
            const { source, readTimes, completeAt, total } = past.at(at, SITES)
            expect(readTimes.get('s')).toBe(t)
            expect(total).toBe(copy.size)
            expectSame(copyOf(everything(source), [...completeAt.values()][0] ?? null), copy, `at ${at}`)
          }
        }
        const first = played.copies[0]?.t
        if (first !== undefined) expect(past.at(first * 1000 - 1, SITES).readTimes.get('s')).toBeNull()
      }),
      { numRuns: 60, interruptAfterTimeLimit: 50_000 },
    )
  }, 60_000)

  it('changes nothing when a change set is applied a second time, or after a rebuild that saw it', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const played = new Played(emptyCache())
        for (const step of steps) played.play(step)
        const before = dump(played.live)
        for (const changes of played.changes) expect(applyChanges(played.live, changes)).toBe(false)
        expect(dump(played.live)).toEqual(before)

        const rebuilt = createLive()
        rebuildSite(rebuilt, played.cache, 's')
        for (const changes of played.changes) expect(applyChanges(rebuilt, changes)).toBe(false)
        expect(dump(rebuilt)).toEqual(before)
      }),
      { numRuns: 20, interruptAfterTimeLimit: 50_000 },
    )
  }, 60_000)

  it('finds in a past moment what the same search finds in the live rows', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const played = new Played(emptyCache())
        for (const step of steps) played.play(step)
        const last = played.copies.at(-1)
        if (last === undefined) return
        const past = createPast(played.cache).at(last.t * 1000, SITES).source
        describeSites(played.live, SITES)
        const live = liveSource(played.live, siteNumbers(played.live))
        const context = contextOf(last.t, filterServer('s', last.t + 3, { ownUsernames: ['Anna'] }))
        for (const text of FILTERS) {
          const find = { filter: filterOf(text), sort: gridQuerySchema.parse({}).sort }
          const found = findRows(live, find, { limit: 100, offset: 0 }, context)
          expect(findRows(past, find, { limit: 100, offset: 0 }, context), text).toEqual(found)
          expect(found.ids.length, text).toBe(found.matching)
        }
        for (const column of SORT_COLUMNS) {
          const find = { filter: filterOf(''), sort: [{ column, direction: 'desc' as const }] }
          const part = { limit: 100, offset: 0 }
          expect(findRows(past, find, part, context), column).toEqual(findRows(live, find, part, context))
        }
        for (const by of GROUPINGS) {
          const find = { filter: filterOf('-user=bob'), sort: gridQuerySchema.parse({}).sort }
          const lines = (source: GridSource) =>
            findLines(source, find, { by, open: true, except: ['ANNA'] }, { limit: 7, offset: 2 }, context, (key) => String(key ?? ''))
          expect(lines(past), by).toEqual(lines(live))
        }
      }),
      { numRuns: 20, interruptAfterTimeLimit: 50_000 },
    )
  }, 60_000)
})
