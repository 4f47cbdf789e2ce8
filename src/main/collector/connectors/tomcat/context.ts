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

/** Which applications were asked for: all of them where none is named. */
export interface Wanted {
  includes(context: Context): boolean
  /** The names that none of these contexts has. */
  missing(found: readonly Context[]): readonly string[]
}

/** Reads the names that an admin gave, one per line or with commas. A name without a version means each version of it. */
export function wantedContexts(names: string): Wanted {
  const wanted = names
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => contextOf(name, null))
  const isMeant = (one: Context, context: Context): boolean =>
    one.name === context.name || (one.version === '' && one.path === context.path)
  return {
    includes: (context) => wanted.length === 0 || wanted.some((one) => isMeant(one, context)),
    missing: (found) => wanted.filter((one) => !found.some((context) => isMeant(one, context))).map(({ name }) => name),
  }
}
