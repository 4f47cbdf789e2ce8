import type { LinkRule } from '../../../../shared/profile/page.ts'
import { buttonTexts, typeOf } from './form.ts'
import { type Element, findFirst } from './html.ts'
import { isOff, linksIn, namesOf } from './link.ts'
import { type Inputs, sameAs, textsOf } from './words.ts'

/** What leads to the next page: a link, or something that only a script or a form can follow. */
export interface Next {
  /** As it stands in the page; null where there is none to follow. */
  readonly address: string | null
  /** Whether a script does something else when it is pressed. */
  readonly isScripted: boolean
}

/** Compiles how the way to the next page of a list is found; it also may be said in the page's head. Nothing, or what is switched off, is the end. */
export function nextFinder(rule: { readonly text?: LinkRule['text'] } | undefined, inputs: Inputs): (page: Element) => Next | null {
  if (rule === undefined) return () => null
  const said = sameAs(textsOf(rule.text, inputs))
  return (page) => {
    const links = linksIn(page, ['a', 'link'])
    const related = links.find(({ element }) => isNext(element))
    const named = links.find(({ element }) => element.tag === 'a' && namesOf(element).some(said))
    const link = related ?? named
    if (link !== undefined) return { address: link.address, isScripted: link.element.attributes.onclick !== undefined }
    const control = findFirst(page, (element) => isPressed(element) && (isNext(element) || wordsOn(element).some(said)))
    return control === null ? null : { address: null, isScripted: true }
  }
}

function isNext({ tag, attributes }: Element): boolean {
  return (tag === 'a' || tag === 'link') && /(?:^|\s)next(?:\s|$)/i.test(attributes.rel ?? '')
}

/** Whether something does anything when it is pressed: not a link without an address, as which last pages write what leads nowhere. */
function isPressed(element: Element): boolean {
  const { href, onclick, role, tabindex } = element.attributes
  const isControl =
    element.tag === 'button' ||
    (element.tag === 'input' && /^(?:submit|button|image)$/.test(typeOf(element))) ||
    (element.tag === 'a' && (href !== undefined || tabindex !== undefined)) ||
    onclick !== undefined ||
    role === 'button' ||
    role === 'link'
  return isControl && !isOff(element)
}

function wordsOn(element: Element): readonly string[] {
  return element.tag === 'button' || element.tag === 'input' ? buttonTexts(element) : namesOf(element)
}
