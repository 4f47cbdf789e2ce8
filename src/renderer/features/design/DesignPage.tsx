import Box from '@mui/material/Box'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Colours } from './Colours.tsx'
import { Controls } from './Controls.tsx'
import { Section } from './Section.tsx'
import { Words } from './Words.tsx'

/**
 * The visual language on one page, each part in its states: colours, type, spacing and every shared component. Only `npm run dev` has it, at
 * `#/design`; its texts are for those who write the program and stay English.
 */
export function DesignPage() {
  return (
    <PageFrame title="Design">
      <Box sx={{ maxWidth: 980 }}>
        <Colours />
        <Section title="Type" about="The system’s font at 13 px, four sizes and two weights; figures stand in columns everywhere.">
          {TYPE.map(({ name, size, weight }) => (
            <Box key={name} sx={{ display: 'flex', alignItems: 'baseline', gap: 2 }}>
              <Box component="span" sx={{ width: 220, color: 'text.secondary' }}>
                {name}
              </Box>
              <Box component="span" sx={{ fontSize: size, fontWeight: weight }}>
                Jane Roe, 203.0.113.54, 02:14:09
              </Box>
            </Box>
          ))}
        </Section>
        <Section
          title="Spacing"
          about="A grid of 4 px. Rows are 24, 32 or 40 px high, controls 28 to 32, hairlines divide, and only what floats has a shadow."
        >
          {[0.5, 1, 1.5, 2, 3].map((units) => (
            <Box key={units} sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
              <Box component="span" sx={{ width: 220, color: 'text.secondary' }}>
                {units} ({units * 8} px)
              </Box>
              <Box sx={{ height: 12, width: units * 8, bgcolor: 'primary.main' }} />
            </Box>
          ))}
        </Section>
        <Words />
        <Controls />
      </Box>
    </PageFrame>
  )
}

const TYPE = [
  { name: 'Figures of tiles', size: '1.25rem', weight: 600 },
  { name: 'Page', size: '1rem', weight: 600 },
  { name: 'Section', size: '0.9375rem', weight: 600 },
  { name: 'Text, cells, controls', size: '0.8125rem', weight: 400 },
  { name: 'What is chosen, what counts', size: '0.8125rem', weight: 600 },
  { name: 'Notes, tags, keys', size: '0.75rem', weight: 400 },
] as const
