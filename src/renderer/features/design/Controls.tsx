import RefreshIcon from '@mui/icons-material/Refresh'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import LinearProgress from '@mui/material/LinearProgress'
import MenuItem from '@mui/material/MenuItem'
import Radio from '@mui/material/Radio'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { CheckMenuItem } from '../../components/CheckMenuItem.tsx'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx'
import { Row, Section } from './Section.tsx'

/** What is pressed, typed into and chosen from. */
export function Controls() {
  const [density, setDensity] = useState<'compact' | 'normal' | 'roomy'>('normal')
  const [checked, setChecked] = useState(true)
  const [search, setSearch] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Section
      title="Controls"
      about="One filled button on a page at most. Red is filled only where the next press ends something. The focus ring is teal, 2 px, and never cut off."
    >
      <Row name="Buttons">
        <Button variant="contained">Primary</Button>
        <Button variant="outlined">Second</Button>
        <Button color="inherit" startIcon={<RefreshIcon />}>
          Quiet
        </Button>
        <Button color="error" variant="contained">
          Terminate 3 sessions
        </Button>
        <Button variant="contained" disabled>
          Not now
        </Button>
      </Row>
      <Row name="Choices">
        <Checkbox checked={checked} onChange={(_, next) => setChecked(next)} slotProps={{ input: { 'aria-label': 'Checked' } }} />
        <Checkbox indeterminate slotProps={{ input: { 'aria-label': 'Some' } }} />
        <Checkbox disabled slotProps={{ input: { 'aria-label': 'Guarded' } }} />
        <Radio checked slotProps={{ input: { 'aria-label': 'Chosen' } }} />
        <Switch checked={checked} onChange={(_, next) => setChecked(next)} slotProps={{ input: { 'aria-label': 'On' } }} />
        <SegmentedChoice
          aria-label="Density"
          value={density}
          options={(['compact', 'normal', 'roomy'] as const).map((value) => ({ value, label: value }))}
          onChange={setDensity}
        />
      </Row>
      <Row name="Texts">
        <SearchBox label="Search" value={search} onSearch={setSearch} />
        <TextField label="Name" defaultValue="Keep EU" />
        <TextField label="Address" defaultValue="keep" error helperText="Give the address with https://" />
      </Row>
      <Row name="Menus">
        <MenuButton label="Server" menuLabel="Server">
          <CheckMenuItem label="Keep EU" note="214" checked={checked} onToggle={() => setChecked(!checked)} />
          <MenuItem>Another</MenuItem>
          <MenuItem sx={{ color: 'error.main' }}>Terminate…</MenuItem>
        </MenuButton>
        <MenuButton label="Type: Browser" menuLabel="Type" active>
          <MenuItem selected>Browser</MenuItem>
        </MenuButton>
      </Row>
      <Row name="Dialog">
        <Button variant="outlined" onClick={() => setIsOpen(true)}>
          Open
        </Button>
        <DialogFrame
          open={isOpen}
          onClose={() => setIsOpen(false)}
          title="Review termination"
          actions={
            <>
              <Button autoFocus color="inherit" onClick={() => setIsOpen(false)}>
                Cancel
              </Button>
              <Button color="error" variant="contained" onClick={() => setIsOpen(false)}>
                Terminate 1 session
              </Button>
            </>
          }
        >
          The focus is on the safe button, Esc leaves, and the focus goes back to where it was.
        </DialogFrame>
      </Row>
      <Row name="Work">
        <Box sx={{ width: 260 }}>
          <LinearProgress variant="determinate" value={40} aria-label="Progress" />
        </Box>
      </Row>
    </Section>
  )
}
