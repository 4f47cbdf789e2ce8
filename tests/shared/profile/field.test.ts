import { expect, test } from 'vitest'
import { fieldsWith } from '../../../src/shared/profile/field.ts'

test('a field that is called otherwise on one server keeps the profile’s words for its values', () => {
  const usual = { sessionId: 'id', type: { path: 'kind', map: { WEB: 'Browser' }, otherwise: 'Other' } }
  expect(fieldsWith(usual, { type: 'session.kind', user: 'login' })).toEqual({
    sessionId: 'id',
    user: 'login',
    type: [{ path: 'session.kind', map: { WEB: 'Browser' }, otherwise: 'Other' }],
  })
  expect(fieldsWith(usual, { type: { path: 'kind', map: { WEB: 'Page' } } }).type).toEqual([{ path: 'kind', map: { WEB: 'Page' } }])
  expect(fieldsWith(usual, undefined)).toEqual(usual)
})
