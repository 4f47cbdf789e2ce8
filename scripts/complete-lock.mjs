import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completeLock, missingOptionals } from './lib/lock-file.mjs'
import { root } from './lib/paths.mjs'
import { runScript, say } from './lib/say.mjs'

/** `npm run lock`: run after a change of dependencies where the registry does not hold every platform's packages. */
await runScript(async () => {
  const file = join(root, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingOptionals(lock)
  writeFileSync(file, `${JSON.stringify(completeLock(lock), null, 2)}\n`)
  say(missing.length === 0 ? 'the lock file is complete' : `added ${missing.map(({ name }) => name).join(', ')}`)
  return 0
})
