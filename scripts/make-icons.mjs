import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { icnsFile, icoFile } from './lib/icon-files.mjs'
import { root } from './lib/paths.mjs'
import { runScript, say } from './lib/say.mjs'

const BUILD = join(root, 'build')
/** Up to this side the drawing with fewer and thicker lines is used. */
const SMALL = 48
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512]

/**
 * `npm run icons`: draws the icon files of all platforms from the two drawings in `build/`. Their results are kept in the repository, so
 * this is run only after a drawing has changed. Needs an installed Chromium.
 */
await runScript(async () => {
  const pictures = await draw()
  const of = (/** @type {readonly number[]} */ sizes) => pictures.filter(({ size }) => sizes.includes(size))
  mkdirSync(join(BUILD, 'icons'), { recursive: true })
  for (const { size, png } of of(LINUX_SIZES)) writeFileSync(join(BUILD, 'icons', `${size}x${size}.png`), png)
  for (const { png } of of([1024])) writeFileSync(join(BUILD, 'icon.png'), png)
  writeFileSync(join(BUILD, 'icon.ico'), icoFile(pictures.filter(({ size }) => size <= 256)))
  writeFileSync(join(BUILD, 'icon.icns'), icnsFile(pictures))
  say(`drew ${pictures.length} sizes into build/`)
  return 0
})

/** @returns {Promise<import('./lib/icon-files.mjs').Picture[]>} */
async function draw() {
  const browser = await chromium.launch({ executablePath: process.env.ROLLCALL_CHROMIUM ?? '/usr/bin/chromium' })
  try {
    const page = await browser.newPage()
    const pictures = []
    for (const size of SIZES) {
      const drawing = readFileSync(join(BUILD, size <= SMALL ? 'icon-small.svg' : 'icon.svg'), 'utf8')
      await page.setViewportSize({ width: size, height: size })
      await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`)
      pictures.push({ size, png: await page.screenshot({ omitBackground: true }) })
    }
    return pictures
  } finally {
    await browser.close()
  }
}
