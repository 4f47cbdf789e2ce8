import { ensureBuilt } from '../scripts/lib/build-output.mjs'

/** Builds `out/` once before the tests that drive built files, when its sources have changed. */
export async function setup(): Promise<void> {
  await ensureBuilt()
}
