import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

function source(path: string): string {
  return resolve(import.meta.dirname, 'src', path)
}

/**
 * Builds `out/`: the two hosts, the four services, the preload and the page.
 *
 * A host starts a service by its path, so the keys of `input` are the names of the built files and stay as they are.
 * Shared code lands beside the hosts, not in a folder of its own: code that looks for `renderer`, `preload` or a service from
 * `import.meta.dirname` then finds it at the same place whether the bundler kept it in the host or moved it to a shared file.
 * Only `dependencies` (the two natives) stay outside the bundles.
 */
export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: source('main/index.ts'),
          loopback: source('main/loopback.ts'),
          'collector/service': source('main/collector/service.ts'),
          'reader/service': source('main/reader/service.ts'),
          'keychain/service': source('main/keychain/service.ts'),
          'practice/service': source('main/practice/service.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload may require nothing but `electron`.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react()],
    build: { minify: true, rollupOptions: { input: source('renderer/index.html') } },
  },
})
