import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identityOf } from '../../../../../src/main/collector/connectors/profile/identity.ts'

describe('a kept id', () => {
  it('is the id itself, exactly as given, where nothing belongs to it', () => {
    const identity = identityOf(['id', 'key'], {})
    for (const id of ['s1', '', '..', 'a/b%2Fc', '\ud800']) expect(identity.keep({ id })).toBe(id)
    expect(identity.keep({ key: 7 })).toBe('7')
    expect(identity.scopeOf('a/b')).toEqual({ id: 'a/b' })
    expect(identity.secretsOf('a/b')).toEqual([])
  })

  it('with parts comes apart again into the very same parts, whatever they hold', () => {
    const identity = identityOf('id', { with: { user: ['$user.id', 'user'], kind: 'kind' } })
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((one) => one.isWellFormed())
    fc.assert(
      fc.property(text, text, text, (id, user, kind) => {
        const kept = identity.keep({ id, kind }, { user: { id: user } })
        expect(identity.scopeOf(kept ?? '')).toEqual({ id, 'id.user': user, 'id.kind': kind })
      }),
    )
    expect(identity.keep({ id: 'a', user: 7, kind: true })).toBe('a/7/true')
    expect(identity.scopeOf('not of this form')).toBeNull()
    expect(identity.scopeOf('a/%zz/b')).toBeNull()
  })

  it('needs each of its parts, and says which is not there', () => {
    const identity = identityOf('id', { with: { user: 'user' } })
    expect(identity.read({ id: 's1' }).id).toBeNull()
    expect(identity.read({ id: 's1' }).why?.()).toBe('The row has nothing for “user”, which is part of its id')
    expect(identity.read({ id: '\ud800', user: 'a' }).id).toBeNull()
    expect(identity.read({ user: 'a' }).id).toBeNull()
    expect(identity.read({ user: 'a' }).why?.()).toBe('The row has no id')
  })

  it('is a hash where the id is itself a secret, and the id is known from the last read only', () => {
    const identity = identityOf('id', { hashed: true })
    const kept = identity.keep({ id: 'COOKIE' }) ?? ''
    expect(kept).toBe(createHash('sha256').update('COOKIE').digest('hex').slice(0, 32))
    expect(identity.scopeOf(kept)).toBeNull()
    identity.settle(true)
    expect(identity.scopeOf(kept)).toEqual({ id: 'COOKIE' })
    expect(identity.secretsOf(kept)).toEqual(['COOKIE'])
    expect(identity.facts({ id: 'COOKIE' })).toEqual({ id: 'COOKIE', parts: {} })
  })

  it('leaves hidden parts out, which later reads replace, and incomplete ones only add to', () => {
    const identity = identityOf('id', { with: { user: 'user' }, hidden: { token: 'token' } })
    expect(identity.keep({ id: 's1', user: 'u', token: 'T1' })).toBe('s1/u')
    identity.keep({ id: 's2', user: 'u' })
    identity.settle(true)
    expect(identity.scopeOf('s1/u')).toEqual({ id: 's1', 'id.user': 'u', 'id.token': 'T1' })
    expect(identity.secretsOf('s1/u')).toEqual(['T1'])
    expect(identity.scopeOf('s2/u')).toBeNull()
    identity.keep({ id: 's3', user: 'u', token: 'T3' })
    identity.settle(false)
    expect([identity.scopeOf('s1/u'), identity.scopeOf('s3/u')]).not.toContain(null)
    identity.keep({ id: 's3', user: 'u', token: 'T4' })
    identity.settle(true)
    expect([identity.scopeOf('s1/u'), identity.scopeOf('s3/u')?.['id.token']]).toEqual([null, 'T4'])
  })
})
