import { describe, expect, it } from 'vitest'
import { isAmong, mayBeAmong, sentName } from '../../../../src/main/collector/termination/person.ts'

const person = (user: string | null, userId: string | null) => ({ user, userId })

describe('whether two sessions are of one user', () => {
  it.each([
    ['the same id, whatever the names are', person('ann', '1'), person('Ann Smith', '1'), true],
    ['other ids under one name', person('ann', '1'), person('ann', '2'), false],
    ['one name where one of them has no id', person('ann', '1'), person('ann', null), true],
    ['one name without ids', person('ann', null), person('ann', null), true],
    ['no name and no id', person(null, null), person(null, null), false],
    ['blank names', person(' ', ''), person(' ', ''), false],
    ['half a character that a file does not keep', person('a\ud800', null), person('a\ufffd', null), true],
  ])('%s', (_, one, other, same) => {
    expect(isAmong([one])(other)).toBe(same)
    expect(isAmong([other])(one)).toBe(same)
    expect(isAmong([person('eve', '9'), one])(other)).toBe(same)
  })
})

describe('what a request that logs somebody out names them by', () => {
  it('is what it carries, and nothing where the row does not give that', () => {
    expect([sentName(person('ann', '1'), 'user'), sentName(person('ann', '1'), 'userId')]).toEqual(['ann', '1'])
    expect([sentName(person(' ', '1'), 'user'), sentName(person('ann', null), 'userId')]).toEqual([null, null])
  })

  it.each([
    ['the name in another case', person('Admin', '3'), true],
    ['the name of another id', person('admin', '2'), true],
    ['the id in another case', person(null, 'U1'), true],
    ['neither', person('bob', '2'), false],
    ['nothing', person(' ', null), false],
  ])('may mean somebody who has %s', (_, other, may) => {
    expect(mayBeAmong([person('admin', 'u1')])(other)).toBe(may)
  })
})
