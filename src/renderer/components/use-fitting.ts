import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** A list that wraps: `list` goes on it, `fitting` is how many of its items stand in its first line. */
export interface Fitting<Element extends HTMLElement> {
  readonly list: RefObject<Element | null>
  readonly fitting: number
}

/** Follows how many of `count` items fit into the first line of a list that wraps, as its width and theirs change. */
export function useFitting<Element extends HTMLElement>(count: number): Fitting<Element> {
  const list = useRef<Element>(null)
  const [fitting, setFitting] = useState(count)
  // With every render: other items, or another order, may fit otherwise without a change of anybody's size.
  useLayoutEffect(() => {
    if (list.current === null) return
    const items = [...list.current.children].filter((item) => item instanceof HTMLElement)
    const measure = () => setFitting(items.filter((item) => item.offsetTop === items[0]?.offsetTop).length)
    measure()
    const observer = new ResizeObserver(measure)
    for (const element of [list.current, ...items]) observer.observe(element)
    return () => observer.disconnect()
  })
  return { list, fitting: Math.min(fitting, count) }
}
