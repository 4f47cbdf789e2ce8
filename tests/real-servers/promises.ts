import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connector, DecodedSession, TerminateAnswer } from '../../src/main/collector/connectors/connector.ts'
import type { TestStep } from '../../src/shared/contract/act.ts'
import { RollcallError } from '../../src/shared/errors.ts'
import { connected, type Kind, readUntil, unhurried } from './connected.ts'
import type { Credential, RealClient, RealServer } from './real-server.ts'

const FACTS = ['displayName', 'email', 'project', 'organisation', 'type', 'node', 'address', 'userAgent'] as const

/** One kind of real server, and what is different about it. */
export interface RealKind extends Kind {
  readonly name: string
  /** Why it can't be had here, or null. */
  readonly missing: string | null
  start(): Promise<RealServer>
  /** How the user column calls a user. */
  shown(user: string): string
  /** What the row of a client gives of these; the others are blank. */
  given(client: RealClient): Partial<Pick<DecodedSession, (typeof FACTS)[number]>>
  /** Which times a row gives. */
  readonly times: readonly ('createdAt' | 'lastActiveAt' | 'expiresAt')[]
  /** What it says when a session is ended that is not there any more. */
  readonly gone: TerminateAnswer['kind']
  /** The users of the rows that are Rollcall's own. */
  readonly own: readonly string[]
  /** Whether it gives its list, or that of its users, in pages. */
  readonly pages: boolean
  /** Whether it knows a right to see sessions without the right to end them. */
  readonly views: boolean
  /** Whether one request ends several sessions. */
  readonly together: boolean
  /** Whether all sessions of a user are ended by one request. */
  readonly endsUsers: boolean
}

/** A clock that is cut to whole seconds may be this far behind what happened, in ms. */
const ROUNDED = 1000

/** What holds of every real server that Rollcall is connected to. The server is started once; each test has clients of its own. */
export function promises(kind: RealKind): void {
  describe.skipIf(kind.missing !== null)(`${kind.name}${kind.missing === null ? '' : ` (skipped: ${kind.missing})`}`, () => {
    let real: RealServer
    let connector: Connector
    const clients: RealClient[] = []
    const opened: Connector[] = []

    beforeAll(async () => {
      real = await kind.start()
      connector = as(real.admin)
    })
    afterAll(async () => {
      await Promise.all([...opened, ...clients].map((each) => each.close()))
      await real?.stop()
    })

    function as(credential: Credential, pageSize?: number): Connector {
      const made = connected(real, kind, credential, pageSize)
      opened.push(made)
      return made
    }

    async function signIn(user: string): Promise<RealClient> {
      const client = await real.signIn(user)
      clients.push(client)
      return client
    }

    /** The rows of some users, once there are as many as clients that are signed in. */
    async function rowsOf(...users: readonly string[]): Promise<readonly DecodedSession[]> {
      const shown = new Set(users.map(kind.shown))
      const expected = await stillIn(clients.filter(({ user }) => users.includes(user)))
      const read = await readUntil(connector, (sessions) => sessions.filter(({ user }) => shown.has(user ?? '')).length === expected.length)
      expect(read).toMatchObject({ complete: true, incomplete: null, unreadable: { count: 0 } })
      return read.sessions.filter(({ user }) => shown.has(user ?? ''))
    }

    async function idsOf(...users: readonly string[]): Promise<ReadonlySet<string>> {
      return new Set((await rowsOf(...users)).map(({ sessionId }) => sessionId))
    }

    /** Ends these sessions of one user: by one request where the server takes such, else one after the other. */
    async function endAll(rows: readonly DecodedSession[]): Promise<readonly TerminateAnswer[]> {
      const [{ user = null, userId = null } = {}] = rows
      if (kind.endsUsers) return [await connector.terminateUser({ user, userId }, unhurried)]
      const answers: TerminateAnswer[] = []
      for (const { sessionId } of rows) answers.push(await connector.terminate(sessionId, unhurried))
      return answers
    }

    test('passes the connection test, step by step', async () => {
      const steps: TestStep[] = []
      for await (const step of connector.test(unhurried)) steps.push(step)
      expect(steps.filter(({ result }) => result === 'failed')).toEqual([])
      expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(['connection', 'sign-in', 'shape']))
    })

    test('lists the sessions of three users with what the server knows of each, and nothing else', async () => {
      const before = Date.now()
      const made = [await signIn('alice'), await signIn('bob'), await signIn('carol'), await signIn('alice')]
      const rows = await rowsOf('alice', 'bob', 'carol')
      const after = Date.now()
      const blank = Object.fromEntries(FACTS.map((fact) => [fact, null]))
      for (const client of made) {
        const row = expect.objectContaining({ user: kind.shown(client.user), ...blank, ...kind.given(client) })
        expect(rows).toContainEqual(row)
      }
      const fromThen = rows.filter(({ createdAt }) => (createdAt ?? 0) >= before - ROUNDED)
      expect(fromThen).toHaveLength(made.length)
      for (const row of fromThen) {
        expect(row.createdAt).toBeLessThanOrEqual(after)
        expect({ lastActiveAt: row.lastActiveAt !== null, expiresAt: row.expiresAt !== null }).toEqual({
          lastActiveAt: kind.times.includes('lastActiveAt'),
          expiresAt: kind.times.includes('expiresAt'),
        })
        if (row.lastActiveAt !== null) expect(row.lastActiveAt).toBeGreaterThanOrEqual((row.createdAt ?? 0) - ROUNDED)
        if (row.lastActiveAt !== null) expect(row.lastActiveAt).toBeLessThanOrEqual(after)
        if (row.expiresAt !== null) expect(row.expiresAt).toBeGreaterThan(after)
      }
    })

    if (kind.pages) {
      test('lists the same sessions page by page', async () => {
        for (const user of ['alice', 'alice', 'bob']) await signIn(user)
        const ids = await idsOf(...real.users)
        const paged = await as(real.admin, 2).read(unhurried)
        expect(paged).toMatchObject({ complete: true, incomplete: null })
        const users = new Set(real.users.map(kind.shown))
        expect(new Set(paged.sessions.filter(({ user }) => users.has(user ?? '')).map(({ sessionId }) => sessionId))).toEqual(ids)
      })
    }

    test('tells its own session where it has one, and takes no other for it', async () => {
      await signIn('alice')
      await rowsOf('alice')
      const { sessions } = await connector.read(unhurried)
      expect(sessions.filter(({ own }) => own === true).map(({ user }) => user)).toEqual(kind.own)
    })

    test('lists without a trace of what the clients prove themselves with', async () => {
      const client = await signIn('bob')
      const { sessions } = await readUntil(connector, (rows) => rows.some(({ user }) => user === kind.shown('bob')))
      const kept = JSON.stringify(sessions.map(({ raw, ...row }) => ({ ...row, other: connector.other(raw) })))
      if (client.secret !== null) expect(kept).not.toContain(client.secret)
      expect(kept).not.toContain(real.admin.secret)
    })

    test('ends one session and only that one: its client is refused and all others are still in', async () => {
      for (const user of ['alice', 'alice', 'bob', 'carol']) await signIn(user)
      const before = await rowsOf('alice', 'bob', 'carol')
      const in1 = await stillIn(clients)
      const chosen = before.findLast(({ user }) => user === kind.shown('alice'))
      if (chosen === undefined) throw new Error('alice is not listed')
      expect(await connector.terminate(chosen.sessionId, unhurried)).toMatchObject({ kind: 'accepted' })
      const in2 = await stillIn(clients)
      const [out, ...others] = in1.filter((client) => !in2.includes(client))
      expect([out?.user, others]).toEqual(['alice', []])
      if (out !== undefined) expect(chosen).toMatchObject(kind.given(out))
      const left = await idsOf('alice', 'bob', 'carol')
      expect(before.filter(({ sessionId }) => !left.has(sessionId))).toEqual([chosen])
    })

    if (kind.together) {
      test('ends several sessions together and only those', async () => {
        for (const user of ['alice', 'bob', 'bob', 'carol']) await signIn(user)
        const rows = await rowsOf('alice', 'carol')
        const others = (await stillIn(clients)).filter(({ user }) => user !== 'alice' && user !== 'carol')
        expect(connector.batch?.atMost).toBeGreaterThanOrEqual(rows.length)
        expect(new Set(rows.map(({ sessionId }) => connector.batch?.groupOf(sessionId))).size).toBe(1)
        const ids = rows.map(({ sessionId }) => sessionId)
        expect(await connector.terminateMany(ids, unhurried)).toMatchObject({ kind: 'accepted' })
        expect(await stillIn(clients)).toEqual(others)
        expect(await rowsOf('alice', 'carol')).toEqual([])
      })
    }

    test('says of a session that has already been ended what the server says', async () => {
      await signIn('carol')
      const [row] = await rowsOf('carol')
      if (row === undefined) throw new Error('carol is not listed')
      await connector.terminate(row.sessionId, unhurried)
      await readUntil(connector, (sessions) => !sessions.some(({ sessionId }) => sessionId === row.sessionId))
      expect(await answerTo(connector.terminate(row.sessionId, unhurried))).toBe(kind.gone)
    })

    test('ends all sessions of one user: their clients are refused and all others are still in', async () => {
      expect(connector.capabilities.terminateUser).toBe(kind.endsUsers)
      // The names after the first three are harder to write into a request.
      for (const chosen of ['bob', ...real.users.slice(3)]) {
        for (const user of ['alice', chosen, chosen, 'carol']) await signIn(user)
        const rows = await rowsOf(chosen)
        expect(rows.length).toBeGreaterThanOrEqual(2)
        const others = (await stillIn(clients)).filter(({ user }) => user !== chosen)
        for (const answer of await endAll(rows)) expect(answer).toMatchObject({ kind: 'accepted' })
        expect(await stillIn(clients)).toEqual(others)
        expect(await rowsOf(chosen)).toEqual([])
      }
    })

    test('refuses a wrong password or token as a failed sign-in', async () => {
      const read = as({ ...real.admin, secret: `not-${real.admin.secret}` }).read(unhurried)
      expect(await codeOf(read)).toBe('sign-in-failed')
    })

    test('refuses somebody without the right to see sessions as such', async () => {
      expect(await codeOf(as(real.stranger).read(unhurried))).toBe('no-right')
    })

    if (kind.views) {
      test('tells that somebody may see sessions and end none, and their clients are still in', async () => {
        if (real.viewer === null) throw new Error('there is nobody with that right alone')
        const client = await signIn('carol')
        const [row] = await rowsOf('carol')
        if (row === undefined) throw new Error('carol is not listed')
        const viewer = as(real.viewer)
        await readUntil(viewer, (sessions) => sessions.some(({ sessionId }) => sessionId === row.sessionId))
        const answer = await viewer.terminate(row.sessionId, unhurried)
        expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'no-right' } })
        expect(await client.isIn()).toBe(true)
      })
    }
  })
}

/** Those whose server still takes them, each asked by its own session. */
async function stillIn(clients: readonly RealClient[]): Promise<readonly RealClient[]> {
  const answers = await Promise.all(clients.map(async (client) => ({ client, isIn: await client.isIn() })))
  return answers.filter(({ isIn }) => isIn).map(({ client }) => client)
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return await asked.then(
    () => 'no error',
    (error) => (error instanceof RollcallError ? error.code : String(error)),
  )
}

/** A connector may know by itself that a session is not there, and says so before any request. */
async function answerTo(asked: Promise<TerminateAnswer>): Promise<string> {
  return await asked.then(
    ({ kind }) => kind,
    (error) => (error instanceof RollcallError ? error.code : String(error)),
  )
}
