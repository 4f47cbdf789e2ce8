import type { LinkRule } from '../../../../shared/profile/page.ts'
import type { Base } from '../address.ts'
import { renderText, type Scope } from '../profile/request.ts'
import { type Element, findAll, findFirst, textOf } from './html.ts'
import { type Inputs, sameAs, textsOf } from './words.ts'

/** How much of a link is read: links may stand in links, and a longer text than a profile may give is none of its texts. */
const MOST_IN_LINK = 100
const MOST_LINK_TEXT = 301

/** Where a page was found: its path and query. */
export interface Place {
  readonly html: Element
  readonly target: string
}

/**
 * An address that stands in a page, as path and query to ask for; null for one of another server, below another path than the server's
 * own, or that is no address of a page.
 */
export function resolve(base: Base, page: Place, address: string): string | null {
  const here = base.origin + page.target
  const from = findFirst(page.html, ({ tag, attributes }) => tag === 'base' && attributes.href !== undefined)?.attributes.href
  const url = URL.parse(address.trim(), from === undefined ? here : (URL.parse(from, here)?.href ?? here))
  if (url === null || url.origin !== base.origin || !`${url.pathname}/`.startsWith(`${base.prefix}/`)) return null
  if (url.username !== '' || url.password !== '') return null
  return url.pathname + url.search
}

/** Compiles how a link is told from others. What it gives is the link's address as it stands in the page. */
export function linkFinder(rule: LinkRule, inputs: Inputs, scope: Scope): (within: Element) => string | null {
  const said = rule.text === undefined ? null : sameAs(textsOf(rule.text, inputs))
  const end = rule.path === undefined ? null : renderText(rule.path, scope)
  const query = Object.entries(rule.query ?? {}).map(([name, template]) => [name, renderText(template, scope)] as const)
  return (within) => {
    const link = linksIn(within).find(({ element, address }) => {
      if (said !== null && !namesOf(element).some(said)) return false
      if (rule.path !== undefined && (end === null || !pathOf(address).endsWith(end))) return false
      return query.every(([name, value]) => value === null || parameterOf(address, name) === value)
    })
    return link?.address ?? null
  }
}

/** A link of a page, with its address as it stands there. */
export interface Link {
  readonly element: Element
  readonly address: string
}

/** Links that lead somewhere: neither switched off nor only for scripts. */
export function linksIn(within: Element, tags: readonly string[] = ['a']): readonly Link[] {
  return findAll(within, ({ tag, attributes }) => tags.includes(tag) && attributes.href !== undefined).flatMap((element) => {
    const address = (element.attributes.href ?? '').trim()
    return address === '' || /^(?:#|javascript:|mailto:|data:)/i.test(address) || isOff(element) ? [] : [{ element, address }]
  })
}

/** Whether an element is switched off itself, or with the entry of a list that it stands in. */
export function isOff(element: Element): boolean {
  const around = element.parent
  return isMarkedOff(element) || (around !== null && (around.tag === 'li' || around.tag === 'span') && isMarkedOff(around))
}

function isMarkedOff({ attributes }: Element): boolean {
  return (
    attributes['aria-disabled'] === 'true' ||
    attributes.disabled !== undefined ||
    /(?:^|\s|-)disabled(?:\s|$)/i.test(attributes.class ?? '')
  )
}

/** What stands on a link, or is said of it. */
export function namesOf(element: Element): readonly string[] {
  const { title, 'aria-label': label } = element.attributes
  const picture = findFirst(element, ({ tag, attributes }) => tag === 'img' && (attributes.alt ?? '') !== '', MOST_IN_LINK)?.attributes.alt
  return [textOf(element, 'with-controls', MOST_LINK_TEXT, MOST_IN_LINK), title, label, picture].flatMap((text) =>
    text === undefined || text === '' ? [] : [text],
  )
}

/** The path in an address, without what servers add to segments (`;jsessionid=…`), decoded. */
function pathOf(address: string): string {
  const path = (URL.parse(address, 'http://page.invalid/')?.pathname ?? '').replace(/;[^/]*/g, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** A parameter in the query of an address, or null. */
export function parameterOf(address: string, name: string): string | null {
  return URL.parse(address, 'http://page.invalid/')?.searchParams.get(name) ?? null
}
