import { join } from 'node:path'
import { ensureDependencies } from './lib/dependencies.mjs'
import { modules, node, root } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runScript } from './lib/say.mjs'

/** @type {readonly (readonly [string, string, ...string[]])[]} each: its name, a script in node_modules, arguments */
const STEPS = [
  ['format and lint', '@biomejs/biome/bin/biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.'],
  ['types of the Node side', 'typescript/bin/tsc', '-p', 'tsconfig.node.json'],
  ['types of the page', 'typescript/bin/tsc', '-p', 'tsconfig.web.json'],
  ['types of the preload', 'typescript/bin/tsc', '-p', 'tsconfig.preload.json'],
  ['types of tests and scripts', 'typescript/bin/tsc', '-p', 'tsconfig.tests.json'],
  ['unused code', 'knip/bin/knip.js', '--no-progress'],
]

/**
 * `npm run check`: what CI runs. Every step runs, so that one report names all that is wrong. `--no-tests` leaves the tests out; the
 * last line then counts the steps.
 */
await runScript(async () => {
  await ensureDependencies()
  let failed = 0
  for (const [name, script, ...args] of STEPS) {
    const code = await run(node, [join(modules, script), ...args])
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}`)
    if (code !== 0) failed += 1
  }
  if (!process.argv.includes('--no-tests')) {
    const code = await run(node, [join(root, 'scripts/test.mjs')])
    return code !== 0 || failed > 0 ? 1 : 0
  }
  console.log(`${STEPS.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
