import { afterEach, expect, it } from 'vitest'
import type { Connector, DecodedSession, SnapshotRead, UserName } from '../../../../../src/main/collector/connectors/connector.ts'
import { createConnector } from '../../../../../src/main/collector/connectors/registry.ts'
import type { RollcallError } from '../../../../../src/shared/errors.ts'
import { type Double, type DoubleKind, startDouble } from '../../../../doubles/double.ts'
import type { LiveSession, Person } from '../../../../doubles/world.ts'

/** What differs from system to system in what all of them must do. */
export interface Expected {
  /** Enough people and sessions for several pages of everything that has pages. */
  readonly pages?: { readonly people?: number; readonly sessions: number }
  /** For a list that is read per parent: what the double calls one parent, and the words that name it when its list fails. */
  readonly parent?: (person: Person) => { readonly key: string; readonly called: string }
  /** Parents may go between the two lists, and then only their sessions are gone too. */
  readonly parentsGo?: true
  /** Ids that are no plain text there, such as numbers: hostile ones are never sent. */
  readonly ids?: 'numbers'
}

const doubles: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const open of doubles.splice(0).reverse()) await open.close()
})

/** A signal that nobody aborts. */
export function unhurried(): AbortSignal {
  return new AbortController().signal
}

/** A running double and a connector to it; both are closed after the test. */
export async function connected(
  kind: DoubleKind,
  seed: { readonly sessions?: number; readonly people?: readonly string[] } = {},
  changes: Parameters<Double['server']>[0] & { readonly secret?: string } = {},
): Promise<{ readonly double: Double; readonly connector: Connector }> {
  const double = await startDouble(kind, seed)
  const connector = createConnector(double.server(changes), changes.secret ?? (kind.secret === '' ? null : kind.secret))
  doubles.push(double, connector)
  return { double, connector }
}

/** The rows of a read in the order of the live sessions, by their kept ids. */
export function rowsOf(double: Double, read: SnapshotRead): readonly (DecodedSession | undefined)[] {
  const byId = new Map(read.sessions.map((session) => [session.sessionId, session]))
  return [...double.world.live].map((session) => byId.get(double.kind.kept(session)))
}

/** The code of the problem that a call ends with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return await call.then(
    () => 'no problem',
    (error: RollcallError) => error.code,
  )
}

/** What every system that lists sessions must do. */
export function listsAndEnds(kind: DoubleKind, expected: Expected = {}): void {
  it('lists every session over all pages, with the facts that its rows give', async () => {
    const { people = 3, sessions } = expected.pages ?? { sessions: 12 }
    const { double, connector } = await connected(kind, {
      sessions,
      people: Array.from({ length: people }, (_, index) => ['alice', 'bob', 'carol'][index] ?? `user${index}`),
    })
    const read = await connector.read(unhurried())
    expect(read).toMatchObject({ complete: true, incomplete: null, unreadable: { count: 0 } })
    expect(read.sessions).toHaveLength(double.world.live.size)
    const wanted = [...double.world.live].map((session) => kind.expected(session, double.world))
    expect(rowsOf(double, read).map((row, at) => given(row, wanted[at]))).toEqual(wanted)
    expect(double.world.strayed).toEqual([])
  })

  it('shows no session’s token anywhere', async () => {
    const { double, connector } = await connected(kind)
    const read = await connector.read(unhurried())
    const shown = read.sessions.map(({ raw, ...session }) => JSON.stringify([session, connector.other(raw)])).join('\n')
    for (const { token } of double.world.live) expect(shown).not.toContain(token)
  })

  it('ends the session that is meant and no other, and says what came of one that is gone', async () => {
    const { double, connector } = await connected(kind)
    await connector.read(unhurried())
    const [, meant] = [...double.world.live]
    const others = [...double.world.live].filter((session) => session !== meant)
    expect(await connector.terminate(keptOf(kind, meant), unhurried())).toMatchObject({ kind: 'accepted' })
    expect([...double.world.live]).toEqual(others)
    const after = await connector.read(unhurried())
    expect(after.sessions.map(({ sessionId }) => sessionId)).not.toContain(keptOf(kind, meant))
    const gone = kind.hides === true ? 'not-found' : kind.gone
    expect(await connector.terminate(keptOf(kind, meant), unhurried())).toMatchObject({ kind: gone })
    expect([...double.world.live]).toEqual(others)
  })

  it('takes a wrong credential for a failed sign-in, and ends nothing with it', async () => {
    const { double, connector } = await connected(kind, {}, { secret: 'wrong' })
    if (kind.secret === '') return
    expect(await codeOf(connector.read(unhurried()))).toBe('sign-in-failed')
    const [first] = [...double.world.live]
    expect(await connector.terminate(keptOf(kind, first), unhurried())).toMatchObject({ kind: kind.hides === true ? 'failed' : 'refused' })
    expect(double.world.live.size).toBe(6)
  })

  it('tells a missing right to see from a missing right to end', async () => {
    const { double, connector } = await connected(kind)
    double.world.rights.delete('manage')
    const read = await connector.read(unhurried())
    expect(read.complete).toBe(true)
    const [first] = [...double.world.live]
    const answer = await connector.terminate(keptOf(kind, first), unhurried())
    expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'no-right' } })
    if (kind.refusal !== undefined) expect(JSON.stringify(answer)).toContain(JSON.stringify(kind.refusal).slice(1, -1))
    double.world.rights.delete('view')
    expect(await codeOf(connector.read(unhurried()))).toBe('no-right')
    expect(double.world.live.size).toBe(6)
  })

  it('tells being asked too often from being broken', async () => {
    const { double, connector } = await connected(kind)
    await connector.read(unhurried())
    const [first] = [...double.world.live]
    double.world.fail(['list', 'end-one'], { status: 429, headers: { 'Retry-After': '7' } })
    expect(await codeOf(connector.read(unhurried()))).toBe('too-many-requests')
    expect(await connector.terminate(keptOf(kind, first), unhurried())).toEqual({ kind: 'throttled', retryAfterMs: 7000 })
    double.world.fail(['list', 'end-one'], { status: 500 })
    expect(await connector.terminate(keptOf(kind, first), unhurried())).toMatchObject({ kind: 'failed' })
    expect(await codeOf(connector.read(unhurried()))).toBe('server-error')
    expect(double.world.live.size).toBe(6)
  })

  it('keeps every id exactly, also one made to harm, and never sends it elsewhere', async () => {
    const { double, connector } = await connected(kind, { sessions: 1 })
    if (expected.ids === 'numbers') return
    const hostile = HOSTILE.map((id) => double.world.add(id))
    const read = await connector.read(unhurried())
    expect(new Set(read.sessions.map(({ sessionId }) => sessionId))).toEqual(new Set([...double.world.live].map(kind.kept)))
    for (const session of hostile) {
      const before = [...double.world.live]
      const answer = await connector.terminate(kind.kept(session), unhurried()).catch((error: RollcallError) => error.code)
      if (answer === 'not-allowed') expect([...double.world.live]).toEqual(before)
      else expect([...double.world.live]).toEqual(before.filter((one) => one !== session))
    }
    expect(double.world.strayed).toEqual([])
  })

  if (kind.signsOut === true) {
    it('signs out in the end', async () => {
      const { double, connector } = await connected(kind)
      await connector.read(unhurried())
      expect(double.world.tokens.size).toBe(1)
      await connector.close()
      expect(double.world.tokens.size).toBe(0)
      expect(double.world.strayed).toEqual([])
    })
  }

  const { parent } = expected
  if (parent === undefined) return
  it('says whose sessions could not be read, and is then not complete', async () => {
    const { double, connector } = await connected(kind)
    const [, bob] = double.world.people
    if (bob === undefined) throw new Error('a double has three people')
    const { key, called } = parent(bob)
    double.world.broken.set(key, 500)
    const read = await connector.read(unhurried())
    expect(read.complete).toBe(false)
    expect(read.incomplete).toContain(called)
    expect(read.sessions.length).toBeGreaterThan(0)
    expect(read.sessions.length).toBeLessThan(double.world.live.size)
    if (expected.parentsGo !== true) return
    double.world.broken.set(key, 404)
    expect(await connector.read(unhurried())).toMatchObject({ complete: true, incomplete: null })
  })
}

/** What every system that ends several sessions by one request must do. */
export function endsMany(kind: DoubleKind): void {
  it('ends several sessions by one request, and no other', async () => {
    const { double, connector } = await connected(kind, { sessions: 24 })
    await connector.read(unhurried())
    const { batch } = connector
    if (batch === null) throw new Error('the profile says that it ends several by one request')
    const [first] = [...double.world.live]
    const group = batch.groupOf(keptOf(kind, first))
    const together = [...double.world.live].filter((session) => batch.groupOf(kind.kept(session)) === group)
    const meant = new Set(together.slice(0, 3))
    expect(meant.size).toBe(3)
    const others = [...double.world.live].filter((session) => !meant.has(session))
    const asked = double.world.asked.length
    expect(await connector.terminateMany([...meant].map(kind.kept), unhurried())).toMatchObject({ kind: 'accepted' })
    expect([...double.world.live]).toEqual(others)
    expect(double.world.asked.length).toBe(asked + 1)
  })
}

/** What every system that logs out a user must do. `left` are sessions that it does not end thereby. */
export function endsUser(kind: DoubleKind, left: (session: LiveSession) => boolean = () => false): void {
  it('ends the sessions of one user and of nobody else', async () => {
    const { double, connector } = await connected(kind)
    const [alice] = double.world.people
    if (alice === undefined) throw new Error('a double has three people')
    const others = [...double.world.live].filter((session) => session.person !== alice || left(session))
    expect(await connector.terminateUser(await namesOf(double, connector, alice), unhurried())).toMatchObject({ kind: 'accepted' })
    expect([...double.world.live]).toEqual(others)
    expect(await codeOf(connector.terminateUser({ userId: '', user: '' }, unhurried()))).toBe('not-allowed')
    expect([...double.world.live]).toEqual(others)
  })
}

/** What the rows say of a person; where there are none, what somebody types. */
async function namesOf(double: Double, connector: Connector, person: Person): Promise<UserName> {
  if (!connector.capabilities.list) return { userId: null, user: person.email }
  const rows = rowsOf(double, await connector.read(unhurried()))
  const at = [...double.world.live].findIndex((session) => session.person === person)
  return { userId: rows[at]?.userId ?? null, user: rows[at]?.user ?? null }
}

/** Ids that would do harm as a piece of an address, of JSON or of a template. */
const HOSTILE = [
  '../../admin',
  '..',
  'a/b',
  'a?b=c',
  'a#b',
  'a%2Fb',
  'a b',
  '"},{"x":"',
  '{id}',
  '{input.realm}',
  'ünïcode',
  'a&b=c',
  '*',
  "';--",
]

function keptOf(kind: DoubleKind, session: LiveSession | undefined): string {
  if (session === undefined) throw new Error('the double has no such session')
  return kind.kept(session)
}

/** The fields of a row that are asked for. */
function given(row: DecodedSession | undefined, wanted: Partial<DecodedSession> | undefined): Partial<DecodedSession> | undefined {
  return row === undefined
    ? undefined
    : Object.fromEntries(Object.keys(wanted ?? {}).map((name) => [name, row[name as keyof DecodedSession]]))
}
