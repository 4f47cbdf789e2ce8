import { expect, it } from 'vitest'
import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import { catalogue, findProfile, type SavedProfiles } from '../../../../../src/main/collector/connectors/registry.ts'
import { guardOf, ownUsernames } from '../../../../../src/shared/guard.ts'
import type { Guard } from '../../../../../src/shared/session.ts'
import { another, opened, outcome, problemOf, unhurried } from './opened.ts'
import { ADMIN_PAGE } from './pages.ts'
import type { Stage } from './stage.ts'
import type { Subject } from './table.ts'

/** Begins with a capital, a digit or a name, and ends. */
const SENTENCE = /^(?:[\p{Lu}\d“]|better-auth|authentik)(?:.|\n)*[.?]”?$/u
/** Stands in the middle of a sentence, or after a colon: no full stop, and no capital unless it is a name. */
const PHRASE = /^(?!.*\.$)[^\s].*[^\s.]$/u

/** What an admin may have saved. */
const SAVED: SavedProfiles = { profiles: [ADMIN_PAGE], refused: [] }

/** Promises 6 and 9: own sessions are told, or it is said why not; and what is said of a system agrees with what it does. */
export function saysWhatItDoes(subject: Subject): void {
  const { profileId, own } = subject
  const entry = catalogue(SAVED).find(({ id }) => id === profileId)
  if (entry === undefined) throw new Error(`there is no ${profileId}`)

  it('tells its own session, or says how far it can', async () => {
    const { stage, connector } = await opened(subject)
    const { list, ownSession } = connector.capabilities
    expect(ownSession).toBe(own)
    if (own === 'none' || own === 'unknown')
      expect(findProfile(profileId, SAVED)?.own).toMatchObject({ kind: own, why: expect.stringMatching(SENTENCE) })
    if (!list) return
    const others = new Set(stage.live().map(({ session }) => session))
    const reader = another(stage, stage.addOwn?.() ?? {})
    const { sessions } = await reader.read(unhurried())
    const mine = stage.live().filter(({ session }) => !others.has(session))
    const told = sessions.filter((session) => session.own === true).map(({ sessionId }) => sessionId)
    if (own === 'flag' || own === 'compared') expect(told).toEqual(mine.map(({ kept }) => kept()))
    else expect(new Set(sessions.map((session) => session.own))).toEqual(new Set([own === 'none' ? false : null]))
    if (own === 'username') expect(guardOfOwn(stage, connector)).toBe('own-assumed')
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
      for (const choice of choices) expect(choice.label).toMatch(/^[\p{Lu}\d](?:.|\n)*[^.]$/u)
    }
    for (const { name, usernameLabel, secretLabel } of logins)
      for (const label of [name, usernameLabel, secretLabel]) expect(label).toMatch(/^\p{Lu}[^.]*$/u)
    const said = JSON.stringify([about, inputs, logins, capabilities])
    expect(said).not.toMatch(/ {2}|[{}]\w+\}|TODO|TBD|\bteh\b|\.\.(?!\.)/)
  })
}

/** What keeps somebody from ending a session of the user that Rollcall is there. */
function guardOfOwn({ server }: Stage, { capabilities }: Connector): Guard | null {
  const names = ownUsernames(server, capabilities)
  const facts = { sessionId: 'x', duplicate: 0, idIsRepeated: false, viewOnly: false, terminateRefused: false, terminateOffered: true }
  return guardOf({ ...facts, own: null, user: names[0]?.toUpperCase() ?? null, ownUsernames: names })
}
