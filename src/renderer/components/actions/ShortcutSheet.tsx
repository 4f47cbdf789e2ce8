import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { t } from '../../../shared/language/language.ts'
import { DialogFrame } from '../DialogFrame.tsx'
import { useStore } from '../store.ts'
import { type Action, knownActions, offersStore } from './actions.ts'
import { fixedKeys } from './fixed-keys.ts'
import { KeyCaps } from './KeyCaps.tsx'
import { keysOf } from './keys.ts'
import type { ChosenKeys } from './rebinding.ts'
import { ShortcutRow } from './ShortcutRow.tsx'

interface ShortcutSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly chosen: ChosenKeys
  readonly onChoose: (chosen: Record<string, string[]>) => void
}

/** Every shortcut on one sheet, those of other pages among them; each can be changed, and the usual ones brought back. */
export function ShortcutSheet({ open, onClose, chosen, onChoose }: ShortcutSheetProps) {
  useStore(offersStore)
  const actions = knownActions()
  const withKeys = actions.filter((action) => keysOf(action, chosen).length > 0 || action.id in chosen)
  const without = actions.filter((action) => !withKeys.includes(action) && !action.oneOfMany)
  const row = (action: Action) => <ShortcutRow key={action.id} action={action} actions={actions} chosen={chosen} onChoose={onChoose} />
  return (
    <DialogFrame
      open={open}
      onClose={onClose}
      backdropCloses
      maxWidth="md"
      title={t('actions.sheet')}
      actions={
        <>
          {Object.keys(chosen).length > 0 ? (
            <Button color="inherit" onClick={() => onChoose({})} sx={{ mr: 'auto' }}>
              {t('actions.allUsual')}
            </Button>
          ) : null}
          <Button variant="outlined" autoFocus onClick={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <Box sx={{ columnWidth: 360, columnGap: 4 }}>
        {sectionsOf(withKeys).map(([section, members]) => (
          <Section key={section} title={section}>
            {members.map(row)}
          </Section>
        ))}
        {fixedKeys().map(({ title, lines }) => (
          <Section key={title} title={title}>
            {lines.map(({ name, keys }) => (
              <Box component="li" key={name} sx={FIXED}>
                <span>{name}</span>
                <Box component="span" sx={{ ml: 'auto', display: 'flex', gap: 0.5 }}>
                  {keys.map((text) => (
                    <KeyCaps key={text} keys={text} />
                  ))}
                </Box>
              </Box>
            ))}
          </Section>
        ))}
      </Box>
      {without.length > 0 ? (
        <Box component="details" sx={{ mt: 2 }}>
          <Box component="summary" sx={{ cursor: 'pointer', py: 0.5 }}>
            {t('actions.withoutKeys', { count: without.length })}
          </Box>
          <Box sx={{ columnWidth: 360, columnGap: 4 }}>
            {sectionsOf(without).map(([section, members]) => (
              <Section key={section} title={section}>
                {members.map(row)}
              </Section>
            ))}
          </Box>
        </Box>
      ) : null}
    </DialogFrame>
  )
}

function sectionsOf(actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] {
  return [...Map.groupBy(actions, ({ section }) => section)]
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <Box component="section" sx={{ breakInside: 'avoid', mb: 2 }}>
      <Box component="h3" sx={{ m: 0, py: 0.5, fontSize: '0.8125rem', fontWeight: 600, borderBottom: 1, borderColor: 'divider' }}>
        {title}
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {children}
      </Box>
    </Box>
  )
}

const FIXED = { display: 'flex', alignItems: 'center', gap: 1, minHeight: 30, borderBottom: 1, borderColor: 'divider' } as const
