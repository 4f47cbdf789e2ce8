import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { completeLock, type LockFile, missingOptionals, platformOf } from '../../scripts/lib/lock-file.mjs'

const committed: LockFile = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'))

describe('the lock file', () => {
  test('holds the packages of every platform, so that npm ci accepts it anywhere', () => {
    expect(missingOptionals(committed)).toEqual([])
  })

  test('names no registry', () => {
    expect(Object.entries(committed.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  })

  test('is completed where npm left a platform out, and nothing else of it changes', () => {
    const incomplete: LockFile = {
      packages: {
        'node_modules/tool': {
          version: '1.2.3',
          dev: true,
          optionalDependencies: { 'tool-linux-x64': '1.2.3', 'tool-win32-arm64': '1.2.3' },
        },
        'node_modules/tool-linux-x64': { version: '1.2.3', dev: true, optional: true, os: ['linux'], cpu: ['x64'] },
      },
    }
    expect(completeLock(incomplete)).toEqual({
      packages: {
        ...incomplete.packages,
        'node_modules/tool-win32-arm64': { version: '1.2.3', dev: true, optional: true, os: ['win32'], cpu: ['arm64'] },
      },
    })
  })

  test.each([
    ['@oxc-parser/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
    ['@oxc-parser/binding-linux-riscv64-gnu', { os: ['linux'], cpu: ['riscv64'], libc: ['glibc'] }],
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
  ])('reads the platform of %s from its name', (name, platform) => {
    expect(platformOf(name)).toEqual(platform)
  })

  test('does not guess the platform of a name that gives none', () => {
    expect(() => platformOf('left-pad')).toThrow('left-pad')
  })
})
