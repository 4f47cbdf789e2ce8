import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBase, targetOf } from '../../../../src/main/collector/connectors/address.ts'
import { createConnector, originOf } from '../../../../src/main/collector/connectors/registry.ts'
import { RollcallError } from '../../../../src/shared/errors.ts'
import { watchedServer } from '../../../faults/watched-server.ts'

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'ok'
  } catch (error) {
    if (error instanceof RollcallError) return error.code
    throw error
  }
}

describe('a server’s address', () => {
  it.each([
    ['https://keep.example.com', 'https://keep.example.com', ''],
    ['https://Keep.Example.com:443/', 'https://keep.example.com', ''],
    ['https://keep.example.com:8443/base/path//', 'https://keep.example.com:8443', '/base/path'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', ''],
    ['http://localhost/x', 'http://localhost', '/x'],
    ['http://[::1]:99', 'http://[::1]:99', ''],
    ['http://127.1:99', 'http://127.0.0.1:99', ''],
  ])('%s is understood', (url, origin, prefix) => {
    expect(parseBase(url)).toMatchObject({ origin, prefix })
    expect(originOf({ url })).toBe(origin)
  })

  it.each([
    '',
    'keep.example.com',
    'ftp://keep.example.com',
    'https://',
    'https://user:pass@keep.example.com',
    'https://keep.example.com?x=1',
    'https://keep.example.com/#a',
    'https://keep example.com',
    'https://keep.example.com\\@evil.test',
    'https://keep.example.com:99999',
    'file:///etc/passwd',
  ])('%s is refused', (url) => {
    expect(codeOf(() => parseBase(url))).toBe('bad-url')
  })

  it('does not repeat a password that was typed into it', () => {
    expect(() => parseBase('https://user:hunter2@keep.example.com')).toThrow(/^(?!.*hunter2)/s)
  })

  it.each([
    'http://keep.example.com',
    'http://localhost.evil.test',
    'http://127.0.0.1.evil.test',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
  ])('%s needs https', (url) => {
    expect(codeOf(() => parseBase(url))).toBe('https-needed')
  })
})

describe('a request’s address', () => {
  const base = parseBase('https://keep.example.com/base')

  it('keeps origin and prefix for every path, or is refused', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('.', '..', '%2e', '/', '//', '\\', '?', '#', '@', ':'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const path = `/${pieces.join('')}`
        if (codeOf(() => targetOf(base, path)) !== 'ok') return true
        const { origin, pathname, hash } = new URL(`https://keep.example.com${targetOf(base, path)}`)
        return origin === base.origin && hash === '' && pathname === `/base${path}`
      }),
      { numRuns: 20_000 },
    )
  })

  it('refuses a list path that leaves the base', () => {
    for (const listPath of ['/../admin', '/a/../../b', '/a/./b', '/a/%2e%2e/b', '/a?x=1', '/a#b', '//evil.test/a', '/a\\b']) {
      const connector = { profileId: 'admin-sessions', inputs: {}, overrides: { listPath } }
      expect(codeOf(() => createConnector(watchedServer('https://keep.example.com/base', { connector }), null))).toBe(
        listPath.startsWith('//') ? 'ok' : 'bad-input',
      )
    }
    expect(targetOf(base, '//evil.test/a')).toBe('/base//evil.test/a')
  })
})
