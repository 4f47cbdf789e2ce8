import { cpSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getServer, listServers } from '../../../../src/main/store/journal/servers.ts'
import type { Auth } from '../../../../src/shared/profile/sign-in.ts'
import { type ServerDraft, serverDraftSchema } from '../../../../src/shared/server.ts'
import { addServer, draftOf, type Engine, MemoryKeytar, startEngine, temporaryFolder, until } from '../engine.ts'
import { type SessionServer, startSessionServer } from '../session-server.ts'

/** What an admin, in a hurry, might do next; numbers choose among what is there. */
type Step =
  | {
      readonly kind: 'add' | 'edit'
      readonly which: number
      readonly origin: number
      readonly auth: number
      readonly path: boolean
      readonly secret: boolean
    }
  | { readonly kind: 'remove' | 'refresh' | 'test'; readonly which: number; readonly origin: number; readonly auth: number }
  | { readonly kind: 'restart' }

const number = fc.nat(7)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('add', 'edit', 'edit'),
      which: number,
      origin: number,
      auth: number,
      path: fc.boolean(),
      secret: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('remove', 'refresh', 'test', 'test'), which: number, origin: number, auth: number }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
)

const AUTHS: readonly Auth[] = [
  { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' },
  { kind: 'header', name: 'Authorization', template: 'Token {secret}' },
  { kind: 'none' },
]

/** Plays the steps on a real collector; remembers for each secret where and how it may be sent. */
class Admin {
  readonly bound = new Map<string, string>()
  readonly #servers: readonly SessionServer[]
  readonly #keytar: MemoryKeytar
  #engine: Engine
  #count = 0

  constructor(engine: Engine, keytar: MemoryKeytar, servers: readonly SessionServer[]) {
    this.#engine = engine
    this.#keytar = keytar
    this.#servers = servers
  }

  static async start(servers: readonly SessionServer[]): Promise<Admin> {
    const keytar = new MemoryKeytar()
    return new Admin(await startEngine({ keytar }), keytar, servers)
  }

  async play(next: Step): Promise<void> {
    if (next.kind === 'restart') {
      await this.#engine.stop()
      this.#engine = await startEngine({ dataFolder: this.#engine.folder, keytar: this.#keytar })
      return
    }
    const { servers } = this.#engine.act
    const known = listServers(this.#engine.journal)
    const serverId = known[next.which % Math.max(known.length, 1)]?.id
    const draft = this.#draft(next, serverId)
    if (next.kind === 'add') await servers.add({ draft, secret: this.#secretFor(next, draft) })
    if (serverId === undefined) return
    if (next.kind === 'edit') await servers.change({ serverId, draft, secret: this.#secretFor(next, draft) })
    if (next.kind === 'remove') await servers.remove({ serverId, keepHistory: true })
    if (next.kind === 'refresh') await servers.refresh({ serverId })
    if (next.kind === 'test') for await (const _ of await servers.test({ draft, serverId }));
  }

  stop(): Promise<void> {
    return this.#engine.stop()
  }

  get keychain(): ReadonlyMap<string, string> {
    return this.#keytar.entries
  }

  get listed(): readonly string[] {
    return listServers(this.#engine.journal).map(({ id }) => id)
  }

  #draft(next: Exclude<Step, { kind: 'restart' }>, serverId: string | undefined): ServerDraft {
    const { url } = this.#servers[next.origin % this.#servers.length] as SessionServer
    const name =
      next.kind === 'add' || serverId === undefined
        ? `Server ${this.#next()}`
        : (listServers(this.#engine.journal).find(({ id }) => id === serverId)?.name ?? '')
    const path = 'path' in next && next.path ? '/base' : ''
    return serverDraftSchema.parse({
      name,
      url: url + path,
      connector: { profileId: 'admin-sessions' },
      auth: AUTHS[next.auth % AUTHS.length],
      intervalSeconds: 3600,
      timeoutSeconds: 5,
    })
  }

  #next(): number {
    this.#count += 1
    return this.#count
  }

  #secretFor(next: Step, draft: ServerDraft): string | undefined {
    if (!('secret' in next) || !next.secret || draft.auth.kind !== 'header') return undefined
    const secret = `canary-${this.#next()}-x`
    this.bound.set(draft.auth.template.replace('{secret}', secret), new URL(draft.url).origin)
    return secret
  }
}

describe('a secret', () => {
  it('is never sent but to the origin and in the way it was given for, whatever an admin does', async () => {
    const servers = [await startSessionServer(1), await startSessionServer(1), await startSessionServer(1)]
    let sent = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const admin = await Admin.start(servers)
        for (const server of servers) server.requests.length = 0
        for (const next of steps) {
          await admin.play(next)
          // A read follows each step.
          await sleep(30)
        }
        const strangers = [...admin.keychain.keys()].filter((account) => !account.includes('canary') && !admin.listed.includes(account))
        expect(strangers).toEqual([])
        await admin.stop()
        for (const server of servers) {
          for (const { secret } of server.requests) {
            if (secret === undefined) continue
            sent += 1
            expect(admin.bound.get(secret)).toBe(server.url)
          }
        }
      }),
      { numRuns: 25 },
    )
    expect(sent).toBeGreaterThan(10)
  }, 120_000)

  it('that was given for another origin is not sent after the list of servers was restored from a backup', async () => {
    const [before, after] = [await startSessionServer(1), await startSessionServer(1)]
    const keytar = new MemoryKeytar()
    const auth = AUTHS[0] as Auth
    const first = await startEngine({ keytar })
    const serverId = await addServer(first, draftOf(before.url, { auth }), 'given-for-the-first')
    await first.stop()
    const backup = temporaryFolder()
    cpSync(first.folder, backup, { recursive: true })

    const second = await startEngine({ keytar, dataFolder: first.folder })
    await second.act.servers.change({ serverId, draft: draftOf(after.url, { auth }), secret: 'given-for-the-second' })
    await until(() => after.requests.some(({ secret }) => secret === 'Bearer given-for-the-second'))
    await second.stop()

    const third = await startEngine({ keytar, dataFolder: backup })
    const attempt = await until(() => third.status(serverId)?.lastAttempt)
    expect(attempt.problem?.code).toBe('credential-changed')
    expect(getServer(third.journal, serverId)?.credential).toBe('changed')
    expect(new Set(before.requests.map(({ secret }) => secret))).toEqual(new Set(['Bearer given-for-the-first']))
  })
})
