import type { App } from 'electron'

/** Switches of Chromium and Node that open the program from outside; fuses do not cover them. */
const DANGEROUS_SWITCHES: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'disable-web-security',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'single-process',
  'in-process-gpu',
  'disable-site-isolation-trials',
  'enable-blink-features',
  'enable-experimental-web-platform-features',
  'host-rules',
  'host-resolver-rules',
  'load-extension',
  'js-flags',
  'proxy-server',
  'proxy-pac-url',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
  'log-net-log',
]

/** The first dangerous switch on the command line of an installed program, or null. In development they are the developer's business. */
export function dangerousSwitch(program: Pick<App, 'isPackaged' | 'commandLine'>): string | null {
  if (!program.isPackaged) return null
  return DANGEROUS_SWITCHES.find((name) => program.commandLine.hasSwitch(name)) ?? null
}
