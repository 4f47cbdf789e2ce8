import type { settings as english } from '../en/settings.ts'
import type { Translation } from '../translation.ts'

export const settings: Translation<typeof english> = {
  title: 'Einstellungen',
  look: 'Aussehen',
  theme: 'Farben',
  theme_system: 'Wie das System',
  theme_light: 'Hell',
  theme_dark: 'Dunkel',
  density: 'Zeilenhöhe der Tabelle',
  density_compact: 'Eng',
  density_normal: 'Normal',
  density_roomy: 'Weit',
  language: 'Sprache',
  language_system: 'Wie das System',
  language_en: 'English',
  language_de: 'Deutsch',
  language_pseudo: 'Längere Texte, um zu finden, was nicht passt',
  pageSize: 'Zeilen pro Seite',
  times: 'Zeiten',
  timesIn: 'Gezeigt in {zone}, der Zeitzone dieses Computers.',
  keys: 'Tastatur',
  keysChosen:
    '{count, plural, =0 {Alle Aktionen haben ihre üblichen Tasten.} one {# Aktion hat eigene Tasten.} other {# Aktionen haben eigene Tasten.}}',
  showKeys: 'Tastenkürzel zeigen und ändern',
  secrets: 'Geheimnisse',
  keychain: 'Schlüsselbund',
  check: 'Prüfen',
  retry: 'Noch einmal',
  passwords: 'Kennwörter und Schlüssel',
  keychain_unknown: 'Noch nicht gefragt.',
  keychain_working: 'Arbeitet: Geheimnisse bleiben, wenn Rollcall beendet wird.',
  keychain_absent:
    'Auf diesem Computer gibt es keinen: Geheimnisse bleiben im Arbeitsspeicher, bis Rollcall beendet wird, und müssen danach neu eingegeben werden.',
  keychain_locked: 'Gesperrt: Server, deren Geheimnis darin liegt, werden nicht abgefragt, bis er entsperrt ist.',
  keychain_stuck: 'Antwortet nicht: Server, deren Geheimnis darin liegt, werden nicht abgefragt, bis er antwortet.',
  kept_unknown:
    'Jedes liegt im Schlüsselbund dieses Computers, wenn es einen gibt, sonst im Arbeitsspeicher, bis Rollcall beendet wird, und wird nur an die Adresse seines Servers gesendet. Es wird nie in eine Datei geschrieben, nie protokolliert und kann nicht wieder gezeigt werden.',
  kept_keychain:
    'Jedes liegt im Schlüsselbund dieses Computers unter seinem Server und wird nur an dessen Adresse gesendet. Es wird nie in eine Datei geschrieben, nie protokolliert und kann nicht wieder gezeigt werden. Andere Programme unter Ihrem Konto können Ihren Schlüsselbund vielleicht lesen: Geben Sie Rollcall ein eigenes Konto mit nur den Rechten, die es braucht.',
  kept_memory:
    'Jedes liegt im Arbeitsspeicher, bis Rollcall beendet wird, und wird nur an die Adresse seines Servers gesendet. Es wird nie in eine Datei geschrieben, nie protokolliert und kann nicht wieder gezeigt werden. Geben Sie Rollcall ein eigenes Konto mit nur den Rechten, die es braucht.',
  data: 'Daten',
  kept: 'Was aufbewahrt wird',
  keptWhere:
    'Was von den Sitzungen gelesen wurde und ihr Verlauf liegen in cache.db; was Rollcall getan hat, liegt in journal.db. Beide sind auf diesem Computer, in einem Ordner, den nur Ihr Konto öffnen kann.',
  sent: 'Was gesendet wird',
  sentWhat: 'Anfragen an Ihre Server und sonst nichts. Rollcall meldet niemandem etwas.',
  removing: 'Entfernen',
  removingHow:
    'Wenn Sie auf der Seite Server einen Server entfernen, können Sie auch löschen, was von ihm gelesen wurde. Das Protokoll wird nur ergänzt.',
  about: 'Über Rollcall',
  version: 'Version',
  practice: 'Übungsserver',
  practiceOn: 'An: eingebaute Beispielserver auf diesem Computer.',
  practiceOff: 'Aus',
  folder: 'Ordner',
  readOnly: 'Ein anderes Rollcall schreibt darin ({holder}); dieses zeigt nur.',
}
