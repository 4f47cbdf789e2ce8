import { actions } from './en/actions.ts'
import { common } from './en/common.ts'
import { filter } from './en/filter.ts'
import { frame } from './en/frame.ts'
import { palette } from './en/palette.ts'
import { servers } from './en/servers.ts'
import { settings } from './en/settings.ts'
import { systems } from './en/systems.ts'

/** Every message in English, by topic. A topic is a file, so that what belongs together is translated together. */
export const en = { actions, common, filter, frame, palette, settings, servers, systems } as const
