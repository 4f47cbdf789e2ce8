import { delimiter, join, resolve, sep } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')
export const modules = join(root, 'node_modules')
export const out = join(root, 'out')

/** The pinned Node that everything but these scripts runs under; the natives crash under older ones. */
export const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** The environment with the pinned Node first, as npm scripts have it. */
export function environment() {
  return { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) }
}

/** The environment without anything from `node_modules`: npm must not run on the Node that it is about to replace. */
export function outerEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !resolve(entry).startsWith(modules + sep))
  return { ...process.env, PATH: path.join(delimiter) }
}
