import DnsOutlinedIcon from '@mui/icons-material/DnsOutlined'
import FormatListBulletedIcon from '@mui/icons-material/FormatListBulleted'
import MenuBookOutlinedIcon from '@mui/icons-material/MenuBookOutlined'
import TuneIcon from '@mui/icons-material/Tune'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { t } from '../shared/language/language.ts'
import { JournalPage } from './features/journal/JournalPage.tsx'
import { ServersPage } from './features/servers/ServersPage.tsx'
import { SessionsPage } from './features/sessions/SessionsPage.tsx'
import { SettingsPage } from './features/settings/SettingsPage.tsx'

/** A page in the navigation. `name` is its part of the address; its label is in the language of the window. */
export interface Page {
  readonly name: string
  readonly label: () => string
  readonly icon: ComponentType
  readonly component: ComponentType | LazyExoticComponent<ComponentType>
  /** Begins a new group in the navigation. */
  readonly apart?: boolean
}

/** Every page that works, in the order of the navigation; the first is home. */
export const PAGES = [
  { name: 'sessions', label: () => t('frame.sessions'), icon: FormatListBulletedIcon, component: SessionsPage },
  { name: 'journal', label: () => t('frame.journal'), icon: MenuBookOutlinedIcon, component: JournalPage },
  { name: 'servers', label: () => t('frame.servers'), icon: DnsOutlinedIcon, component: ServersPage, apart: true },
  { name: 'settings', label: () => t('frame.settings'), icon: TuneIcon, component: SettingsPage },
] as const satisfies readonly Page[]

/** The visual language on one page: only builds of `npm run dev` have it, and only its address leads to it. */
const DESIGN: Page | null =
  import.meta.env.MODE === 'development'
    ? {
        name: 'design',
        label: () => 'Design',
        icon: TuneIcon,
        component: lazy(() => import('./features/design/DesignPage.tsx').then(({ DesignPage }) => ({ default: DesignPage }))),
      }
    : null

/** The page of that name, if there is one. */
export function pageNamed(name: string): Page | undefined {
  return DESIGN?.name === name ? DESIGN : PAGES.find((page) => page.name === name)
}
