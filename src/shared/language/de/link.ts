import type { link as english } from '../en/link.ts'
import type { Translation } from '../translation.ts'

export const link: Translation<typeof english> = {
  'restarting-reader': 'Der Teil von Rollcall, der die gespeicherten Sitzungen liest, ist stehen geblieben und wird neu gestartet.',
  'restarting-collector': 'Der Teil von Rollcall, der mit den Servern spricht, ist stehen geblieben und wird neu gestartet.',
  restartingNext: 'Sie sehen, was zuletzt gelesen wurde. Sie brauchen nichts zu tun.',
  'stopped-reader': 'Der Teil von Rollcall, der die gespeicherten Sitzungen liest, läuft nicht.',
  'stopped-collector': 'Der Teil von Rollcall, der mit den Servern spricht, läuft nicht.',
  stoppedNext: 'Starten Sie Rollcall neu.',
  lost: 'Diese Seite hat die Verbindung zu Rollcall verloren.',
  lostNext: 'Sie versucht es weiter. Wurde Rollcall beendet, starten Sie es neu und öffnen Sie die neue Adresse.',
  refused: 'Diese Seite darf nicht mit Rollcall sprechen.',
  refusedNext: 'Starten Sie Rollcall neu und öffnen Sie die Adresse, die es ausgibt.',
  notAccepted: 'Rollcall hat die Eingabe nicht angenommen.',
  notAcceptedNext: 'Prüfen Sie die markierten Felder.',
  defect: 'In Rollcall ist etwas schiefgegangen.',
  defectNext: 'Versuchen Sie es noch einmal. Geschieht es wieder, starten Sie Rollcall neu und melden Sie es.',
}
