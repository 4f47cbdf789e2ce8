import type { Random } from './random.ts'

/** What a session was opened with. Addresses come from the ranges that are set aside for documentation. */
export interface Device {
  readonly userAgent: string
  readonly address: string
}

const DESKTOP = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36',
] as const

const PHONE = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 16; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0.7339.39 Mobile/15E148 Safari/604.1',
] as const

const PROGRAM = [
  'curl/8.16.0',
  'python-requests/2.32.5',
  'PostmanRuntime/7.46.1',
  'Apache-HttpClient/5.5 (Java/21.0.8)',
  'Go-http-client/2.0',
] as const

const PROBE = ['Blackbox Exporter/0.27.0', 'check_http/v2.4.12 (monitoring-plugins 2.4.12)', 'Zabbix 7.4', 'UptimeRobot/2.0'] as const

const AGENTS = { desktop: DESKTOP, phone: PHONE, program: PROGRAM, probe: PROBE } as const
export type DeviceKind = keyof typeof AGENTS

const IPV4 = ['192.0.2', '198.51.100', '203.0.113'] as const

function address(random: Random, kind: DeviceKind): string {
  if (!random.chance(kind === 'phone' ? 0.6 : 0.2)) return `${random.pick(IPV4)}.${random.whole(1, 254)}`
  return `2001:db8:${random.hex(3)}:${random.whole(1, 99)}::${random.hex(4)}:${random.whole(1, 9)}`.replaceAll(/:0+(?=[0-9a-f])/g, ':')
}

/** A device with an agent of this kind, somewhere. */
export function deviceOf(random: Random, kind: DeviceKind): Device {
  return { userAgent: random.pick(AGENTS[kind]), address: address(random, kind) }
}
