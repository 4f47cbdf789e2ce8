import { Fragment, type ReactNode } from 'react'
import { type MessageKey, messageFormat } from '../../shared/language/language.ts'

interface RichTextProps {
  readonly id: MessageKey
  readonly values?: Readonly<Record<string, string | number>>
  /** What becomes of each tag of the message: `<b>…</b>` is handed to `tags.b` with what stands in it. */
  readonly tags: Readonly<Record<string, (parts: readonly ReactNode[]) => ReactNode>>
}

/** A message of the catalogue with elements in it, so that a sentence is translated as a whole and never glued together. */
export function RichText({ id, values, tags }: RichTextProps) {
  const parts = messageFormat(id).format<ReactNode>({ ...values, ...mutableTags(tags) })
  return (
    <>
      {[parts].flat().map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one message keep their places
        <Fragment key={place}>{part}</Fragment>
      ))}
    </>
  )
}

/** The library asks for functions that may change their argument; ours do not. */
function mutableTags(tags: RichTextProps['tags']): Record<string, (parts: ReactNode[]) => ReactNode> {
  return { ...tags }
}
