import MoreHorizIcon from '@mui/icons-material/MoreHoriz'
import WarningAmberIcon from '@mui/icons-material/WarningAmber'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { Fragment, useState } from 'react'
import type { ProfileFile } from '../../../../shared/profile-file.ts'
import { useServers } from '../../../api/hooks.ts'
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
  const byName = profiles.toSorted((left, right) => left.name.localeCompare(right.name, 'en'))
  return (
    <Table aria-label={label} sx={{ tableLayout: 'fixed', '& th, & td': { px: 1, overflowWrap: 'anywhere' } }}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: '30%' }}>Profile</TableCell>
          <TableCell sx={{ width: '12%' }}>Reads</TableCell>
          <TableCell sx={{ width: '25%' }}>File</TableCell>
          <TableCell>Used by</TableCell>
          <TableCell align="right" sx={{ width: 80 }}>
            Actions
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
              <TableCell>{profile.file ?? 'Built in'}</TableCell>
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
  if (kind === null) return UNKNOWN
  return kind === 'api' ? 'JSON API' : 'Admin page'
}

function Refused({ profile: { file, problems } }: { readonly profile: ProfileFile }) {
  return (
    <TableRow>
      <TableCell colSpan={5} sx={{ pt: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, '& > svg': { fontSize: 16, mt: '2px', color: 'warning.main', flex: 'none' } }}>
          <WarningAmberIcon aria-hidden />
          <Box>
            The file {file} is refused and not used. Edit it to correct this:
            <ReasonList reasons={problems} />
          </Box>
        </Box>
      </TableCell>
    </TableRow>
  )
}

function ProfileMenu({ profile, isReadOnly, onOpen, onCopy, onRemove }: { readonly profile: ProfileFile } & ProfileActions) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const isSaved = profile.origin === 'saved'
  const isUsed = profile.usedBy.length > 0
  // The menu gives the focus back to its button before the next dialog takes it, so that the dialog returns it there.
  const pick = (action: (profile: ProfileFile) => void) => () => {
    setAnchor(null)
    setTimeout(() => action(profile))
  }
  return (
    <>
      <IconButton
        aria-label={`Actions for ${profile.name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreHorizIcon fontSize="small" />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        transitionDuration={0}
        slotProps={{ list: { 'aria-label': `Actions for ${profile.name}`, dense: true } }}
      >
        <MenuItem onClick={pick(onOpen)}>{isSaved && !isReadOnly ? 'Edit' : 'View'}</MenuItem>
        <MenuItem onClick={pick(onCopy)} disabled={isReadOnly}>
          Copy as a new one
        </MenuItem>
        <MenuItem onClick={pick(({ id, text }) => downloadText(`${id}.json`, text))}>Export</MenuItem>
        {isSaved ? (
          <MenuItem onClick={pick(onRemove)} disabled={isReadOnly || isUsed} sx={{ color: 'error.main' }}>
            {isUsed ? 'Remove (in use)' : 'Remove'}
          </MenuItem>
        ) : null}
      </Menu>
    </>
  )
}
