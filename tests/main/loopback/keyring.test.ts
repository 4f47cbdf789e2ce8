import { expect, test } from 'vitest'
import { CODE_LIFETIME_MS, Keyring } from '../../../src/main/loopback/keyring.ts'

test('a code opens once, and only in its time', () => {
  const keyring = new Keyring()
  const [one, late] = [keyring.issueCode(1000), keyring.issueCode(1000)]
  expect(keyring.redeem(one, 2000)).toBe(true)
  expect(keyring.redeem(one, 2000)).toBe(false)
  expect(keyring.redeem(late, 1000 + CODE_LIFETIME_MS)).toBe(false)
  expect(keyring.redeem(late, 2000)).toBe(false)
})

test('a wrong code opens nothing and uses up nothing', () => {
  const keyring = new Keyring()
  const code = keyring.issueCode()
  for (const wrong of ['', 'A'.repeat(43), `${code} `, code.slice(1)]) expect(keyring.redeem(wrong)).toBe(false)
  expect(keyring.redeem(code)).toBe(true)
})

test('every run has secrets of its own, 256 bits each', () => {
  const [one, other] = [new Keyring().keys(1), new Keyring().keys(1)]
  expect(new Set([one.cookie, one.token, other.cookie, other.token]).size).toBe(4)
  expect(Buffer.from(one.token, 'base64url')).toHaveLength(32)
})
