/** The page's own scheme and origin. */
export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://rollcall`
export const PAGE_URL = `${ORIGIN}/`

/** Whether an address is the page's own; decided by a URL parser, because `app://rollcall.evil` starts like it too. */
export function isOwnUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === `${SCHEME}:` && url.host === 'rollcall' && url.username === '' && url.password === ''
}

/** Whether an address stands for something that the page itself has made, such as a profile that is exported. */
export function isOwnBlob(address: string): boolean {
  return address.startsWith('blob:') && isOwnUrl(address.slice('blob:'.length))
}
