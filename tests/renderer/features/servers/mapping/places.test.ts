import { expect, it } from 'vitest'
import { placed } from '../../../../../src/renderer/features/servers/mapping/places.ts'

it('says what the engine refuses at the field of the screen, and keeps what has none', () => {
  const at = (path: string) => placed([{ path, reason: 'wrong' }]).problems[0]?.at
  expect(
    [
      'fields',
      'fields.user',
      'times.createdAt.zone',
      'lists[0].request.path',
      'lists[0].request',
      'lists[0].paging.pageSize',
      'terminate.one.request',
      'terminate.user.answers.failed[0].path',
      'logins[0].put.template',
    ].map(at),
  ).toEqual([
    'fields.sessionId',
    'fields.user',
    'fields.createdAt',
    'request.path',
    'request.path',
    'paging.pageSize',
    'one.path',
    'user.failed.path',
    'login.template',
  ])
  expect(placed([{ path: 'lists[0].rows.at', reason: 'wrong' }])).toEqual({
    problems: [],
    rest: [{ path: 'lists[0].rows.at', reason: 'wrong' }],
  })
  expect(placed([{ path: 'id', reason: '“x” is taken' }]).problems).toEqual([{ at: 'id', reason: '“x” is taken.' }])
})
