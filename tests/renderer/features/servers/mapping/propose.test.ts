import { describe, expect, it } from 'vitest'
import { propose } from '../../../../../src/renderer/features/servers/mapping/propose.ts'
import { ANSWERS } from './answers.ts'
import { MORE_ANSWERS } from './more-answers.ts'

const SYSTEMS = [...ANSWERS, ...MORE_ANSWERS]

describe('what is proposed for an answer', () => {
  it.each(SYSTEMS)('of %s', (_, answer, { at, shape = 'array', fields, times }) => {
    const proposal = propose(answer, 'Europe/Berlin')
    expect(proposal?.rows).toMatchObject({ at, shape })
    expect(proposal?.fields).toMatchObject(fields)
    expect(proposal?.times).toMatchObject(times)
  })

  it('takes no path for two fields', () => {
    for (const [, answer] of SYSTEMS) {
      const paths = Object.values(propose(answer, 'UTC')?.fields ?? {})
      expect(new Set(paths).size).toBe(paths.length)
    }
  })

  it('maps nothing of an answer that has no rows, and does not fall over what is no JSON object', () => {
    expect(propose({ weather: 'fine' }, 'UTC')).toBeNull()
    expect(propose('fine', 'UTC')).toBeNull()
    expect(propose(null, 'UTC')).toBeNull()
    expect(propose({ sessions: [] }, 'UTC')).toMatchObject({ rows: { at: 'sessions', count: 0 }, fields: {} })
  })

  it('does not choose an id that repeats', () => {
    const rows = [
      { id: 1, key: 'a', user: 'ann' },
      { id: 1, key: 'b', user: 'ann' },
    ]
    expect(propose(rows, 'UTC')?.fields.sessionId).toBe('key')
  })

  it('finds the sessions beside a longer list of something else', () => {
    const answer = {
      users: Array.from({ length: 30 }, (_, n) => ({ id: n, name: `u${n}`, role: 'user' })),
      active: [{ id: 'a', username: 'ann', ip: '10.0.0.1', since: 1_719_570_000 }],
    }
    expect(propose(answer, 'UTC')?.rows.at).toBe('active')
  })

  it('is quick with a large answer', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      id: `s${n}`,
      user: { name: `u${n % 99}` },
      ip: '10.0.0.1',
      started: 1_719_570_000 + n,
    }))
    const start = performance.now()
    expect(propose({ data: { rows } }, 'UTC')?.rows).toMatchObject({ at: 'data.rows', count: 20_000 })
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
