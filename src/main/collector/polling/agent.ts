import Bowser from 'bowser'

/** Longer headers are no browser's; parsing them only costs. */
const LONGEST = 1000

/**
 * A user agent in words, such as "Firefox 131 on Windows 10/11"; null when neither browser nor system is recognised. A system's version is
 * given only where the header tells the truth: browsers write Windows 11 as 10 and every macOS as 10.15.
 */
export function agentWords(header: string): string | null {
  if (header.trim() === '' || header.length > LONGEST) return null
  const { browser, os } = Bowser.parse(header)
  const name = withVersion(browser.name, browser.version?.match(/^\d+/)?.[0])
  const system = withVersion(os.name === 'Chrome OS' ? 'ChromeOS' : os.name, systemVersion(os))
  if (name === null || system === null) return name ?? system
  return `${name} on ${system}`
}

function withVersion(name: string | undefined, version: string | undefined): string | null {
  if (name === undefined || name === '') return null
  return version === undefined ? name : `${name} ${version}`
}

function systemVersion({ name, versionName }: { name?: string; versionName?: string }): string | undefined {
  if (name !== 'Windows') return undefined
  return versionName === '10' ? '10/11' : versionName
}
