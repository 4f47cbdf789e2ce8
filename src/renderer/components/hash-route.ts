import { useMemo, useSyncExternalStore } from 'react'

/** Where the window is: `#/servers?add=1` is page `servers` with the parameter `add`. */
export interface Route {
  readonly page: string
  readonly parameters: URLSearchParams
}

/** Reads a route from an address fragment. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  return { page: path, parameters: new URLSearchParams(query) }
}

/** The fragment of a route, for a link's `href`. */
export function routeHref(page: string, parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams(parameters).toString()
  return `#/${page}${query === '' ? '' : `?${query}`}`
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Where the window is now; renders again when it goes elsewhere. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return useMemo(() => parseRoute(hash), [hash])
}
