import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openEnvelope, SECRET_BYTES, sealEnvelope, secretFlaw } from '../../../src/main/keychain/envelope.ts'

const owners = fc.record({ id: fc.stringMatching(/^[a-z0-9-]{1,64}$/), binding: fc.string() })
const a = { id: 'a', binding: 'https://keep.example.org' }
const secrets = fc.string({ unit: 'binary', minLength: 1, maxLength: 480 }).filter((text) => secretFlaw(text) === null)

describe('the envelope around a secret', () => {
  test('gives back every secret it took, line breaks and all', () => {
    fc.assert(
      fc.property(owners, secrets, (owner, secret) => {
        expect(openEnvelope(owner, sealEnvelope(owner, secret))).toBe(secret)
      }),
    )
    expect(openEnvelope(a, sealEnvelope(a, '\n{"v":1}\r\n "ü" '))).toBe('\n{"v":1}\r\n "ü" ')
  })

  test('fits the 2560 bytes of the smallest keychain at its longest', () => {
    expect(
      Buffer.byteLength(sealEnvelope({ id: 'z'.repeat(64), binding: 'x'.repeat(5000) }, '"'.repeat(SECRET_BYTES))),
    ).toBeLessThanOrEqual(2560)
  })

  test('is not opened for another server, nor for the same one at another address', () => {
    fc.assert(
      fc.property(owners, owners, secrets, (owner, other, secret) => {
        fc.pre(owner.id !== other.id && owner.binding !== other.binding)
        const sealed = sealEnvelope(owner, secret)
        for (const stranger of [other, { ...owner, id: other.id }, { ...owner, binding: other.binding }])
          expect(openEnvelope(stranger, sealed)).toBeNull()
      }),
    )
  })

  test('is not opened once a single character was changed, added or lost', () => {
    fc.assert(
      fc.property(owners, secrets, fc.nat(), fc.string({ maxLength: 2 }), (owner, secret, place, instead) => {
        const sealed = sealEnvelope(owner, secret)
        const at = place % sealed.length
        const changed = sealed.slice(0, at) + instead + sealed.slice(at + 1)
        fc.pre(changed !== sealed)
        expect(openEnvelope(owner, changed)).toBeNull()
      }),
    )
  })

  test('whatever another program left there is refused without a crash', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `${json}\nx`),
        ),
        (text) => {
          expect(openEnvelope(a, text)).toBeNull()
        },
      ),
    )
  })

  test.each([
    ['a NUL, which keychains cut at', 'a\0b'],
    ['more than 2000 bytes', 'ü'.repeat(1001)],
    ['half a character', 'a\ud800'],
    ['nothing', ''],
  ])('refuses %s, and the error does not hold the secret', (_what, secret) => {
    const refusal = (): string => {
      try {
        return sealEnvelope(a, secret)
      } catch (error) {
        return JSON.stringify(error)
      }
    }
    expect(() => sealEnvelope(a, secret)).toThrow(expect.objectContaining({ code: 'bad-input' }))
    if (secret !== '') expect(refusal()).not.toContain(secret)
  })
})
