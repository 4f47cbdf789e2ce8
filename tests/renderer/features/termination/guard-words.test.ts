import { describe, expect, it } from 'vitest'
import { logOutGuard, terminateReason } from '../../../../src/renderer/features/termination/guard-words.ts'

describe('a server that can log out users and can’t end one session', () => {
  it('bars the one and not the other, and says so', () => {
    expect(terminateReason('not-offered', 'Mail', { terminateUser: true })).toContain('can log out the user on all devices')
    expect(logOutGuard('not-offered', { terminateUser: true })).toBeNull()
  })

  it('bars both where neither is offered, and for one’s own session', () => {
    expect(terminateReason('not-offered', 'Mail', { terminateUser: false })).toBe('Mail offers no way to terminate a session.')
    expect(logOutGuard('not-offered', { terminateUser: false })).toBe('not-offered')
    expect(logOutGuard('own', { terminateUser: true })).toBe('own')
    expect(logOutGuard(null, { terminateUser: true })).toBeNull()
  })
})
