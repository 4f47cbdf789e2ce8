import { registerHooks } from 'node:module'

/**
 * Loaded before a collector child (`node --import`), it takes the intents out of the program: what is written down before a request is
 * nothing. The kill loop has to notice.
 */
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith('/store/journal/runs.ts')) return loaded
    const source = String(loaded.source)
    const changed = source.replace(
      'export function recordIntents(',
      'export function recordIntents() {}\nexport function recordIntentsAsTheyWere(',
    )
    if (changed === source) throw new Error('The intent was not found in runs.ts.')
    return { ...loaded, source: changed }
  },
})
