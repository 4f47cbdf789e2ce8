import { ensureBuilt } from './lib/build-output.mjs'
import { ensurePackages } from './lib/debian.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript, say } from './lib/say.mjs'
import { runPlaywright, runVitest, TEST_PACKAGES } from './lib/suites.mjs'
import { add, inWords, NOTHING } from './lib/sums.mjs'

/**
 * `npm test`: installs and builds what is missing, then runs all tests. `--unit` and `--e2e` run one half; anything else is a filter
 * for file names. The last line gives the sums.
 */
await runScript(async () => {
  const args = process.argv.slice(2)
  const filters = args.filter((arg) => arg !== '--unit' && arg !== '--e2e')
  await ensureDependencies()
  await ensurePackages(TEST_PACKAGES)
  await ensureBuilt()
  const unit = args.includes('--e2e') ? NOTHING : await runVitest(filters)
  const endToEnd = args.includes('--unit') ? NOTHING : await runPlaywright(filters)
  say(`unit and service tests: ${inWords(unit)}`)
  say(`end-to-end tests: ${inWords(endToEnd)}`)
  const sums = add(unit, endToEnd)
  process.stdout.write(`${inWords(sums)}\n`)
  return sums.failed === 0 ? 0 : 1
})
