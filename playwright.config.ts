import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** Installed browsers, in order of preference. A test never waits for a download. */
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The end-to-end test with servers of others, which must be installed: `npm run test:real`. `ROLLCALL_TESTS=real` stands for it alone. */
const REAL = '**/real-servers.spec.ts'

/** No background traffic of the browser's own, so that whatever the tests see comes from us. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

function browser(): { executablePath?: string; channel?: string } {
  const path = [process.env.ROLLCALL_CHROMIUM, ...CHROMIUM].find((file) => file !== undefined && existsSync(file))
  if (path !== undefined) return { executablePath: path }
  return process.platform === 'win32' ? { channel: 'msedge' } : {}
}

/**
 * The end-to-end tests. `ROLLCALL_HOST=electron` runs the same tests in the real shell; without it they run the loopback host in Chromium.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: { ...browser(), args: QUIET },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    process.env.ROLLCALL_TESTS === 'real'
      ? { name: 'real', testMatch: REAL }
      : { name: process.env.ROLLCALL_HOST === 'electron' ? 'electron' : 'loopback', testIgnore: REAL },
  ],
})
