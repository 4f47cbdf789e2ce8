import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../../../shared/language/language.ts'
import type { ProfileOverrides } from '../../../../shared/profile.ts'
import type { CatalogueEntry, ServerDraft } from '../../../../shared/server.ts'
import { read } from '../../../api/clients.ts'
import { Fact, FactList } from '../../../components/FactList.tsx'
import { ruleText } from '../override-text.ts'
import { MapFieldsDialog } from './MapFieldsDialog.tsx'
import { asOverrides, hasOwnPath, ofOverrides } from './mapping.ts'
import { withOverrides } from './mapping-profile.ts'

interface MapKnownSystemProps {
  readonly entry: CatalogueEntry
  /** What the server's settings have different already. */
  readonly overrides: ProfileOverrides
  readonly inputs: Readonly<Record<string, string>>
  /** Whom to ask, as the server dialog has it; null while something is missing there. */
  readonly access: { readonly draft: ServerDraft; readonly secret: string | undefined; readonly serverId: string | undefined } | null
  readonly onUse: (overrides: ProfileOverrides) => void
  readonly onClose: () => void
}

/** *Map fields* of a system that Rollcall knows: finds what its documents leave open, or what is different on one server. */
export function MapKnownSystem({ entry, overrides, inputs, access, onUse, onClose }: MapKnownSystemProps) {
  const profiles = useQuery(read.profiles.list.queryOptions()).data
  const text = profiles?.find(({ id }) => id === entry.id)?.text
  const start = ofOverrides({ ...overrides, listPath: overrides.listPath ?? usualPath(entry) })
  const written = (mapping: typeof start) => asOverrides(mapping, entry.defaults, overrides, entry.fillIn)
  return (
    <MapFieldsDialog
      task={{
        title: t('mapping.titleKnown', { system: entry.name }),
        start,
        isKnown: true,
        pathHint: hasOwnPath(entry.defaults, entry.fillIn)
          ? t('mapping.pathHintKnown')
          : t('mapping.pathHintOther', { system: entry.name }),
        connection: () => <Access access={access} />,
        whom: (_, problems) => {
          if (access === null) problems.push({ at: 'access', reason: t('mapping.accessFirst') })
          return access
        },
        inputs,
        write: (mapping) => {
          const whole = text === undefined ? null : withOverrides(text, written(mapping))
          const hasId = mapping.fields.sessionId !== '' || ruleText(entry.defaults.fields?.sessionId) !== ''
          return {
            text: whole,
            preview: hasId ? whole : null,
            problems: hasId ? [] : [{ at: 'fields.sessionId', reason: t('mapping.idNeeded') }],
          }
        },
        finishLabel: t('mapping.useFields'),
        finish: (mapping) => onUse(written(mapping)),
        isFinishing: false,
        refusal: null,
        changed: () => undefined,
        save: () => null,
        onClose,
      }}
    />
  )
}

/** A path that nobody documents is a guess that would be asked for. */
function usualPath({ defaults, fillIn }: CatalogueEntry): string | undefined {
  return fillIn.includes('listPath') ? undefined : defaults.listPath
}

function Access({ access }: Pick<MapKnownSystemProps, 'access'>) {
  if (access === null) {
    return (
      <Alert severity="info" role="note">
        {t('mapping.accessMissing')}
      </Alert>
    )
  }
  return (
    <Box>
      <FactList nameWidth={80}>
        <Fact name={t('mapping.server')} value={access.draft.url} />
        <Fact name={t('mapping.signIn')} value={t('mapping.signInAsServer')} />
      </FactList>
    </Box>
  )
}
