import ipaddr from 'ipaddr.js'
import type { Network } from './filter.ts'

/**
 * The addresses that a text names: one address, or a network such as `10.0.0.0/8`. null: it is neither, so a part of an address or a host
 * name. `bad-network`: it is meant as a network and can't be one.
 */
export function parseNetwork(text: string): Network | null | 'bad-network' {
  const [address = '', length, ...more] = text.replace(/^\[(.*)\]$/, '$1').split('/')
  const bytes = bytesOf(address)
  if (length === undefined) return bytes === null ? null : { first: hex(bytes), last: hex(bytes) }
  // Proxies have names with a slash too.
  const isMeant = (bytes !== null || /^[\d.]+$/.test(address)) && more.length === 0 && /^\d*$/.test(length)
  if (!isMeant) return null
  if (bytes === null || !/^\d{1,3}$/.test(length)) return 'bad-network'
  const bits = Number(length) + (isFour(address) ? 96 : 0)
  return bits > 128 ? 'bad-network' : rangeOf(bytes, bits)
}

/** A range as filters write it: an address, or a network with the length of what all its addresses share. */
export function printNetwork({ first, last }: Network): string {
  const from = bits(first)
  const length = [...from].findIndex((bit, place) => bit !== bits(last)[place])
  const address = ipaddr.IPv6.parse(first.replace(/(.{4})(?=.)/g, '$1:'))
  const four = first.startsWith(MAPPED) && (length === -1 || length >= 96)
  const text = four ? address.toIPv4Address().toString() : address.toString()
  return length === -1 ? text : `${text}/${length - (four ? 96 : 0)}`
}

const MAPPED = '00000000000000000000ffff'

function bits(address: string): string {
  return BigInt(`0x${address}`).toString(2).padStart(128, '0')
}

/** Whether a text is one address, of either kind. */
export function isAddress(text: string): boolean {
  return bytesOf(text) !== null
}

function isFour(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address)
}

/** The 16 bytes of an address, IPv4 in its IPv6 form. Only the usual ways of writing: `10.1` is a part of an address, not 10.0.0.1. */
function bytesOf(address: string): readonly number[] | null {
  if (isFour(address)) return ipaddr.IPv4.parse(address).toIPv4MappedAddress().toByteArray()
  return !address.includes('%') && ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address).toByteArray() : null
}

function rangeOf(bytes: readonly number[], bits: number): Network {
  const kept = bytes.map((_, index) => (0xff << (8 - Math.min(8, Math.max(0, bits - index * 8)))) & 0xff)
  return {
    first: hex(bytes.map((byte, index) => byte & (kept[index] ?? 0))),
    last: hex(bytes.map((byte, index) => byte | (~(kept[index] ?? 0) & 0xff))),
  }
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
