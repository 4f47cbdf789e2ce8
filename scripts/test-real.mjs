import { ensureBuilt } from './lib/build-output.mjs'
import { ensurePackages } from './lib/debian.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript, say } from './lib/say.mjs'
import { REAL_SERVERS, REAL_TESTS, runPlaywright, runVitest, TEST_PACKAGES } from './lib/suites.mjs'
import { add, inWords, NOTHING } from './lib/sums.mjs'

/**
 * `npm run test:real`: the tests with servers that others wrote, started here for the time of a test. Installs them where that can be
 * done; what needs one that is missing is skipped, and said. `--unit` and `--e2e` run one half; anything else is a filter for file names.
 * The last line gives the sums.
 */
await runScript(async () => {
  const args = process.argv.slice(2)
  const filters = args.filter((arg) => arg !== '--unit' && arg !== '--e2e')
  await ensureDependencies()
  const missing = await ensurePackages([...Object.values(REAL_SERVERS).flat(), ...TEST_PACKAGES])
  for (const [server, packages] of Object.entries(REAL_SERVERS)) {
    const absent = packages.filter((name) => process.platform !== 'linux' || missing.includes(name))
    if (absent.length > 0) say(`the tests with ${server} are skipped: ${absent.join(' and ')} can not be had here`)
  }
  const unit = args.includes('--e2e') ? NOTHING : await runVitest(filters, REAL_TESTS)
  if (!args.includes('--unit')) await ensureBuilt()
  // tests/e2e/real-servers.spec.ts is all there is of this half.
  const endToEnd = args.includes('--unit') ? NOTHING : await runPlaywright(filters, REAL_TESTS)
  say(`connectors with real servers: ${inWords(unit)}`)
  say(`end-to-end with real servers: ${inWords(endToEnd)}`)
  const sums = add(unit, endToEnd)
  process.stdout.write(`${inWords(sums)}\n`)
  return sums.failed === 0 ? 0 : 1
})
