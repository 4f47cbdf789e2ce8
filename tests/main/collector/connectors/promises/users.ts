import { expect, it } from 'vitest'
import type { UserName } from '../../../../../src/main/collector/connectors/connector.ts'
import { endings, goneSince, opened, outcome, strayed, unhurried } from './opened.ts'
import type { Live } from './stage.ts'
import type { Subject } from './table.ts'

/** Names that could mean everybody, or that no request may carry. */
const NOBODY = ['', ' ', '\t', 'undefined', 'null', 'NaN', '*', '[object Object]', '.', '..', 'a\u0000b', '\ud800', null]

/** Names that are hard to write into a request. */
const AWKWARD = [
  'o’brien',
  "o'brien",
  'zoë',
  'a b',
  'a+b',
  'a/b',
  'a?b',
  'a#b',
  '100%',
  '..%2fadmin',
  '<b>x</b>',
  '"x"',
  '{user}',
  'DOMAIN\\user',
  'a@b',
  '12345',
]

/** Promise 8: logging a user out is about that user alone. */
export function logsOutOneUser(subject: Subject): void {
  it('sends nothing for a user who could be everybody', async () => {
    const { stage, connector } = await opened(subject)
    for (const name of NOBODY) {
      const answer = connector.terminateUser({ userId: name, user: name }, unhurried())
      expect(await outcome(answer), JSON.stringify(name)).toBe('threw not-allowed')
    }
    expect(stage.gate.passed).toEqual([])
  })

  it('lists the sessions of every user, however the user is called', async () => {
    const { stage, connector } = await opened(subject)
    if (!connector.capabilities.list || subject.seesOnly !== undefined) return
    for (const name of AWKWARD) stage.addUser?.(name)
    const { sessions, complete } = await connector.read(unhurried())
    expect(complete).toBe(true)
    expect(sessions.map(({ user }) => user).sort()).toEqual(
      stage
        .live()
        .map(({ name }) => name.user)
        .sort(),
    )
    expect(strayed(stage)).toEqual([])
  })

  it('loses nobody else’s sessions for a user whose name no address can hold', async () => {
    const { stage, connector } = await opened(subject)
    if (!connector.capabilities.list || subject.seesOnly !== undefined) return
    const before = stage.live().length
    stage.addUser?.('..')
    const { sessions, complete } = await connector.read(unhurried())
    expect(sessions.length).toBeGreaterThanOrEqual(before)
    if (complete) expect(sessions).toHaveLength(stage.live().length)
    expect(strayed(stage)).toEqual([])
  })

  const { nobody } = subject
  if (nobody === null) return
  it('ends all sessions of one user and no other, however the user is called', async () => {
    const { stage, connector } = await opened(subject)
    for (const name of AWKWARD) for (let sessions = 0; sessions < 2; sessions += 1) stage.addUser?.(name)
    if (connector.capabilities.list) await connector.read(unhurried())
    for (const chosen of oneOfEach(stage.live())) {
      const { name } = chosen
      const before = stage.live()
      const isTaken = subject.refusesNames?.test(name.userId ?? '') !== true
      const theirs = before.filter((one) => isTaken && isSame(one.name, name) && subject.stays?.(one.session) !== true)
      const answer = await outcome(connector.terminateUser(name, unhurried()))
      expect([answer, goneSince(stage, before)], `${name.user}`).toEqual([
        isTaken ? 'accepted' : 'failed',
        new Set(theirs.map(({ session }) => session)),
      ])
    }
    expect(strayed(stage)).toEqual([])
  })

  it(`says “${nobody}” of a user who has no sessions, and ends nobody’s`, async () => {
    const { stage, connector } = await opened(subject)
    const before = stage.live()
    expect(await outcome(connector.terminateUser({ userId: 'no-such-user', user: 'no-such-user' }, unhurried()))).toBe(nobody)
    expect(goneSince(stage, before)).toEqual(new Set())
    expect(endings(stage)).toBeLessThanOrEqual(1)
    expect(strayed(stage)).toEqual([])
  })
}

/** One session of each user. */
function oneOfEach(sessions: readonly Live[]): readonly Live[] {
  return sessions.filter((one, index) => sessions.findIndex(({ name }) => isSame(name, one.name)) === index)
}

function isSame(one: UserName, another: UserName): boolean {
  return one.userId === another.userId && one.user === another.user
}
