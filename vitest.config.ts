import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Tests that drive what is built in `out/`; they wait for a build when the sources have changed. */
const BUILT = ['tests/main/electron/**', 'tests/main/loopback/**', 'tests/packaging/**', 'tests/scripts/start.test.ts']
const FILES = ['tests/**/*.test.ts', 'tests/**/*.test.tsx']

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Whatever loads the `electron` package by mistake must not start a download.
    env: { ELECTRON_OVERRIDE_DIST_PATH: join(import.meta.dirname, 'tests', 'no-electron') },
    projects: [
      { extends: true, test: { name: 'source', include: FILES, exclude: ['tests/e2e/**', ...BUILT] } },
      {
        extends: true,
        test: { name: 'built', include: BUILT.map((path) => path.replace('**', '**/*.test.ts')), globalSetup: 'tests/build.ts' },
      },
    ],
  },
})
