import type { settings as english } from '../en/settings.ts'
import type { Translation } from '../translation.ts'

export const settings: Translation<typeof english> = {
  title: 'Einstellungen',
  theme_system: 'Wie das System',
  theme_light: 'Hell',
  theme_dark: 'Dunkel',
  density_compact: 'Eng',
  density_normal: 'Normal',
  density_roomy: 'Weit',
}
