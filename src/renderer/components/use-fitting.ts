import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** A list that wraps: `list` goes on it, `fitting` is how many of its items fit into its first line. */
export interface Fitting<Element extends HTMLElement> {
  readonly list: RefObject<Element | null>
  readonly fitting: number
}

/**
 * How many of `count` items go into one line, with `gap` px between two. A child of the list after the items is what stands for those that do
 * not, and needs room when there are such.
 */
export function fittingItems(widths: readonly number[], count: number, room: number, gap: number): number {
  const widthOf = (items: readonly number[]) => items.reduce((sum, width) => sum + width + gap, -gap)
  const items = widths.slice(0, count)
  if (widthOf(items) <= room) return items.length
  const rest = widths.slice(count)
  const fits = items.findIndex((_, index) => widthOf([...items.slice(0, index + 1), ...rest]) > room)
  return Math.max(0, fits)
}

/** Follows `fittingItems` of a list as its width and those of its items change. The list must be as wide as it can be, whatever is in it. */
export function useFitting<Element extends HTMLElement>(count: number, gap: number): Fitting<Element> {
  const list = useRef<Element>(null)
  const [fitting, setFitting] = useState(count)
  // With every render: other items, or another order, may fit otherwise without a change of anybody's size.
  useLayoutEffect(() => {
    const element = list.current
    if (element === null) return
    const items = [...element.children].filter((item) => item instanceof HTMLElement)
    const measure = () => {
      const widths = items.map((item) => item.getBoundingClientRect().width)
      setFitting(fittingItems(widths, count, element.clientWidth, gap))
    }
    measure()
    const observer = new ResizeObserver(measure)
    for (const observed of [element, ...items]) observer.observe(observed)
    return () => observer.disconnect()
  })
  return { list, fitting: Math.min(fitting, count) }
}
