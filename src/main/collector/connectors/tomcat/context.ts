/** One application of a Tomcat. `name` is its path with a version, as `/shop##2`; the root application is `/`. */
export interface Context {
  readonly name: string
  readonly path: string
  readonly version: string
  /** The name of its manager for JMX, where that was asked. */
  readonly bean: string | null
}

/** Reads a context's name as Tomcat writes it for JMX: `/examples`, `/`, `/shop##2`. */
export function contextOf(name: string, bean: string | null): Context {
  const [path = '', version = ''] = name.split('##', 2)
  const rooted = path.startsWith('/') ? path : `/${path}`
  return { name: version === '' ? rooted : `${rooted}##${version}`, path: rooted, version, bean }
}

/** The context that a link of the HTML manager leads to. */
export function contextOfLink(path: string, version: string): Context {
  return contextOf(version === '' ? path : `${path}##${version}`, null)
}

/** Tells which contexts were asked for: all of them where none is named. A name without a version means each version of it. */
export function wantedContexts(names: string): (context: Context) => boolean {
  const wanted = names
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => contextOf(name, null))
  if (wanted.length === 0) return () => true
  return (context) => wanted.some(({ name, path, version }) => name === context.name || (version === '' && path === context.path))
}
