import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

/** One file of the page, as it is served. */
export interface PageFile {
  readonly type: string
  readonly body: Buffer<ArrayBuffer>
}

/** The files of the page by their URL path, `/` for the document. What is not in this map does not exist, whatever a path looks like. */
export type Page = ReadonlyMap<string, PageFile>

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** Reads the built page into memory, once. Files of a kind the page does not have are left out. */
export function loadPage(folder: string): Page {
  const page = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    page.set(path === '/index.html' ? '/' : path, { type, body: readFileSync(file) })
  }
  if (!page.has('/')) throw new Error(`There is no index.html in ${folder}.`)
  return page
}

/** The document with this response's nonce, by which the page may add styles and nothing else may. */
export function withNonce(html: Buffer, nonce: string): Buffer<ArrayBuffer> {
  return Buffer.from(html.toString('utf8').replace('<head>', `<head><meta property="csp-nonce" content="${nonce}">`))
}

/** The headers of every response of the page. `nonce` is a fresh one for each document, and null for everything else. */
export function pageHeaders(nonce: string | null): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=(), serial=(), hid=(), display-capture=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  }
}

function contentSecurityPolicy(nonce: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
