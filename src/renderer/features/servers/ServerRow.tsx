import KeyOffIcon from '@mui/icons-material/KeyOff'
import WarningAmberIcon from '@mui/icons-material/WarningAmber'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import { useId } from 'react'
import { age } from '../../../shared/duration.ts'
import type { ErrorCode, Reason } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Server, ServerState, ServerView } from '../../../shared/server.ts'
import { AgeText, WaitText } from '../../components/AgeText.tsx'
import { countText, dateTimeText, UNKNOWN } from '../../components/format.ts'
import { TechnicalDetails } from '../../components/ProblemAlert.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Tag } from '../../components/Tag.tsx'
import { ReasonList } from './mapping/ReasonList.tsx'
import type { ProfileTrouble } from './profile-trouble.ts'
import { ServerActions } from './ServerActions.tsx'
import { credentialWords, environmentWord, holdWords, secretIsNeeded } from './server-words.ts'

interface ServerRowProps {
  readonly view: ServerView
  readonly state: ServerState
  readonly columns: number
  /** Its profile can't be used; null for a good one. */
  readonly profileTrouble: ProfileTrouble | null
  readonly onEdit: (server: Server) => void
  readonly onTest: (server: Server) => void
  readonly onRemove: (server: Server) => void
  readonly onLogOut: (view: ServerView) => void
  /** How *Map fields* is opened for a server whose answer does not fit; undefined where it does, or where there are no fields to map. */
  readonly mapOf: (view: ServerView) => (() => void) | undefined
}

/** One server: its facts in a line and, while something is wrong, what that is and what to do in a second one. */
export function ServerRow({ view, state, columns, profileTrouble, ...actions }: ServerRowProps) {
  const { server, status, capabilities } = view
  const nameId = useId()
  const trouble = profileTrouble ?? troubleOf(view)
  const edit = isMendedByEdit(view, profileTrouble) ? () => actions.onEdit(server) : undefined
  return (
    <>
      <TableRow aria-labelledby={nameId} sx={{ '& td': { py: 1, borderBottom: trouble ? 0 : undefined } }}>
        <TableCell
          sx={{ boxShadow: (theme) => `inset 3px 0 ${theme.palette.environment[server.environment]}`, minWidth: 160, maxWidth: 300 }}
        >
          <Box id={nameId} sx={{ fontWeight: 600, pl: 0.5 }}>
            {server.name}
          </Box>
          <Box sx={{ color: 'text.secondary', pl: 0.5, overflowWrap: 'anywhere' }}>{server.url}</Box>
          {server.tags.length > 0 ? (
            <Box component="ul" aria-label={t('servers.tags')} sx={TAGS}>
              {server.tags.map((tag) => (
                <li key={tag}>
                  <Tag>{tag}</Tag>
                </li>
              ))}
            </Box>
          ) : null}
        </TableCell>
        <TableCell>
          <StateMark state={state} status={status} />
          {server.viewOnly ? (
            <Box>
              <Tag>{t('servers.viewOnlyTag')}</Tag>
            </Box>
          ) : null}
        </TableCell>
        <TableCell>{view.profileName}</TableCell>
        <TableCell>
          {server.environment === 'practice' ? <Tag tone="caution">{t('servers.practiceTag')}</Tag> : environmentWord(server.environment)}
        </TableCell>
        <TableCell>
          <Secret server={server} />
        </TableCell>
        <TableCell align="right" className="tabular">
          {status.lastReadAt === null ? UNKNOWN : countText(status.sessions)}
        </TableCell>
        <TableCell align="right" className="tabular" sx={{ whiteSpace: 'nowrap' }}>
          {capabilities.list ? age(server.intervalSeconds * 1000) : UNKNOWN}
        </TableCell>
        <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
          <LastRead view={view} />
        </TableCell>
        <TableCell align="right">
          <NextRead view={view} />
        </TableCell>
        <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
          <ServerActions view={view} {...actions} />
        </TableCell>
      </TableRow>
      {trouble ? (
        <TableRow>
          <TableCell
            colSpan={columns}
            sx={{ pt: 0, pb: 1, boxShadow: (theme) => `inset 3px 0 ${theme.palette.environment[server.environment]}` }}
          >
            <Trouble trouble={trouble} onMap={profileTrouble === null ? actions.mapOf(view) : undefined} onEdit={edit} />
          </TableCell>
        </TableRow>
      ) : null}
    </>
  )
}

const TAGS = { m: 0, mt: 0.5, p: 0, pl: 0.5, listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 0.5 } as const

function Secret({ server }: { readonly server: Server }) {
  // Practice servers bring their own; what nobody can give must not be asked for.
  if (server.environment === 'practice') return <>{t('servers.secretBuiltIn')}</>
  const needed = secretIsNeeded(server.credential)
  return (
    <Box sx={{ display: 'flex', gap: 0.75, color: needed ? 'warning.main' : undefined, '& svg': { fontSize: 16, mt: '1px' } }}>
      {needed ? <KeyOffIcon aria-hidden /> : null}
      {credentialWords(server.credential)}
    </Box>
  )
}

function LastRead({ view: { status } }: { readonly view: ServerView }) {
  return (
    <>
      <Box>{status.lastReadAt === null ? UNKNOWN : <AgeText since={status.lastReadAt} />}</Box>
      {status.polling ? <Box sx={{ color: 'text.secondary' }}>{t('servers.beingRead')}</Box> : null}
    </>
  )
}

function NextRead({ view: { server, status, capabilities } }: { readonly view: ServerView }) {
  if (server.paused) return t('servers.nextPaused')
  if (status.hold !== null) return holdWords(status.hold)
  if (!capabilities.list) return t('servers.nothingToRead')
  return status.nextPollAt === null ? UNKNOWN : <WaitText until={status.nextPollAt} />
}

interface Trouble {
  readonly message: string
  readonly next: string
  readonly technical?: string | undefined
  readonly reasons?: readonly Reason[]
}

/** What is wrong with a server now, in words: its last read failed or was incomplete, or rows of it could not be read. */
function troubleOf({ server, status }: ServerView): Trouble | null {
  const { lastAttempt } = status
  if (lastAttempt?.problem) {
    const since = status.failingSince === null ? '' : ` ${t('servers.failingSince', { time: dateTimeText(status.failingSince) })}`
    const { code, message, next, technical } = lastAttempt.problem
    return { message: `${message}${since}`, next: isAboutSecret(code) ? t('servers.giveWithEdit') : next, technical }
  }
  if (status.unreadableRows > 0) {
    return {
      message: t('servers.unreadableRows', { count: status.unreadableRows, server: server.name }),
      next: t('servers.checkFieldNames'),
      technical: status.unreadableReasons.join('\n'),
    }
  }
  return null
}

/** The person is on the page already that others send them to for a secret. */
function isAboutSecret(code: ErrorCode): boolean {
  return code === 'credential-needed' || code === 'credential-missing' || code === 'credential-changed'
}

/** Whether the dialog *Edit* is where the trouble ends: a secret that is missing, or one that was not accepted. */
function isMendedByEdit({ status }: ServerView, profileTrouble: ProfileTrouble | null): boolean {
  const code = status.lastAttempt?.problem?.code
  if (profileTrouble !== null || code === undefined) return false
  return isAboutSecret(code) || code === 'sign-in-failed'
}

interface TroubleProps {
  readonly trouble: Trouble
  readonly onMap: (() => void) | undefined
  readonly onEdit: (() => void) | undefined
}

function Trouble({ trouble, onMap, onEdit }: TroubleProps) {
  return (
    <Box
      sx={{ display: 'flex', gap: 1, pl: 0.5, maxWidth: 900, '& > svg': { fontSize: 16, mt: '2px', color: 'warning.main', flex: 'none' } }}
    >
      <WarningAmberIcon aria-hidden />
      <Box>
        {trouble.message} <Box component="span">{trouble.next}</Box>
        {trouble.technical ? <TechnicalDetails text={trouble.technical} /> : null}
        <ReasonList reasons={trouble.reasons ?? []} />
        {onEdit ? (
          <Box sx={{ mt: 0.5 }}>
            <Button variant="outlined" onClick={onEdit}>
              {t('servers.editMore')}
            </Button>
          </Box>
        ) : null}
        {onMap ? (
          <Box sx={{ mt: 0.5 }}>
            <Button variant="outlined" onClick={onMap}>
              {t('servers.mapFields')}
            </Button>
          </Box>
        ) : null}
      </Box>
    </Box>
  )
}
