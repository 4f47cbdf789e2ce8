import { z } from 'zod'
import { t } from '../../../../shared/language/language.ts'
import { type View, type ViewFile, viewFileSchema } from '../../../../shared/view.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { contentOf } from './view-content.ts'

/** More than any view needs, in bytes. */
const LARGEST = 500_000

/** Whether a file of so many bytes is not even worth reading. */
export function isTooLarge(bytes: number): boolean {
  return bytes > LARGEST
}

const anyVersionSchema = z.object({ format: z.literal('rollcall-view'), version: z.number() })

/** A view as the text of a file. */
export function viewFileText(view: View): string {
  const file: ViewFile = { format: 'rollcall-view', version: 1, view: { name: view.name, ...contentOf(view) } }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** The name of that file: the view's, without what file systems do not take. */
export function viewFileName({ name }: Pick<View, 'name'>): string {
  const safe = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return `${safe || 'view'}.rollcall-view.json`
}

/** The view in a file's text, or why it can't be taken. */
export function readViewFile(text: string): { readonly view: ViewFile['view'] } | { readonly problem: string } {
  const json = jsonIn(text)
  const head = anyVersionSchema.safeParse(json)
  if (!head.success) return { problem: t('views.notAView') }
  if (head.data.version > 1) return { problem: t('views.newer') }
  const { success, data, error } = viewFileSchema.safeParse(json)
  if (success) return { view: data.view }
  const place = error.issues[0]?.path.join('.') ?? ''
  return { problem: t('views.damaged', { place: visibleString(place, 80) }) }
}

/** Undefined for what is no JSON. Some editors put a byte order mark before it. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
