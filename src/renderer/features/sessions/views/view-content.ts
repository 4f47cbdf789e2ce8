import type { ViewContent } from '../../../../shared/view.ts'

/** What of it belongs to a view: all but where in it somebody is. */
export function contentOf({ filter, sort, group, columns }: ViewContent): ViewContent {
  return { filter, sort, group, columns }
}

/** Whether two views show the same in the same way. The order of what has no order does not count. */
export function isSameContent(one: ViewContent, other: ViewContent): boolean {
  return one === other || canonical(one) === canonical(other)
}

function canonical(content: ViewContent): string {
  const { filter, ...rest } = contentOf(content)
  return JSON.stringify({ ...rest, filter: filter.trim() }, (_, value: unknown) => inOrder(value))
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
