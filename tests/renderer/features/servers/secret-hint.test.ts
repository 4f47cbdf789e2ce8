import { describe, expect, it } from 'vitest'
import { secretHint } from '../../../../src/renderer/features/servers/secret-hint.ts'
import type { KeychainState } from '../../../../src/shared/keychain.ts'

const working: KeychainState = { state: 'working', problem: null }
const absent: KeychainState = { state: 'absent', problem: null }

describe('the hint under the secret', () => {
  it('says where a new secret goes', () => {
    expect(secretHint(null, [], working)).toContain('stored in the keychain')
    expect(secretHint(null, [], absent)).toContain('until you quit')
    expect(secretHint('needed', [], absent)).not.toContain('stored in the keychain')
  })

  it('promises no keychain before it is known that there is one', () => {
    for (const unknown of [null, { state: 'unknown', problem: null } as const]) {
      expect(secretHint(null, [], unknown)).toContain('until you quit where there is none')
      expect(secretHint('needed', [], unknown)).toContain('until you quit where there is none')
    }
  })

  it('says that an empty field keeps the stored one', () => {
    expect(secretHint('stored', [], working)).toBe('Stored in the keychain. Leave empty to keep it.')
    expect(secretHint('memory', [], absent)).toBe('Kept until you quit. Leave empty to keep it.')
  })

  it('says why a stored secret is needed again, before the change is saved', () => {
    expect(secretHint('stored', ['address'], working)).toBe('Needed again because the address changed. The stored one is not sent there.')
  })

  it('tells a secret that is missing from one that another program changed', () => {
    expect(secretHint('missing', [], working)).toContain('no longer holds it')
    expect(secretHint('changed', [], working)).toContain('Another program changed')
  })
})
