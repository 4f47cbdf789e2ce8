import { describe, expect, it } from 'vitest'
import { isAmong, isNamed, isOfUser } from '../../../../src/main/collector/termination/person.ts'

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
    expect(isOfUser(one, other)).toBe(same)
    expect(isOfUser(other, one)).toBe(same)
    expect(isAmong([person('eve', '9'), one])(other)).toBe(same)
  })

  it('is asked only of rows that name somebody', () => {
    expect([person(null, '1'), person('ann', null), person('', ' ')].map(isNamed)).toEqual([true, true, false])
  })
})
