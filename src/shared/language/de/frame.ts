import type { frame as english } from '../en/frame.ts'
import type { Translation } from '../translation.ts'

export const frame: Translation<typeof english> = {
  pages: 'Seiten',
  sessions: 'Sitzungen',
  journal: 'Protokoll',
  servers: 'Server',
  settings: 'Einstellungen',
  sectionGoTo: 'Gehe zu',
  sectionLook: 'Aussehen',
  sectionHelp: 'Hilfe',
  sectionWindow: 'Fenster',
  goTo: 'Gehe zu {page}',
  palette: 'Suchen oder ausführen',
  paletteHint: 'Suchen oder ausführen ({keys})',
  shortcuts: 'Tastenkürzel',
  shortcutsHint: 'Tastenkürzel ({keys})',
  theme: 'Farben',
  themeNext: 'Farben: {theme}. Ändern',
  themeSystem: 'Wie das System',
  themeLight: 'Hell',
  themeDark: 'Dunkel',
  useTheme: 'Farben: {theme}',
  useDensity: 'Zeilenhöhe: {density}',
  nextPane: 'Nächster Bereich',
  previousPane: 'Vorheriger Bereich',
}
