import Box from '@mui/material/Box'
import { getContrastRatio, useTheme } from '@mui/material/styles'
import { Section } from './Section.tsx'

/** The theme's colours, each with its use and how well it can be read on the two backgrounds. */
export function Colours() {
  const { palette } = useTheme()
  const texts = [
    { name: 'Text', use: 'what is read', colour: palette.text.primary },
    { name: 'Second text', use: 'names of things, units, ages', colour: palette.text.secondary },
    { name: 'Teal', use: 'focus, the primary action, live', colour: palette.primary.main },
    { name: 'Red', use: 'what ends something, and nothing else', colour: palette.error.main },
    { name: 'Amber', use: 'stale, past, practice', colour: palette.warning.main },
    { name: 'Blue-grey', use: 'a notice that asks for nothing', colour: palette.info.main },
  ]
  const { default: page, paper } = palette.background
  return (
    <Section
      title="Colours"
      about="A state is always an icon and a word as well. Text needs 4.5 : 1 on both backgrounds, in both themes; choose the other theme to see its figures."
    >
      {texts.map(({ name, use, colour }) => (
        <Box key={name} sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
          <Swatch colour={colour} />
          <Box component="span" sx={{ width: 140, color: colour, fontWeight: 600 }}>
            {name}
          </Box>
          <Box component="span" sx={{ width: 280 }}>
            {use}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {colour} · {ratio(colour, paper)} on paper, {ratio(colour, page)} on the page
          </Box>
        </Box>
      ))}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, pt: 1 }}>
        {Object.entries(palette.environment).map(([environment, colour]) => (
          <Box key={environment} sx={{ pl: 1, borderLeft: 4, borderColor: colour }}>
            {environment}
          </Box>
        ))}
      </Box>
    </Section>
  )
}

function ratio(colour: string, background: string): string {
  return `${getContrastRatio(colour, background).toFixed(1)} : 1`
}

function Swatch({ colour }: { readonly colour: string }) {
  return (
    <Box sx={{ width: 32, height: 20, borderRadius: 1, bgcolor: colour, border: 1, borderColor: 'divider', forcedColorAdjust: 'none' }} />
  )
}
