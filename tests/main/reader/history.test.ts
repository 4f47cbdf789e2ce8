import { describe, expect, it, onTestFinished } from 'vitest'
import type { DecodedSession } from '../../../src/main/collector/connectors/connector.ts'
import { ingest, loadMemory } from '../../../src/main/collector/polling/ingest.ts'
import { sessionHistory } from '../../../src/main/reader/history.ts'
import { closeDatabase } from '../../../src/main/store/database.ts'
import { applyChanges, createLive } from '../../../src/main/store/live.ts'
import { nothingElse, read, session, temporaryCache, uuid } from '../store/history-samples.ts'

const NOW = 1_800_000_000_000
const POLL = 30_000
const KEY = { serverId: 'keep', sessionId: uuid(1), duplicate: 0 }

/** A server that is read every 30 s, as both halves of the program know it. */
function watched() {
  const cache = temporaryCache()
  const live = createLive()
  onTestFinished(() => closeDatabase(live))
  const memory = loadMemory(cache, 'keep')
  let at = NOW
  return {
    cache,
    live,
    now: () => at,
    poll(sessions: readonly DecodedSession[], complete = true) {
      at += POLL
      applyChanges(live, ingest(cache, memory, read(sessions, complete), at, nothingElse))
    },
    history(key = KEY) {
      return sessionHistory({ cache, live }, key, { now: at, intervalSeconds: 30, clockOffset: 0 })
    },
  }
}

const ann = (facts: Partial<DecodedSession> = {}) => session({ sessionId: uuid(1), user: 'ann', lastActiveAt: NOW, ...facts })
const bob = (facts: Partial<DecodedSession> = {}) => session({ sessionId: uuid(2), user: 'bob', ...facts })

describe('the history of a session', () => {
  it('tells what changed, from what to what, and which read told it', async () => {
    const world = watched()
    world.poll([ann({ user: null, address: '10.0.0.1' }), bob()])
    world.poll([ann({ address: '10.0.0.1' }), bob()])
    world.poll([ann({ address: '10.0.0.2', userAgent: 'Firefox' }), bob()])
    const history = await world.history()
    expect(history?.changes).toEqual([
      { at: NOW + 2 * POLL, what: 'user', before: null, after: 'ann' },
      { at: NOW + 3 * POLL, what: 'address', before: '10.0.0.1', after: '10.0.0.2' },
      { at: NOW + 3 * POLL, what: 'userAgent', before: null, after: 'Firefox' },
    ])
    expect(history).toMatchObject({ from: NOW + POLL, to: NOW + 3 * POLL })
  })

  it('goes on from where it was when it is asked for again', async () => {
    const world = watched()
    for (let poll = 0; poll < 25; poll += 1) world.poll([ann({ lastActiveAt: world.now() }), bob()])
    expect(new Set((await world.history())?.activity)).toEqual(new Set(['active']))
    const last = world.now()
    for (let poll = 0; poll < 25; poll += 1) world.poll([ann({ lastActiveAt: last }), bob()])
    const { activity } = (await world.history()) ?? { activity: [] }
    expect(activity.slice(0, 12)).toEqual(new Array(12).fill('active'))
    expect(activity.slice(-10)).toEqual(new Array(10).fill('idle'))
  })

  it('is the same whether it was followed all along or asked for at the end', async () => {
    const [followed, asked] = [watched(), watched()]
    for (let poll = 0; poll < 90; poll += 1) {
      const facts = { lastActiveAt: NOW + Math.floor(poll / 7) * 7 * POLL, address: `10.0.0.${Math.floor(poll / 33)}` }
      const complete = poll % 5 !== 0
      for (const world of [followed, asked]) world.poll(poll % 11 === 0 && !complete ? [bob()] : [ann(facts), bob()], complete)
      await followed.history()
    }
    const history = await asked.history()
    expect(history?.changes).toHaveLength(2)
    expect(await followed.history()).toEqual(history)
  })

  it('ends with the session, also when it was looked at before', async () => {
    const world = watched()
    world.poll([ann(), bob()])
    world.poll([ann(), bob()])
    await world.history()
    world.poll([bob()])
    for (let poll = 0; poll < 10; poll += 1) world.poll([bob()])
    expect(await world.history()).toMatchObject({ from: NOW + POLL, to: NOW + 3 * POLL })
  })

  it('looks back a day and no further', async () => {
    const world = watched()
    world.poll([ann(), bob()])
    const history = await sessionHistory(world, KEY, { now: NOW + 3 * 86_400_000, intervalSeconds: 30, clockOffset: null })
    expect(history).toMatchObject({ from: NOW + 2 * 86_400_000, to: NOW + 3 * 86_400_000 })
    expect(history?.activity).toEqual(new Array(96).fill(null))
  })

  it('says when an expiry was moved by somebody, and not that it moves along with activity', async () => {
    const world = watched()
    world.poll([ann({ expiresAt: NOW + 1e6 })])
    world.poll([ann({ expiresAt: NOW + 1e6 })])
    world.poll([ann({ expiresAt: NOW + 9e6 })])
    expect((await world.history())?.changes).toEqual([{ at: NOW + 3 * POLL, what: 'expires', before: null, after: String(NOW + 9e6) }])
  })

  it('is not there for a session that nobody ever saw', async () => {
    const world = watched()
    world.poll([bob()])
    expect(await world.history()).toBeNull()
    expect(await world.history({ ...KEY, serverId: 'other' })).toBeNull()
  })
})
