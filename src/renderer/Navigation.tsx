import Box from '@mui/material/Box'
import { routeHref } from './components/hash-route.ts'
import { Mark } from './components/Mark.tsx'
import { PAGES, type Page } from './pages.ts'

/** The pages at the left edge. */
export function Navigation({ current }: { readonly current: string }) {
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        width: 144,
        flex: 'none',
        display: 'flex',
        flexDirection: 'column',
        borderRight: 1,
        borderColor: 'divider',
        bgcolor: 'background.default',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, height: 48, px: 2, fontWeight: 600, fontSize: '0.9375rem' }}>
        <Mark />
        Rollcall
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 1, pt: 0.5, display: 'flex', flexDirection: 'column', gap: 0.25 }}>
        {PAGES.map((page) => (
          <PageLink key={page.name} page={page} isCurrent={page.name === current} />
        ))}
      </Box>
    </Box>
  )
}

function PageLink({ page, isCurrent }: { readonly page: Page; readonly isCurrent: boolean }) {
  const Icon = page.icon
  return (
    <Box component="li" sx={page.apart ? { mt: 1, pt: 1, borderTop: 1, borderColor: 'divider' } : null}>
      <Box
        component="a"
        href={routeHref(page.name)}
        aria-current={isCurrent ? 'page' : undefined}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          height: 32,
          px: 1,
          borderRadius: 1,
          color: 'text.primary',
          textDecoration: 'none',
          '& svg': { fontSize: 18, color: 'text.secondary' },
          '&:hover': { bgcolor: 'action.hover' },
          '@media (forced-colors: active)': { '&[aria-current]': { outline: '2px solid Highlight', outlineOffset: -2 } },
          '&[aria-current]': { bgcolor: 'action.selected', fontWeight: 600, '& svg': { color: 'primary.main' } },
        }}
      >
        <Icon />
        {page.label}
      </Box>
    </Box>
  )
}
