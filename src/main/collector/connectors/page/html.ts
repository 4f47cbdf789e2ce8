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
const MOST_TEXT = 4000
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
  let unseen = 0
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        depth += 1
        elements += 1
        if (depth > MOST_DEPTH || elements > MOST_ELEMENTS) throw new PageTooLarge()
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

/**
 * Walks through what is in an element, in the order of the page and without recursion, for pages may nest deep. `visit` says whether to
 * look into the element too; the walk ends when it gives 'stop'.
 */
export function walk(from: Element, visit: (element: Element) => boolean | 'stop'): void {
  const rest: Element[] = []
  const push = ({ children }: Element): void => {
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index]
      if (typeof child === 'object') rest.push(child)
    }
  }
  push(from)
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const answer = visit(next)
    if (answer === 'stop') return
    if (answer) push(next)
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

/** The first element in an element that passes. */
export function findFirst(from: Element, passes: (element: Element) => boolean): Element | null {
  let found: Element | null = null
  walk(from, (element) => {
    if (!passes(element)) return true
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

/** What is read on screen, with single spaces; `controls` says whether the texts of buttons count. At most 4000 characters. */
export function textOf(element: Element, controls: 'with-controls' | 'without-controls' = 'without-controls', most = MOST_TEXT): string {
  let text = ''
  const rest: (Element | string)[] = [...element.children].reverse()
  for (let next = rest.pop(); next !== undefined && text.length <= most; next = rest.pop()) {
    if (typeof next === 'string') {
      text += next
      continue
    }
    if (isHidden(next) || (controls === 'without-controls' && CONTROLS.has(next.tag))) continue
    const space = BLOCKS.has(next.tag) ? ' ' : ''
    rest.push(space)
    for (let index = next.children.length - 1; index >= 0; index -= 1) rest.push(next.children[index] as Element | string)
    text += space
  }
  return text
    .replace(/[\s\u00a0\u200b]+/g, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()
}

/** Hidden by its own markup, such as a sort key in a cell; what style sheets hide is not known. */
export function isHidden({ attributes }: Element): boolean {
  return attributes.hidden !== undefined || /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes.style ?? '')
}
