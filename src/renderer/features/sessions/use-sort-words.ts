import { useEffect, useRef } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { ViewContent } from '../../../shared/view.ts'
import { namesText } from '../../components/format.ts'
import { announce } from '../../components/live-region.ts'
import { columnOf } from './Columns.tsx'

/** Tells those who can't see the arrows how the sessions are sorted, whenever that changes. */
export function useSortWords(sort: ViewContent['sort']): void {
  const words = t('grid.sorted', { keys: namesText(sort.map(({ field, direction }) => wordsOf(field, direction))) })
  const told = useRef(words)
  useEffect(() => {
    if (words === told.current) return
    told.current = words
    announce(words)
  }, [words])
}

function wordsOf(field: string, direction: 'asc' | 'desc'): string {
  return t('grid.sortedKey', { column: columnOf(field)?.name() ?? field, direction })
}
