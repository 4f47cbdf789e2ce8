import { Parser } from 'htmlparser2'

/** One element of a page. What is never seen (scripts, styles, comments) is not in it. */
export interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parent: Element | null
  /** Elements and texts, in the order of the page. */
  readonly children: readonly (Element | string)[]
}

/** A page that can't be read within bounds: nested without end, or of more elements than memory should hold. */
export class PageTooLarge extends Error {}

interface Growing extends Element {
  readonly children: (Element | string)[]
}

/** Honest pages nest some 50 elements; the parser's time grows with the square of the depth. */
const MOST_DEPTH = 512
const MOST_ELEMENTS = 3_000_000
/** Twice as many as sessions are taken; each may hold as many cells as a table has columns. */
const MOST_ROWS = 200_000
const MOST_TEXT = 4000
/** How many elements are looked at in one cell: tables may stand in cells of tables, and all of them would be looked at again for each. */
export const MOST_IN_CELL = 20_000
const UNSEEN = new Set(['script', 'style', 'template', 'svg', 'math', 'object', 'iframe'])
/** Elements that stand apart from the text before and after them. */
const BLOCKS = new Set(
  'address article br dd div dl dt fieldset form h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul'.split(' '),
)
/** What is pressed or chosen is no text of a cell. */
const CONTROLS = new Set(['button', 'select', 'textarea', 'option'])
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({})

/**
 * Reads a page as forgivingly as a browser does, but for what browsers move elsewhere: a form that is opened between the rows of a table
 * holds what is written in it. Runs no script and fetches nothing. Throws `PageTooLarge`.
 */
export function parseHtml(text: string): Element {
  const root: Growing = { tag: '', attributes: NO_ATTRIBUTES, parent: null, children: [] }
  let at: Growing = root
  let depth = 0
  let elements = 0
  let rows = 0
  let unseen = 0
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        depth += 1
        elements += 1
        if (tag === 'tr') rows += 1
        if (depth > MOST_DEPTH || elements > MOST_ELEMENTS || rows > MOST_ROWS) throw new PageTooLarge()
        if (UNSEEN.has(tag) || unseen > 0) {
          unseen += 1
          return
        }
        const element: Growing = { tag, attributes: isEmpty(attributes) ? NO_ATTRIBUTES : attributes, parent: at, children: [] }
        at.children.push(element)
        at = element
      },
      ontext(data) {
        if (unseen === 0) at.children.push(data)
      },
      onclosetag() {
        depth -= 1
        if (unseen > 0) unseen -= 1
        else at = (at.parent as Growing | null) ?? root
      },
    },
    { decodeEntities: true },
  )
  parser.write(text)
  parser.end()
  return root
}

function isEmpty(attributes: Readonly<Record<string, string>>): boolean {
  for (const _ in attributes) return false
  return true
}

/** How far a walk has come among the children of one element. */
interface Frame {
  readonly children: Element['children']
  readonly isBlock?: boolean
  at: number
}

/**
 * Walks through what is in an element, in the order of the page and without recursion, for pages may nest deep. `visit` says whether to
 * look into the element too; the walk ends when it gives 'stop'.
 */
export function walk(from: Element, visit: (element: Element) => boolean | 'stop'): void {
  const frames: Frame[] = [{ children: from.children, at: 0 }]
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const child = frame.children[frame.at]
    frame.at += 1
    if (child === undefined) frames.pop()
    if (typeof child !== 'object') continue
    const answer = visit(child)
    if (answer === 'stop') return
    if (answer) frames.push({ children: child.children, at: 0 })
  }
}

/** All elements in an element that pass, in the order of the page. */
export function findAll(from: Element, passes: (element: Element) => boolean): readonly Element[] {
  const found: Element[] = []
  walk(from, (element) => {
    if (passes(element)) found.push(element)
    return true
  })
  return found
}

/** The first element in an element that passes, of the first `most` that are looked at. */
export function findFirst(from: Element, passes: (element: Element) => boolean, most = Number.POSITIVE_INFINITY): Element | null {
  let found: Element | null = null
  let left = most
  walk(from, (element) => {
    left -= 1
    if (!passes(element)) return left > 0 ? true : 'stop'
    found = element
    return 'stop'
  })
  return found
}

/** The nearest element around this one that passes. */
export function around(element: Element, passes: (element: Element) => boolean): Element | null {
  for (let at = element.parent; at !== null; at = at.parent) if (passes(at)) return at
  return null
}

/**
 * What is read on screen, with single spaces; `controls` says whether the texts of buttons count. At most 4000 characters, of the first
 * `mostNodes` elements and texts.
 */
export function textOf(
  element: Element,
  controls: 'with-controls' | 'without-controls' = 'without-controls',
  most = MOST_TEXT,
  mostNodes = Math.max(MOST_IN_CELL, most * 4),
): string {
  let text = ''
  let left = mostNodes
  const frames: Frame[] = [{ children: element.children, at: 0 }]
  for (let frame = frames.at(-1); frame !== undefined && text.length <= most && left > 0; frame = frames.at(-1)) {
    const child = frame.children[frame.at]
    frame.at += 1
    left -= 1
    if (child === undefined) frames.pop()
    if (typeof child !== 'object') {
      // What ends here may have been a block, which stands apart from what follows.
      text += child ?? (frame.isBlock === true ? ' ' : '')
      continue
    }
    if (isHidden(child) || (controls === 'without-controls' && CONTROLS.has(child.tag))) continue
    const isBlock = BLOCKS.has(child.tag)
    if (isBlock) text += ' '
    frames.push({ children: child.children, at: 0, isBlock })
  }
  return text.replace(/\s+/g, ' ').trim().slice(0, most).toWellFormed()
}

/** Hidden by its own markup, such as a sort key in a cell; what style sheets hide is not known. */
export function isHidden({ attributes }: Element): boolean {
  return attributes.hidden !== undefined || /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes.style ?? '')
}
