import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { t } from '../../../../shared/language/language.ts'
import { type SessionRow, sessionKeyText } from '../../../../shared/session.ts'
import { ForeignText } from '../../../components/ForeignText.tsx'
import { RichText } from '../../../components/RichText.tsx'
import { visibleString } from '../../../components/visible-text.ts'
import { IdleTimeCell, SessionTimeCell } from '../SessionCells.tsx'
import { Section } from './Section.tsx'

/** More than this are not asked for (contract, `siblings`). */
const MOST = 200

interface SiblingsProps {
  readonly row: SessionRow
  readonly siblings: readonly SessionRow[]
  readonly onOpen: (row: SessionRow) => void
}

/** The other live sessions under the same user name: on the same server, and apart from them on others, where it may be somebody else. */
export function Siblings({ row, siblings, onOpen }: SiblingsProps) {
  const here = siblings.filter(({ serverId }) => serverId === row.serverId)
  const elsewhere = siblings.filter(({ serverId }) => serverId !== row.serverId)
  return (
    <>
      <Section title={t('details.siblingsHere', { count: here.length })}>
        <SiblingList rows={here} onOpen={onOpen} />
      </Section>
      <Section
        title={t('details.siblingsElsewhere', { count: elsewhere.length })}
        hint={elsewhere.length === 0 ? undefined : t('details.siblingsHint')}
      >
        <SiblingList rows={elsewhere} onOpen={onOpen} namesServer />
      </Section>
      {siblings.length < MOST ? null : <Box sx={{ color: 'text.secondary' }}>{t('details.siblingsMost', { count: MOST })}</Box>}
    </>
  )
}

interface SiblingListProps {
  readonly rows: readonly SessionRow[]
  readonly onOpen: (row: SessionRow) => void
  readonly namesServer?: boolean
}

function SiblingList({ rows, onOpen, namesServer = false }: SiblingListProps) {
  if (rows.length === 0) return null
  return (
    <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
      {rows.map((row) => (
        <Box component="li" key={sessionKeyText(row)}>
          <Button color="inherit" onClick={() => onOpen(row)} sx={BUTTON}>
            <Box sx={{ minWidth: 0, flex: 1 }}>
              <Box sx={{ display: 'flex' }}>
                <ForeignText text={row.agentWords ?? row.userAgent ?? t('details.unknownProgram')} />
              </Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'normal' }}>
                <SiblingFacts row={row} place={placeOf(row, namesServer)} />
              </Box>
            </Box>
          </Button>
        </Box>
      ))}
    </Box>
  )
}

const BUTTON = {
  width: 1,
  justifyContent: 'flex-start',
  textAlign: 'left',
  fontWeight: 400,
  px: 1,
  mx: -1,
  boxSizing: 'content-box',
} as const

function placeOf({ serverName, address }: SessionRow, namesServer: boolean): string {
  const places = [namesServer ? serverName : null, address === null ? null : visibleString(address, 60)]
  return places.filter((place) => place !== null).join(', ')
}

function SiblingFacts({ row, place }: { readonly row: SessionRow; readonly place: string }) {
  const tags = { time: () => <SessionTimeCell key="time" row={row} />, idle: () => <IdleTimeCell key="idle" row={row} /> }
  const [hasTime, hasIdle] = [row.createdAt !== null, row.lastActiveAt !== null]
  if (!hasTime && !hasIdle) return place
  if (!hasIdle) return <RichText id="details.siblingFactsTime" values={{ place }} tags={tags} />
  return <RichText id={hasTime ? 'details.siblingFacts' : 'details.siblingFactsIdle'} values={{ place }} tags={tags} />
}
