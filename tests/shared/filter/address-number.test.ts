import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressNumber, subnetDigits, subnetText } from '../../../src/shared/filter/address-number.ts'
import { parseNetwork } from '../../../src/shared/filter/network.ts'

describe('an address as a number', () => {
  it('is the one that the filter language reads in the same text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const network = parseNetwork(text)
        expect(addressNumber(text)).toBe(network === null || network === 'bad-network' ? null : network.first)
      }),
    )
  })

  it.each([
    ['10.1.2.3:443', '00000000000000000000ffff0a010203'],
    ['[2001:db8::1]:443', '20010db8000000000000000000000001'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['::ffff:10.1.2.3', '00000000000000000000ffff0a010203'],
    ['10.1.2', null],
    ['10.1.2.256', null],
    ['10.01.2.3', null],
    ['a.host.example', null],
    ['', null],
    ['printer', null],
  ])('%s', (text, number) => {
    expect(addressNumber(text)).toBe(number)
  })

  it.each([
    ['10.1.2.3', '10.1.2.0/24'],
    ['10.1.2.255', '10.1.2.0/24'],
    ['2001:db8:0:1::5', '2001:db8:0:1::/64'],
    ['::1', '::/64'],
  ])('%s belongs to the subnet %s', (text, subnet) => {
    expect(subnetText(subnetDigits(addressNumber(text) ?? ''))).toBe(subnet)
  })
})
