import type { status as english } from '../en/status.ts'
import type { Translation } from '../translation.ts'

export const status: Translation<typeof english> = {
  live: 'aktuell',
  late: 'verspätet',
  stale: 'veraltet',
  offline: 'offline',
  neverRead: 'nie gelesen',
  partial: 'unvollständig',
  paused: 'angehalten',
  noRight: 'kein Recht',
  signInFailed: 'Anmeldung misslungen',
  noList: 'keine Liste',
  notKnown: 'nicht bekannt',
  secretNeeded: 'Geheimnis fehlt',

  ago: '{moment}, {age} her',
  in: 'in {age}',
  now: 'jetzt',

  servers: 'Server',
  offlineSince: 'offline seit {time}',
  clockOff: 'Uhr geht um {span} falsch',
  more: 'und {count, number} weitere, aktuell',
  moreStale: 'und {count, number} weitere, nicht aktuell',
  moreSomeStale: 'und {count, number} weitere, davon {stale, number} nicht aktuell',

  refresh: 'Aktualisieren',
  refreshHint: 'Alle Server jetzt lesen ({keys})',
  reading: 'Wird gelesen…',
  waitingFor: 'Es fehlt noch: {names}',
  nobodyAsked: 'Zurzeit wird kein Server gelesen',
  upToDate: 'Auf dem neuesten Stand',
  noneRead: 'Kein Server konnte gelesen werden',
  notRead: 'Nicht gelesen: {names}',

  lastComplete: 'Zuletzt ganz gelesen',
  never: 'nie',
  nextRead: 'Wird wieder gelesen',
  pausedRead: 'angehalten',
  readingNow: 'wird gerade gelesen',
  held: 'erst wenn das Problem gelöst ist',
  notPlanned: 'nicht geplant',
  sessions: 'Sitzungen',
  sessionsAndUnreadable:
    '{count, number}, und {unreadable, plural, one {# Zeile, die nicht gelesen werden konnte} other {# Zeilen, die nicht gelesen werden konnten}} ({reasons})',
  clock: 'Uhr',
  clockAhead: 'geht gegenüber diesem Computer um {span} vor; die Zeiten sind darum berichtigt',
  clockBehind: 'geht gegenüber diesem Computer um {span} nach; die Zeiten sind darum berichtigt',
  system: 'System',
  coverage: 'Umfang',
  showOnly: 'Nur seine Sitzungen zeigen',
  settings: 'Einstellungen des Servers',

  notices: 'Hinweise',
  networkDown: 'Seit {time} ist kein Server erreichbar.',
  networkDownNext:
    'Sie sehen, was vorher gelesen wurde; nichts ist verloren. Prüfen Sie das Netz dieses Computers. Rollcall versucht es weiter.',
  readOnly: 'Ein anderes Rollcall arbeitet mit diesem Ordner ({holder}); dieses hier zeigt nur an.',
  readOnlyNext: 'Beenden Sie Sitzungen und ändern Sie Server dort, oder schließen Sie es und starten Sie dieses neu.',
  tryAgain: 'Erneut versuchen',
}
