import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useId, useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { ProfileFile } from '../../../../shared/profile-file.ts'
import { read } from '../../../api/clients.ts'
import { NO_CONNECTION } from '../mapping/connection.ts'
import { DescribeSystem } from '../mapping/DescribeSystem.tsx'
import { ImportButton } from './ImportButton.tsx'
import { ProfileTable } from './ProfileTable.tsx'
import { copyOf, NEW_PROFILE, replaceable } from './profile-texts.ts'
import { RemoveProfileDialog } from './RemoveProfileDialog.tsx'

// Most people never write a profile as text, and the editor is the largest part of the page.
const ProfileEditorDialog = lazy(async () => ({ default: (await import('../editor/ProfileEditorDialog.tsx')).ProfileEditorDialog }))

interface Editing {
  readonly title: string
  readonly text: string
  readonly fileName: string
  readonly readOnly: boolean
  readonly replaces: string | null
}

type Opened =
  | ({ readonly kind: 'edit' } & Editing)
  | { readonly kind: 'remove'; readonly profile: ProfileFile }
  | { readonly kind: 'describe' }

const NO_PROFILES: readonly ProfileFile[] = []

/** The section *Profiles*: what tells Rollcall how to speak to each kind of system, built in, saved, and refused. */
export function ProfilesSection({ isReadOnly }: { readonly isReadOnly: boolean }) {
  const profiles = useQuery(read.profiles.list.queryOptions()).data ?? NO_PROFILES
  const [opened, setOpened] = useState<Opened | null>(null)
  const titleId = useId()
  const saved = profiles.filter(({ origin }) => origin === 'saved')
  const builtIn = profiles.filter(({ origin }) => origin === 'built-in')
  const taken = new Set(profiles.map(({ id }) => id))
  const close = () => setOpened(null)
  const edit = (editing: Editing) => setOpened({ kind: 'edit', ...editing })
  const actions = {
    onOpen: (profile: ProfileFile) => edit(editingOf(profile)),
    onCopy: ({ name, text }: ProfileFile) =>
      edit({
        title: t('profiles.copyTitle', { name }),
        text: copyOf(text, taken),
        fileName: 'profile.json',
        readOnly: false,
        replaces: null,
      }),
    onRemove: (profile: ProfileFile) => setOpened({ kind: 'remove', profile }),
  }
  return (
    <Box component="section" aria-labelledby={titleId} sx={{ mt: 3, display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Box component="h2" id={titleId} sx={{ m: 0, mr: 'auto', fontSize: '0.9375rem', fontWeight: 600 }}>
          {t('profiles.title')}
        </Box>
        <Button variant="outlined" onClick={() => setOpened({ kind: 'describe' })} disabled={isReadOnly}>
          {t('systems.describe')}
        </Button>
        <ImportButton
          taken={new Set(saved.map(({ id }) => id))}
          disabled={isReadOnly}
          onCorrect={(text, fileName) =>
            edit({ title: t('profiles.correctTitle', { file: fileName }), text, fileName, readOnly: false, replaces: null })
          }
        />
        <Button
          onClick={() =>
            edit({ title: t('profiles.newTitle'), text: NEW_PROFILE, fileName: 'profile.json', readOnly: false, replaces: null })
          }
          disabled={isReadOnly}
        >
          {t('profiles.writeAsText')}
        </Button>
      </Box>
      <Box sx={{ color: 'text.secondary', maxWidth: 900 }}>{t('profiles.about')}</Box>
      {saved.length > 0 ? (
        <ProfileTable label={t('profiles.saved')} profiles={saved} isReadOnly={isReadOnly} {...actions} />
      ) : (
        <Box>{t('profiles.none')}</Box>
      )}
      <Box component="details" sx={{ '& summary': { cursor: 'pointer', display: 'flex', alignItems: 'center', width: 'fit-content' } }}>
        <summary>
          <ExpandMoreIcon aria-hidden sx={{ fontSize: 18, mr: 0.5 }} />
          {t('profiles.builtInCount', { count: builtIn.length })}
        </summary>
        <ProfileTable label={t('profiles.builtIn')} profiles={builtIn} isReadOnly={isReadOnly} {...actions} />
      </Box>
      {opened?.kind === 'edit' ? (
        <Suspense>
          <ProfileEditorDialog {...opened} readOnly={opened.readOnly || isReadOnly} onClose={close} />
        </Suspense>
      ) : null}
      {opened?.kind === 'remove' ? <RemoveProfileDialog profile={opened.profile} onClose={close} /> : null}
      {opened?.kind === 'describe' ? <DescribeSystem start={NO_CONNECTION} onSaved={close} onClose={close} /> : null}
    </Box>
  )
}

function editingOf(profile: ProfileFile): Editing {
  const { name, text, origin, id } = profile
  const isBuiltIn = origin === 'built-in'
  return {
    title: t(isBuiltIn ? 'profiles.viewTitle' : 'profiles.editTitle', { name }),
    text,
    fileName: `${id}.json`,
    readOnly: isBuiltIn,
    replaces: isBuiltIn ? null : replaceable(profile),
  }
}
