import { build } from './lib/build-output.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript } from './lib/say.mjs'

/** `npm run build`: builds `out/`, whether or not its sources have changed. */
await runScript(async () => {
  await ensureDependencies()
  await build()
  return 0
})
