import { actions } from './en/actions.ts'
import { collector } from './en/collector.ts'
import { common } from './en/common.ts'
import { connection } from './en/connection.ts'
import { details } from './en/details.ts'
import { ending } from './en/ending.ts'
import { filter } from './en/filter.ts'
import { frame } from './en/frame.ts'
import { grid } from './en/grid.ts'
import { journal } from './en/journal.ts'
import { keychain } from './en/keychain.ts'
import { link } from './en/link.ts'
import { mapping } from './en/mapping.ts'
import { menu } from './en/menu.ts'
import { menubar } from './en/menubar.ts'
import { palette } from './en/palette.ts'
import { profiles } from './en/profiles.ts'
import { reading } from './en/reading.ts'
import { refusal } from './en/refusal.ts'
import { runs } from './en/runs.ts'
import { selection } from './en/selection.ts'
import { servers } from './en/servers.ts'
import { settings } from './en/settings.ts'
import { status } from './en/status.ts'
import { store } from './en/store.ts'
import { systems } from './en/systems.ts'
import { termination } from './en/termination.ts'
import { tomcat } from './en/tomcat.ts'
import { views } from './en/views.ts'

/** Every message in English, by topic. A topic is a file, so that what belongs together is translated together. */
export const en = {
  grid,
  actions,
  common,
  details,
  filter,
  frame,
  menu,
  menubar,
  palette,
  selection,
  status,
  settings,
  servers,
  systems,
  mapping,
  profiles,
  termination,
  journal,
  views,
  collector,
  keychain,
  link,
  runs,
  connection,
  refusal,
  reading,
  ending,
  tomcat,
  store,
} as const
