import Box from '@mui/material/Box'
import { useId } from 'react'

interface SectionProps {
  readonly title: string
  /** The rule, in a sentence. */
  readonly about: string
  readonly children: React.ReactNode
}

/** One part of the visual language: its rule and its examples. */
export function Section({ title, about, children }: SectionProps) {
  const titleId = useId()
  return (
    <Box component="section" aria-labelledby={titleId} sx={{ mb: 4 }}>
      <Box component="h2" id={titleId} sx={{ m: 0, fontSize: '0.9375rem', fontWeight: 600 }}>
        {title}
      </Box>
      <Box component="p" sx={{ m: 0, mb: 1.5, pb: 1, color: 'text.secondary', borderBottom: 1, borderColor: 'divider' }}>
        {about}
      </Box>
      <Box sx={{ display: 'grid', gap: 1 }}>{children}</Box>
    </Box>
  )
}

/** Examples side by side, under the name of what they are. */
export function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, minHeight: 32 }}>
      <Box component="span" sx={{ width: 160, flex: 'none', color: 'text.secondary' }}>
        {name}
      </Box>
      {children}
    </Box>
  )
}
