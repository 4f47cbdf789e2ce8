import type { useGridApiRef } from '@mui/x-data-grid'
import { type KeyboardEvent, useRef } from 'react'
import { t } from '../../../shared/language/language.ts'
import { useSettings } from '../../api/hooks.ts'
import { canBePressed } from '../../components/actions/press.ts'
import { announce } from '../../components/live-region.ts'
import { type GridLine, isGroup, lineKey } from './grid-lines.ts'
import { isTyped, nextBeginning, TYPING_REST_MS } from './type-ahead.ts'

/**
 * Letters typed on a cell of the user column go to the next row of the page whose name begins so. A letter that is the key of something that
 * can be done now, such as that of the pill, keeps this meaning unless a name is being typed. Tells whether the key was taken.
 */
export function useTypeAhead(apiRef: ReturnType<typeof useGridApiRef>, lines: readonly GridLine[]) {
  const { keys } = useSettings()
  const typing = useRef({ text: '', at: Number.NEGATIVE_INFINITY })
  return (line: GridLine, field: string, event: KeyboardEvent): boolean => {
    const before = event.timeStamp - typing.current.at < TYPING_REST_MS ? typing.current.text : ''
    if (field !== 'user' || !isBare(event) || !isTyped(event.key, before)) return false
    if (before === '' && canBePressed(event.nativeEvent, keys)) return false
    event.preventDefault()
    const text = before + event.key
    typing.current = { text, at: event.timeStamp }
    const from = lines.findIndex((other) => lineKey(other) === lineKey(line))
    const place = nextBeginning(lines.map(userOf), Math.max(0, from), text)
    const found = place === null ? undefined : lines[place]
    if (place === null || found === undefined) announce(t('grid.noNameBegins', { text }))
    else {
      apiRef.current?.scrollToIndexes({ rowIndex: place })
      apiRef.current?.setCellFocus(lineKey(found), field)
    }
    return true
  }
}

function isBare({ ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && !nativeEvent.isComposing
}

/** The head of a group is none of the names. */
function userOf(line: GridLine): string | null {
  return isGroup(line) ? null : line.user
}
