import { describe, expect, it } from 'vitest'
import { lookalikeOf, skeletonOf } from '../../src/shared/lookalike.ts'

describe('what a user name alone tells', () => {
  it.each([
    ['anna', null],
    ['Müller', null],
    ['иван', null],
    ['Αλέξης', null],
    ['田中', null],
    ['CORP\\иванов', null],
    ['ιωάννης.παππάς@example.com', null],
    ['svc-иван', null],
    ['CORP\\ивaнов', 'mixed-scripts'],
    ['тanna', 'mixed-scripts'],
    ['pаypal', 'mixed-scripts'],
    ['ａdmin', 'mixed-scripts'],
    ['𝐚dmin', 'mixed-scripts'],
    ['an\u200bna', 'hidden-characters'],
    ['anna\u202e', 'hidden-characters'],
    ['anna\u0007', 'hidden-characters'],
    ['an\u00adna', 'hidden-characters'],
    ['anna\ufe0f', 'hidden-characters'],
    ['', null],
  ])('of %j: %s', (name, told) => {
    // A bell is ASCII in all but sight.
    expect(lookalikeOf(name)).toBe(told)
  })
})

describe('what a user name looks like', () => {
  it.each([
    ['аdmin', 'ADMIN'],
    ['αdмιn', 'ADMIN'],
    ['ａｄｍｉｎ', 'ADMIN'],
    ['j0hn', 'JOHN'],
    ['paypaI', 'PAYPAL'],
    ['bemd', null],
    ['bernd', 'BEMD'],
    ['an\u200bna', 'ANNA'],
  ])('%s: %s', (name, skeleton) => {
    expect(skeletonOf(name)).toBe(skeleton)
  })

  it('is nothing but itself for the names that most people have, numbers behind them and all', () => {
    for (const name of ['anna', 'j.roe', 'user10', 'ANNA', 'x-1', 'svc_backup01', 'anna@example.com']) expect(skeletonOf(name)).toBeNull()
  })
})
