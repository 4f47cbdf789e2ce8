import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useCallback, useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { ChangedDot } from './ChangedDot.tsx'
import { type Asking, useViewActions } from './use-view-actions.ts'
import { useChangeViews, useKeptViews, useViews } from './use-views.ts'
import { ViewImport } from './ViewImport.tsx'
import { ViewMenu } from './ViewMenu.tsx'
import { ViewNaming } from './ViewNaming.tsx'
import { withMovedView } from './view-list.ts'

/** *View: Everyone now*: which view is open, whether it was changed, and a menu of all views and of what can be done with this one. */
export function ViewButton() {
  useKeptViews()
  const facts = useViews()
  const { views, opened, isChanged } = facts
  const changeViews = useChangeViews()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const answered = useCallback(() => setAsking(null), [])
  const actions = useViewActions(facts, setAsking)
  if (opened === null) return null
  const name = visibleString(opened.name)
  return (
    <>
      <Button
        color="inherit"
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={isChanged ? t('views.buttonChanged', { name }) : t('views.button', { name })}
        endIcon={<ArrowDropDownIcon sx={{ ml: -0.75, mr: -0.5 }} />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider', maxWidth: 240, whiteSpace: 'nowrap' }}
      >
        <Box component="span" title={name} sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {t('views.button', { name })}
        </Box>
        {isChanged ? <ChangedDot /> : null}
      </Button>
      <ViewMenu
        anchor={anchor}
        views={views}
        opened={opened}
        actions={actions}
        onMove={(view, by) => changeViews((settings) => withMovedView(settings, view.id, by))}
        onClose={() => setAnchor(null)}
      />
      <ViewNaming asking={asking} opened={opened} onAnswered={answered} />
      <ViewImport asking={asking} onAnswered={answered} />
    </>
  )
}
