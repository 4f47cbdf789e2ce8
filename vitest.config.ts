import { join } from 'node:path'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Tests that drive what is built in `out/`; they wait for a build when the sources have changed. */
const BUILT = ['tests/main/electron/**', 'tests/main/loopback/**', 'tests/packaging/**', 'tests/scripts/start.test.ts']
const FILES = ['tests/**/*.test.ts', 'tests/**/*.test.tsx']
/** Tests against servers of others, which must be installed: `npm run test:real`. `ROLLCALL_TESTS=real` stands for them alone. */
const REAL = 'tests/real-servers/**/*.test.ts'

const USUAL: TestProjectConfiguration[] = [
  { extends: true, test: { name: 'source', include: FILES, exclude: ['tests/e2e/**', REAL, ...BUILT] } },
  {
    extends: true,
    test: { name: 'built', include: BUILT.map((path) => path.replace('**', '**/*.test.ts')), globalSetup: 'tests/build.ts' },
  },
]

/** A server of others takes its time to start on a busy machine, and there is more waiting than work: several files go at once. */
const WITH_REAL = {
  maxWorkers: 3,
  projects: [{ extends: true as const, test: { name: 'real', include: [REAL], testTimeout: 60_000, hookTimeout: 90_000 } }],
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Whatever loads the `electron` package by mistake must not start a download.
    env: { ELECTRON_OVERRIDE_DIST_PATH: join(import.meta.dirname, 'tests', 'no-electron') },
    ...(process.env.ROLLCALL_TESTS === 'real' ? WITH_REAL : { projects: USUAL }),
  },
})
