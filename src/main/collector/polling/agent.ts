import Bowser from 'bowser'
import type { Device } from '../../../shared/session.ts'
import type { AgentFacts, AgentReading } from '../../store/dictionaries.ts'

/** Longer headers are no browser's; parsing them only costs. */
const LONGEST = 1000

const NOTHING: AgentFacts = { words: null, browser: null, system: null, device: null }

/** Programs name themselves and a version; whatever wants to pass for a browser begins with `Mozilla`, but for Opera of old. */
const PROGRAM = /^(?!Mozilla\/|Opera\/)[\w.+-]+(\/[\w.+-]+)?(\s|$)/

/** Says of itself that nobody looks at it. */
const ROBOT = /bot\b|crawler|spider|monitor|uptime|headless|scripted/i

const DEVICES: Readonly<Record<string, Device>> = { desktop: 'computer', mobile: 'phone', tablet: 'tablet', bot: 'program' }

/**
 * What a user agent tells, such as "Firefox 131 on Windows 10/11". A system's version is given only where the header tells the truth:
 * browsers write Windows 11 as 10 and every macOS as 10.15. The number goes up with every change that reads a header in another way.
 */
export const AGENT_READING: AgentReading = { number: 1, read: readAgent }

function readAgent(header: string): AgentFacts {
  if (header.trim() === '' || header.length > LONGEST) return NOTHING
  const { browser: program, os, platform } = Bowser.parse(header)
  const browser = withVersion(program.name, program.version?.match(/^\d+/)?.[0])
  const system = withVersion(os.name === 'Chrome OS' ? 'ChromeOS' : os.name, systemVersion(os))
  const words = browser === null || system === null ? (browser ?? system) : `${browser} on ${system}`
  return { words, browser, system, device: deviceOf(header, platform.type) }
}

function deviceOf(header: string, type: string | undefined): Device | null {
  if (PROGRAM.test(header) || ROBOT.test(header)) return 'program'
  return DEVICES[type ?? ''] ?? null
}

function withVersion(name: string | undefined, version: string | undefined): string | null {
  if (name === undefined || name === '') return null
  return version === undefined ? name : `${name} ${version}`
}

function systemVersion({ name, versionName }: { name?: string; versionName?: string }): string | undefined {
  if (name !== 'Windows') return undefined
  return versionName === '10' ? '10/11' : versionName
}
