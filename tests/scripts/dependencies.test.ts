import { describe, expect, test } from 'vitest'
import { missingPackages } from '../../scripts/lib/dependencies.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/b': { version: '2.0.0' },
    'node_modules/only-elsewhere': { version: '3.0.0', optional: true },
  },
}

function installed(packages: Record<string, { version: string }>): typeof lock {
  return { packages } as typeof lock
}

describe('what the installation lacks', () => {
  test('is everything when nothing is installed, but for optional packages', () => {
    expect(missingPackages(lock, null)).toEqual(['node_modules/a', 'node_modules/a/node_modules/b'])
  })

  test('is nothing when all versions agree, whatever else lies there', () => {
    const have = {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/c': { version: '9.0.0' },
    }
    expect(missingPackages(lock, installed(have))).toEqual([])
  })

  test('is a package of another version, also an optional one', () => {
    const have = {
      'node_modules/a': { version: '1.0.1' },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/only-elsewhere': { version: '2.9.9' },
    }
    expect(missingPackages(lock, installed(have))).toEqual(['node_modules/a', 'node_modules/only-elsewhere'])
  })
})
