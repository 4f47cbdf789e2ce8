import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { SessionHistory, SessionKey } from '../../../../shared/session.ts'
import { read } from '../../../api/clients.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { useDerivedFromNow } from '../../../components/clock.ts'
import { ForeignText } from '../../../components/ForeignText.tsx'
import { dateTimeText, shortTimeText } from '../../../components/format.ts'
import { ProblemAlert } from '../../../components/ProblemAlert.tsx'
import { RichText } from '../../../components/RichText.tsx'
import { useServerFacts } from '../server-facts.ts'
import { HistoryChart, HistoryLegend } from './HistoryChart.tsx'
import { changedFact, changedValue, historyWords } from './history-words.ts'
import { Section } from './Section.tsx'

const DAY = 24 * 60 * 60 * 1000
/** So many changes are listed until somebody wants all of them. */
const FEW = 4

/** What was seen of a session over the last day: when it was active, where nobody looked, and what changed in it. */
export function History({ of: { serverId, sessionId, duplicate } }: { readonly of: SessionKey }) {
  const { data, error } = useQuery(read.sessions.history.queryOptions({ input: { serverId, sessionId, duplicate } }))
  if (data === null) return null
  return (
    <Section title={data === undefined ? t('details.history') : titleOf(data)}>
      {error ? <ProblemAlert problem={problemOf(error)} severity="warning" /> : null}
      {data === undefined && !error ? <Box sx={{ color: 'text.secondary' }}>{t('details.historyReading')}</Box> : null}
      {data === undefined ? null : <Strip history={data} />}
      {data === undefined || data.changes.length === 0 ? null : <Changes serverId={serverId} changes={data.changes} />}
    </Section>
  )
}

function titleOf({ from, to }: SessionHistory): string {
  return to - from >= DAY - 60_000 ? t('details.history') : t('details.historySince', { time: dateTimeText(from) })
}

function Strip({ history }: { readonly history: SessionHistory }) {
  const words = useId()
  const from = useDerivedFromNow((now) => shortTimeText(history.from, now))
  const to = useDerivedFromNow((now) => shortTimeText(history.to, now))
  const sentences = useDerivedFromNow((now) => historyWords(history, now).join(' '))
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <HistoryChart history={history} label={t('details.historyChart', { from, to })} describedBy={words} />
      <Box aria-hidden sx={{ display: 'flex', justifyContent: 'space-between', color: 'text.secondary', fontSize: '0.75rem' }}>
        <span>{from}</span>
        <span>{to}</span>
      </Box>
      <HistoryLegend history={history} />
      <Box component="figcaption" id={words} sx={{ color: 'text.secondary', fontSize: '0.75rem', mt: 0.5 }}>
        {sentences}
      </Box>
    </Box>
  )
}

interface ChangesProps {
  readonly serverId: string
  readonly changes: SessionHistory['changes']
}

function Changes({ serverId, changes }: ChangesProps) {
  const [all, setAll] = useState(false)
  const newest = changes.toReversed()
  const shown = all ? newest : newest.slice(0, FEW)
  return (
    <Box sx={{ mt: 1 }}>
      <Box sx={{ color: 'text.secondary' }}>{t('details.changes', { count: changes.length })}</Box>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {shown.map((change) => (
          <Box
            component="li"
            key={`${change.at} ${change.what}`}
            sx={{ mt: 0.5, '& bdi': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } }}
          >
            <Box component="span" className="tabular" sx={{ color: 'text.secondary', mr: 1 }}>
              {dateTimeText(change.at)}
            </Box>
            <ChangeText change={change} serverId={serverId} />
          </Box>
        ))}
      </Box>
      {newest.length <= FEW ? null : (
        <Button color="inherit" aria-expanded={all} onClick={() => setAll(!all)} sx={{ mx: -1 }}>
          {all ? t('details.changesFewer') : t('details.changesAll', { count: newest.length })}
        </Button>
      )}
    </Box>
  )
}

function ChangeText({
  change: { what, before, after },
  serverId,
}: {
  readonly change: ChangesProps['changes'][number]
  readonly serverId: string
}) {
  const { clockOffset } = useServerFacts(serverId)
  const side = (value: string | null) => <ForeignText text={changedValue(what, value, clockOffset)} />
  return (
    <RichText
      id="details.changeFromTo"
      values={{ what: changedFact(what) }}
      tags={{ before: () => side(before), after: () => side(after) }}
    />
  )
}
