import { expect, it } from 'vitest'
import { catalogue, findProfile } from '../../../../../src/main/collector/connectors/registry.ts'
import { guardOf, ownUsernames } from '../../../../../src/shared/guard.ts'
import { another, opened, outcome, problemOf, unhurried } from './opened.ts'
import type { Subject } from './table.ts'

/** Begins with a capital, a digit or a name, and ends. */
const SENTENCE = /^(?:[\p{Lu}\d“]|better-auth|authentik)[^]*[.?]”?$/u
/** Stands in the middle of a sentence, or after a colon: no full stop, and no capital unless it is a name. */
const PHRASE = /^(?!.*\.$)[^\s].*[^\s.]$/u

/** Promises 6 and 9: own sessions are told, or it is said why not; and what is said of a system agrees with what it does. */
export function saysWhatItDoes(subject: Subject): void {
  const { profileId, own } = subject
  const entry = catalogue().find(({ id }) => id === profileId)
  if (entry === undefined) throw new Error(`there is no ${profileId}`)

  it('tells its own session, or says how far it can', async () => {
    const { stage, connector } = await opened(subject)
    const { capabilities } = connector
    expect(capabilities.ownSession).toBe(own)
    const rule = findProfile(profileId)?.own
    if (own === 'none' || own === 'unknown') expect(rule).toMatchObject({ kind: own, why: expect.stringMatching(SENTENCE) })
    if (!capabilities.list) return
    const others = stage.live()
    stage.addOwn?.()
    const mine = new Set(stage.live().map(({ session }) => session))
    for (const { session } of others) mine.delete(session)
    const { sessions } = await connector.read(unhurried())
    const told = sessions.filter((session) => session.own === true)
    if (own === 'flag' || own === 'compared') expect(told).toHaveLength(mine.size)
    if (own === 'none') expect(new Set(sessions.map((session) => session.own))).toEqual(new Set([false]))
    if (own === 'username' || own === 'unknown') expect(new Set(sessions.map((session) => session.own))).toEqual(new Set([null]))
    for (const { kept } of stage.live().filter(({ session }) => mine.has(session))) {
      if (own === 'flag' || own === 'compared') expect(told.map(({ sessionId }) => sessionId)).toContain(kept())
    }
    if (own !== 'username') return
    const [name = ''] = ownUsernames(stage.server, capabilities)
    const facts = { sessionId: 'x', duplicate: 0, idIsRepeated: false, viewOnly: false, terminateRefused: false, terminateOffered: true }
    const guard = guardOf({ ...facts, own: null, user: name.toUpperCase(), ownUsernames: ownUsernames(stage.server, capabilities) })
    expect([name, guard]).toEqual([expect.stringMatching(/./), 'own-assumed'])
  })

  it('offers what it does, and does what it offers', async () => {
    const { stage, connector } = await opened(subject)
    const { list, terminateOne, terminateUser } = connector.capabilities
    expect({ terminateOne, terminateUser }).toEqual({ terminateOne: subject.gone !== null, terminateUser: subject.nobody !== null })
    const refused = another(stage)
    const [first, second, third, fourth] = stage.live()
    const name = fourth?.name ?? { userId: null, user: null }
    const reading = async (): Promise<string> => (await problemOf(connector.read(unhurried())))?.code ?? 'accepted'
    if (list) expect(await reading()).toBe('accepted')
    const { batch } = connector
    const both = [second, third].map((live) => live?.kept() ?? 'x')
    const together = both.filter((id) => batch?.groupOf(id) === batch?.groupOf(both[0] ?? ''))
    if (terminateOne) expect(await outcome(connector.terminate(first?.kept() ?? '', unhurried()))).toBe('accepted')
    if (batch !== null) expect(await outcome(connector.terminateMany(together, unhurried()))).toBe('accepted')
    if (terminateUser) expect(await outcome(connector.terminateUser(name, unhurried()))).toBe('accepted')
    const live = stage.live().length
    stage.gate.passed.length = 0
    if (!list) expect(await reading()).toBe('not-allowed')
    if (!terminateOne) expect(await outcome(refused.terminate(first?.kept() ?? 'x', unhurried()))).toBe('threw not-allowed')
    if (!terminateUser) expect(await outcome(refused.terminateUser(name, unhurried()))).toBe('threw not-allowed')
    expect(stage.gate.passed).toEqual([])
    if (batch === null) expect(await outcome(refused.terminateMany(both, unhurried()))).not.toBe('accepted')
    expect(stage.live()).toHaveLength(live)
  })

  it('describes itself in whole sentences', () => {
    const { about, inputs, logins, capabilities } = entry
    const { coverage, terminateMeans, known, supply, activity } = capabilities
    for (const sentence of [about, coverage, terminateMeans, known, supply]) expect(sentence).toMatch(SENTENCE)
    expect(activity).toMatch(PHRASE)
    for (const { label, help, choices = [] } of inputs) {
      expect(label).toMatch(/^\p{Lu}[^.]*$/u)
      if (help !== undefined) expect(help, label).toMatch(SENTENCE)
      for (const choice of choices) expect(choice.label).toMatch(/^[\p{Lu}\d][^]*[^.]$/u)
    }
    for (const { name, usernameLabel, secretLabel } of logins)
      for (const label of [name, usernameLabel, secretLabel]) expect(label).toMatch(/^\p{Lu}[^.]*$/u)
    const said = JSON.stringify([about, inputs, logins, capabilities])
    expect(said).not.toMatch(/ {2}|[{}]\w+\}|TODO|TBD|\bteh\b|\.\.(?!\.)/)
  })
}
