import { describe, expect, it } from 'vitest'
import { previewSample } from '../../../../../src/main/collector/connectors/profile/preview.ts'
import adminSessions from '../../../../../src/main/collector/connectors/profiles/admin-sessions.json' with { type: 'json' }
import { type ApiProfile, apiProfileSchema } from '../../../../../src/shared/profile.ts'
import { previewSchema } from '../../../../../src/shared/profile-file.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

function profile(changes: object = {}): ApiProfile {
  return apiProfileSchema.parse({ ...adminSessions, ...changes })
}

describe('what a profile makes of a sample', () => {
  it('is rows, with what was wrong with the others', () => {
    const rows = [
      { id: 1, user: 'ann', createdAt: '2026-11-20T08:00:00Z' },
      { id: 1, user: 'bob', createdAt: 'yesterday' },
      { id: 2, createdAt: '20.11.2026 08:00', token: 'S3CRET' },
      { user: 'nobody' },
    ]
    const preview = previewSample(profile(), { sessions: rows }, 0, NOW)
    expect(previewSchema.parse(preview)).toEqual(preview)
    expect(preview).toMatchObject({
      decoded: 3,
      dropped: 1,
      duplicates: 1,
      emptyUsers: 1,
      unparsedTimes: [{ field: 'createdAt', rows: 2, example: 'yesterday' }],
      problem: null,
    })
    expect(preview.rows.map(({ sessionId, user }) => [sessionId, user])).toEqual([
      ['1', 'ann'],
      ['1', 'bob'],
      ['2', null],
    ])
    expect(JSON.stringify(preview)).not.toContain('S3CRET')
  })

  it('is no more than fifty of many', () => {
    const preview = previewSample(
      profile(),
      Array.from({ length: 80 }, (_, id) => ({ id })),
      0,
      NOW,
    )
    expect([preview.rows.length, preview.decoded]).toEqual([50, 80])
  })

  it('counts lengths from the server’s clock', () => {
    const counted = profile({
      fields: { sessionId: 'id', lastActiveAt: 'idle' },
      times: { lastActiveAt: { kind: 'duration', unit: 'seconds' } },
    })
    expect(previewSample(counted, [{ id: 1, idle: 10 }], 60_000, NOW).rows[0]?.lastActiveAt).toBe(NOW + 50_000)
  })

  it('says why there is nothing at all', () => {
    expect(previewSample(profile(), { a: 1 }, 0, NOW).problem).toContain('there is none at sessions')
    expect(previewSample(profile(), [{ a: 1 }], 0, NOW).problem).toBe('No row has anything usable at id, sessionId (sessionId).')
    expect(previewSample(profile({ lists: [] }), [], 0, NOW).problem).toContain('no list')
  })
})
