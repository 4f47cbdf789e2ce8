import WarningAmberIcon from '@mui/icons-material/WarningAmber'
import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { Fragment } from 'react'
import { locale, t } from '../../../../shared/language/language.ts'
import type { ProfileFile } from '../../../../shared/profile-file.ts'
import { useServers } from '../../../api/hooks.ts'
import { ActionsMenu } from '../../../components/ActionsMenu.tsx'
import { downloadText } from '../../../components/download.ts'
import { namesText, UNKNOWN } from '../../../components/format.ts'
import { ReasonList } from '../mapping/ReasonList.tsx'

interface ProfileActions {
  readonly isReadOnly: boolean
  readonly onOpen: (profile: ProfileFile) => void
  readonly onCopy: (profile: ProfileFile) => void
  readonly onRemove: (profile: ProfileFile) => void
}

interface ProfileTableProps extends ProfileActions {
  readonly label: string
  readonly profiles: readonly ProfileFile[]
}

/** Profiles with where they come from and who uses them; a refused file says what is wrong with it. */
export function ProfileTable({ label, profiles, ...actions }: ProfileTableProps) {
  const { servers } = useServers()
  const names = new Map(servers.map(({ server }) => [server.id, server.name]))
  const byName = profiles.toSorted((left, right) => left.name.localeCompare(right.name, locale()))
  return (
    <Table aria-label={label} sx={{ tableLayout: 'fixed', '& th, & td': { px: 1, overflowWrap: 'anywhere' } }}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: '30%' }}>{t('profiles.columnProfile')}</TableCell>
          <TableCell sx={{ width: '12%' }}>{t('profiles.columnReads')}</TableCell>
          <TableCell sx={{ width: '25%' }}>{t('profiles.columnFile')}</TableCell>
          <TableCell>{t('profiles.columnUsedBy')}</TableCell>
          <TableCell align="right" sx={{ width: 80 }}>
            {t('profiles.columnActions')}
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {byName.map((profile) => (
          <Fragment key={`${profile.origin} ${profile.file} ${profile.id}`}>
            <TableRow aria-label={profile.name} sx={{ '& td': { borderBottom: profile.problems.length > 0 ? 0 : undefined } }}>
              <TableCell>
                <Box sx={{ fontWeight: 600 }}>{profile.name}</Box>
                <Box sx={{ color: 'text.secondary' }}>{profile.id}</Box>
              </TableCell>
              <TableCell>{kindWord(profile)}</TableCell>
              <TableCell>{profile.file ?? t('profiles.fileBuiltIn')}</TableCell>
              <TableCell>{namesText(profile.usedBy.map((id) => names.get(id) ?? id)) || UNKNOWN}</TableCell>
              <TableCell align="right">
                <ProfileMenu profile={profile} {...actions} />
              </TableCell>
            </TableRow>
            {profile.problems.length > 0 ? <Refused profile={profile} /> : null}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  )
}

function kindWord({ kind }: ProfileFile): string {
  return kind === null ? UNKNOWN : t(`profiles.kind-${kind}`)
}

function Refused({ profile: { file, problems } }: { readonly profile: ProfileFile }) {
  return (
    <TableRow>
      <TableCell colSpan={5} sx={{ pt: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, '& > svg': { fontSize: 16, mt: '2px', color: 'warning.main', flex: 'none' } }}>
          <WarningAmberIcon aria-hidden />
          <Box>
            {t('profiles.refused', { file: file ?? '' })}
            <ReasonList reasons={problems} />
          </Box>
        </Box>
      </TableCell>
    </TableRow>
  )
}

function ProfileMenu({ profile, isReadOnly, onOpen, onCopy, onRemove }: { readonly profile: ProfileFile } & ProfileActions) {
  const isSaved = profile.origin === 'saved'
  const isUsed = profile.usedBy.length > 0
  return (
    <ActionsMenu
      label={t('profiles.actionsFor', { name: profile.name })}
      actions={[
        { label: isSaved && !isReadOnly ? t('profiles.edit') : t('profiles.view'), run: () => onOpen(profile) },
        { label: t('profiles.copyAsNew'), run: () => onCopy(profile), disabled: isReadOnly },
        { label: t('profiles.export'), run: () => downloadText(`${profile.id}.json`, profile.text) },
        isSaved
          ? {
              label: isUsed ? t('profiles.removeInUse') : t('profiles.remove'),
              run: () => onRemove(profile),
              disabled: isReadOnly || isUsed,
              isDestructive: true,
            }
          : null,
      ]}
    />
  )
}
