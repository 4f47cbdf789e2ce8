import { expect, it } from 'vitest'
import type { UserName } from '../../../../../src/main/collector/connectors/connector.ts'
import { endings, goneSince, opened, outcome, strayed, unhurried } from './opened.ts'
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

  const { nobody, staysOf } = subject
  if (nobody === null) return
  it('ends all sessions of one user and no other, however the user is called', async () => {
    for (const name of [null, ...AWKWARD]) {
      const { stage, connector } = await opened(subject)
      if (name !== null && stage.addUser !== undefined) for (let sessions = 0; sessions < 2; sessions += 1) stage.addUser(name)
      const before = stage.live()
      const chosen = (name === null ? before[0] : before.at(-1)) ?? before[0]
      if (chosen === undefined) throw new Error('nobody is there')
      const theirs = before.filter((one) => isSame(one.name, chosen.name) && staysOf?.(one.session) !== true)
      if (connector.capabilities.list) await connector.read(unhurried())
      const answer = await outcome(connector.terminateUser(chosen.name, unhurried()))
      if (subject.refusesNames?.test(name ?? '') === true) {
        expect([answer, goneSince(stage, before)], `${name}`).toEqual(['failed', new Set()])
        continue
      }
      expect([answer, goneSince(stage, before)], `${name}`).toEqual(['accepted', new Set(theirs.map(({ session }) => session))])
      expect(strayed(stage)).toEqual([])
    }
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

function isSame(one: UserName, another: UserName): boolean {
  return one.userId === another.userId && one.user === another.user
}
