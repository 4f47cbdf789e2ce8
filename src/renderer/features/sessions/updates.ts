import { locale, t } from '../../../shared/language/language.ts'
import { sessionKeyText } from '../../../shared/session.ts'
import { shortTimeText } from '../../components/format.ts'
import type { News, Reading } from './still.ts'

/** What would change in the grid, in words: `12 new, 5 ended, order changed`. */
export function newsWords({ started, ended, moved }: News): string {
  const parts = [
    started > 0 ? t('selection.newsStarted', { count: started }) : null,
    ended > 0 ? t('selection.newsEnded', { count: ended }) : null,
    moved ? t('selection.newsMoved') : null,
  ]
  return new Intl.ListFormat(locale(), { type: 'unit' }).format(parts.filter((part) => part !== null))
}

/**
 * What is told of everything that was read since `before`, for those who can't see it: `Updated 14:03:05, 3 new, 1 ended`. Of a list with
 * more pages than one only its length is known. Null when there is nothing to tell.
 */
export function updateWords(before: Reading, now: Reading): string | null {
  const changes = before.question === now.question ? changesBetween(before, now) : ''
  return changes === '' ? null : t('selection.updatedWith', { time: shortTimeText(now.at, now.at), changes })
}

function changesBetween(before: Reading, now: Reading): string {
  if (Math.max(before.page.lines, now.page.lines) <= now.pageSize && now.page.groups.length === 0) return comings(before, now)
  const more = now.page.matching - before.page.matching
  if (more === 0) return ''
  return more > 0 ? t('selection.more', { count: more }) : t('selection.fewer', { count: -more })
}

function comings(before: Reading, now: Reading): string {
  const then = new Set(before.page.rows.map(sessionKeyText))
  const keys = new Set(now.page.rows.map(sessionKeyText))
  const started = [...keys].filter((key) => !then.has(key)).length
  const ended = [...then].filter((key) => !keys.has(key)).length
  return newsWords({ started, ended, moved: false })
}
