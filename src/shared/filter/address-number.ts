import ipaddr from 'ipaddr.js'

/** Before the eight digits of an IPv4 address, in its IPv6 form. */
const IPV4 = '00000000000000000000ffff'

const PLAIN_IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::\d{1,5})?$/

/**
 * An address as a hexadecimal number of 32 digits, IPv4 in its IPv6 form, so that texts compare as numbers do. A port, a zone and the
 * brackets of a URL do not count. null for what is no address.
 */
export function addressNumber(text: string): string | null {
  const parts = PLAIN_IPV4.exec(text)
  if (parts !== null) return ipv4Number(parts.slice(1, 5))
  if (!text.includes(':')) return null
  const bare = /^\[(.*)\](?::\d{1,5})?$/.exec(text.trim())?.[1] ?? text.trim()
  const withoutZone = bare.replace(/%.*$/, '')
  if (!ipaddr.isValid(withoutZone)) return null
  const address = ipaddr.parse(withoutZone)
  const bytes = address instanceof ipaddr.IPv4 ? address.toIPv4MappedAddress().toByteArray() : address.toByteArray()
  return bytes.map(hexByte).join('')
}

/** Numbers with a zero before them are octal to some programs and decimal to others: such a text is no address. */
function ipv4Number(parts: readonly string[]): string | null {
  let digits = IPV4
  for (const part of parts) {
    const value = Number(part)
    if (value > 255 || (part.length > 1 && part.startsWith('0'))) return null
    digits += hexByte(value)
  }
  return digits
}

/** The digits that all addresses of one subnet share: /24, of IPv6 /64. */
export function subnetDigits(number: string): string {
  return number.startsWith(IPV4) ? number.slice(0, 30) : number.slice(0, 16)
}

/** A subnet as people write it, such as `10.1.2.0/24`. `digits` as `subnetDigits` gives them. */
export function subnetText(digits: string): string {
  const bytes = (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))
  if (digits.startsWith(IPV4)) return `${[...bytes.slice(12), 0].join('.')}/24`
  return `${new ipaddr.IPv6([...bytes, ...new Array(16 - bytes.length).fill(0)]).toRFC5952String()}/64`
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0')
}
