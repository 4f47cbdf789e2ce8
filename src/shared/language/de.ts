import { actions } from './de/actions.ts'
import { collector } from './de/collector.ts'
import { common } from './de/common.ts'
import { connection } from './de/connection.ts'
import { details } from './de/details.ts'
import { ending } from './de/ending.ts'
import { filter } from './de/filter.ts'
import { frame } from './de/frame.ts'
import { grid } from './de/grid.ts'
import { journal } from './de/journal.ts'
import { keychain } from './de/keychain.ts'
import { link } from './de/link.ts'
import { mapping } from './de/mapping.ts'
import { menu } from './de/menu.ts'
import { menubar } from './de/menubar.ts'
import { palette } from './de/palette.ts'
import { profiles } from './de/profiles.ts'
import { reading } from './de/reading.ts'
import { refusal } from './de/refusal.ts'
import { runs } from './de/runs.ts'
import { selection } from './de/selection.ts'
import { servers } from './de/servers.ts'
import { settings } from './de/settings.ts'
import { status } from './de/status.ts'
import { store } from './de/store.ts'
import { systems } from './de/systems.ts'
import { termination } from './de/termination.ts'
import { tomcat } from './de/tomcat.ts'
import { views } from './de/views.ts'
import type { en } from './en.ts'
import type { Translation } from './translation.ts'

/** Every message in German, by topic. */
export const de: { readonly [Topic in keyof typeof en]: Translation<(typeof en)[Topic]> } = {
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
}
