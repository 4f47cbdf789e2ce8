import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { icnsFile, icoFile } from '../../scripts/lib/icon-files.mjs'

const BUILD = join(import.meta.dirname, '../../build')

/** The side that a PNG's own header names. */
function sideOf(png: Buffer): number {
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  return png.readUInt32BE(16)
}

describe('the icon files', () => {
  test('for Windows hold a PNG of each named side', () => {
    const file = readFileSync(join(BUILD, 'icon.ico'))
    const sides = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + 16 * index
      const png = file.subarray(file.readUInt32LE(entry + 12), file.readUInt32LE(entry + 12) + file.readUInt32LE(entry + 8))
      expect(file.readUInt8(entry)).toBe(sideOf(png) % 256)
      return sideOf(png)
    })
    expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  test('for macOS hold normal and dense sides up to 1024', () => {
    const file = readFileSync(join(BUILD, 'icon.icns'))
    expect(file.readUInt32BE(4)).toBe(file.length)
    const found: [string, number][] = []
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      found.push([file.subarray(at, at + 4).toString(), sideOf(file.subarray(at + 8))])
    }
    expect(Object.fromEntries(found)).toEqual({ ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 })
  })

  test('keep each picture byte for byte', () => {
    const picture = { size: 32, png: Buffer.from('a picture') }
    expect(icoFile([picture]).subarray(22)).toEqual(picture.png)
    expect(icnsFile([picture]).subarray(16)).toEqual(picture.png)
  })
})
