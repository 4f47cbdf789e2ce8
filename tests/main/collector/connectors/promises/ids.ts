import { expect, it } from 'vitest'
import { anotherThatHasRead, endings, goneSince, opened, outcome, strayed, unhurried } from './opened.ts'
import type { Subject } from './table.ts'

/** Ids that would do harm as a piece of an address, of JSON, of a form or of a template, and that must come through all the same. */
const HOSTILE = [
  'a/b',
  '/',
  'a%2Fb',
  '%',
  '100%',
  '%00',
  'a?b=c',
  'a#b',
  'a b',
  ' a ',
  'a+b',
  'a&b=c',
  'a;b',
  'a,b',
  'a\\b',
  'ünïcødé',
  '\u202eabc',
  '🦊',
  '"quoted"',
  "o'brien",
  '"},{"x":"',
  '<b>x</b>',
  '..%2fadmin',
  '../../admin',
  '%2e%2e',
  '...',
  'x'.repeat(900),
  '12345',
  '007',
  '1e3',
  '{id}',
  '{input.realm}',
  '{secret}',
  '$1',
  '*',
  'null',
  'undefined',
  '__proto__',
]

/** Ids that no request may carry. */
const UNSAFE = ['', '.', '..', 'a\u0000b', 'a\nb', 'a\u007fb', 'a\u0085b', '\ud800', 'a\udc00', 'x'.repeat(2001)]

/** Promises 1 and 2: ids come through exactly, and never leave the template. */
export function keepsIds(subject: Subject): void {
  const { ids, gone } = subject

  if (ids === 'any') {
    it('keeps every id exactly, and ends exactly the session that it names', async () => {
      const { stage, connector } = await opened(subject)
      for (const id of HOSTILE) stage.add(id)
      const { sessions, complete } = await connector.read(unhurried())
      const all = stage.live()
      expect(complete).toBe(true)
      expect(sessions.map(({ sessionId }) => sessionId).sort()).toEqual(all.map(({ kept }) => kept()).sort())
      // As after a start of Rollcall, when nothing is known but what its first read gives.
      const fresh = await anotherThatHasRead(stage)
      for (const [index, { session, kept }] of all.entries()) {
        const before = stage.live()
        expect(await outcome((index % 2 === 0 ? connector : fresh).terminate(kept() ?? '', unhurried())), kept() ?? '').toBe('accepted')
        expect(goneSince(stage, before), kept() ?? '').toEqual(new Set([session]))
      }
      expect(strayed(stage)).toEqual([])
    })

    it('ends hostile ids together as well, and no others', async () => {
      const { stage, connector } = await opened(subject)
      for (const id of HOSTILE) stage.add(id)
      await connector.read(unhurried())
      const { batch } = connector
      if (batch === null) return
      const groups = Map.groupBy(stage.live(), ({ kept }) => batch.groupOf(kept() ?? ''))
      for (const group of groups.values()) {
        // Every second one, so that there is a neighbour that must stay.
        const meant = group.filter((_, index) => index % 2 === 0).slice(0, batch.atMost)
        const before = stage.live()
        const answer = connector.terminateMany(
          meant.map(({ kept }) => kept() ?? ''),
          unhurried(),
        )
        expect(await outcome(answer)).toBe('accepted')
        expect(goneSince(stage, before)).toEqual(new Set(meant.map(({ session }) => session)))
      }
      expect(strayed(stage)).toEqual([])
    })

    it('lists what has an id that no request may carry, if at all, as what can’t be ended', async () => {
      for (const id of UNSAFE) {
        const { stage, connector } = await opened(subject)
        const ordinary = new Set(stage.live().map(({ kept }) => kept()))
        stage.add(id)
        if (stage.live().length === ordinary.size) continue
        const read = await connector.read(unhurried())
        const [row] = read.sessions.filter(({ sessionId }) => !ordinary.has(sessionId))
        expect(read.complete || row === undefined).toBe(true)
        if (row === undefined) expect(read).toMatchObject({ complete: false, incomplete: expect.stringContaining('row') })
        else expect(await outcome(connector.terminate(row.sessionId, unhurried())), JSON.stringify(id)).toBe('threw not-allowed')
        expect([endings(stage), stage.live().length]).toEqual([0, ordinary.size + 1])
      }
    })
  }

  it('sends nothing for an id that could stand for something else', async () => {
    const { stage, connector } = await opened(subject)
    for (const id of UNSAFE) {
      expect(await outcome(connector.terminate(id, unhurried())), JSON.stringify(id)).toBe('threw not-allowed')
      expect(await outcome(connector.terminateMany([id, id], unhurried())), JSON.stringify(id)).toBe('threw not-allowed')
    }
    expect(stage.gate.passed).toEqual([])
  })

  it('ends nothing and stays on the documented paths for ids that are not there', async () => {
    const { stage, connector } = await opened(subject)
    const before = stage.live()
    const expected = gone === null ? ['threw not-allowed'] : ['accepted', 'not-found', 'failed', 'threw not-allowed']
    for (const [index, id] of HOSTILE.entries()) {
      // As they are, and as what ids of several parts look like.
      const text = [id, `${encodeURIComponent(id)}/..`, `x/${encodeURIComponent(id)}`][index % 3] ?? ''
      expect(expected, text).toContain(await outcome(connector.terminate(text, unhurried())))
    }
    expect(goneSince(stage, before)).toEqual(new Set())
    expect(strayed(stage)).toEqual([])
  })

  if (gone === null) return
  it(`says “${gone}” of a session that is gone already`, async () => {
    const { stage, connector } = await opened(subject)
    await connector.read(unhurried())
    const [first] = stage.live()
    const kept = first?.kept() ?? ''
    expect(await outcome(connector.terminate(kept, unhurried()))).toBe('accepted')
    const before = stage.live()
    // At once, while it is in memory, and after a read that no longer lists it.
    expect(['accepted', gone]).toContain(await outcome(connector.terminate(kept, unhurried())))
    await connector.read(unhurried())
    expect(await outcome(connector.terminate(kept, unhurried()))).toBe(gone)
    expect(goneSince(stage, before)).toEqual(new Set())
  })
}
