import type { ending as english } from '../en/ending.ts'
import type { Translation } from '../translation.ts'

export const ending: Translation<typeof english> = {
  doingOne: 'beim Beenden einer Sitzung',
  doingMany: 'beim Beenden von Sitzungen',
  doingUser: 'beim Beenden der Sitzungen eines Benutzers',

  unfitHeader: 'Eine Anfrage wurde nicht gesendet, weil in der Kopfzeile {name} ein Zeichen stünde, das dort nicht stehen kann.',
  unfitNumber: 'Eine Anfrage wurde nicht gesendet, weil {name} keine Zahl ist, die sich genau senden lässt.',
  unfitPath: 'Eine Anfrage wurde nicht gesendet, weil ihre Adresse den vorgesehenen Pfad verlassen hätte.',
  unfitUnknown: 'Eine Anfrage wurde nicht gesendet, weil {name} nicht bekannt ist und ihre Adresse es braucht.',
  unfitText: 'Eine Anfrage wurde nicht gesendet, weil {name} kein wohlgeformter Text ist.',
  unfitNoPath: 'Eine Anfrage wurde nicht gesendet, weil {name} kein Pfad ist.',
  unfitNameless:
    'Eine Anfrage wurde nicht gesendet, weil „{name}“ dort keinen Wert hat und sie ohne ihn mehr hätte bedeuten können, als verlangt war.',
  unfitNext: 'Der Server hat etwas geliefert, das nicht in einer Anfrage stehen kann. Erledigen Sie dies auf dem Server selbst.',

  noWay: '{server} hat keinen Weg dafür.',
  noWayNext: 'Erledigen Sie es auf dem Server selbst.',
  listedWithout: 'An {server} wurde nichts gesendet: In der Liste fehlt der Sitzung, was eine Anfrage zum Beenden nennen muss.',
  onServerNext: 'Beenden Sie diese Sitzung auf dem Server selbst.',
  notRead:
    'An {server} wurde nichts gesendet: Was eine Anfrage zum Beenden der Sitzung nennen muss, wurde seit Beginn der Abfragen nicht gelesen.',
  notReadNext: 'Lesen Sie den Server noch einmal, und beenden Sie dann die Sitzung.',
  someUnnamed:
    'An {server} wurde nichts gesendet: {missing} von {all} Sitzungen, die zusammen beendet werden sollten, lassen sich dort nicht nennen.',
  someUnnamedNext: 'Lesen Sie den Server noch einmal, und beenden Sie die Sitzungen einzeln.',
  unsafeId:
    'An {server} wurde nichts gesendet: Die Kennung der Sitzung kann nicht in einer Adresse stehen, ohne etwas anderes zu bedeuten.',
  unsafeRequestId:
    'An {server} wurde nichts gesendet: Die Kennung der Sitzung kann nicht in einer Anfrage stehen, ohne etwas anderes zu bedeuten.',
  unsafeUser:
    'An {server} wurde nichts gesendet: Die Kennung des Benutzers ist leer oder nicht wohlgeformt; die Anfrage hätte die Sitzungen aller Benutzer beenden können.',
  userOneByOneNext: 'Beenden Sie die Sitzungen des Benutzers einzeln.',
  apart: 'An {server} wurde nichts gesendet: {count} Sitzungen lassen sich dort nicht mit einer Anfrage beenden.',
  apartPress: 'An {server} wurde nichts gesendet: {count} Sitzungen lassen sich dort nicht mit einem Knopfdruck beenden.',
  apartApplications:
    'An {server} wurde nichts gesendet: Sitzungen verschiedener Anwendungen lassen sich dort nicht mit einer Anfrage beenden.',
  notAllListed: 'An {server} wurde nichts gesendet: Nicht alle dieser Sitzungen stehen dort noch in der Liste.',
  oneByOneNext: 'Beenden Sie sie einzeln.',

  notAllShown: '{server} zeigt {doing} nicht mehr alle diese Sitzungen. Darum wurde keine beendet.',
  severalPages: '{server} zeigt {doing} diese Sitzungen inzwischen auf mehreren Seiten. Darum wurde keine beendet.',
  alike: '{server} zeigt {doing} mehrere Sitzungen, die sich durch nichts unterscheiden. Darum wurde keine beendet.',
  itOnServerNext: 'Beenden Sie sie auf dem Server selbst.',
  notShown: '{server} hat die Sitzung {doing} nicht gezeigt, und die Liste konnte nicht bis zum Ende gelesen werden ({why}).',
  laterNext: 'Versuchen Sie es später noch einmal.',

  noButtons: '{server} hat {doing} keinen Knopf zum Beenden von Sitzungen gezeigt.',
  noButtonsNext: 'Benutzen Sie ein Konto, das Sitzungen beenden darf, oder prüfen Sie die Texte für den Knopf im Profil.',
  noButton: '{server} hat {doing} keinen Knopf zum Beenden dieser Sitzung gezeigt.',
  noButtonNext: 'Die Seite bietet ihn nur für andere Sitzungen an, wie viele Systeme es bei der eigenen tun.',
  noValue: '{server} hätte {doing} nicht alles erfahren, was das Profil sagt, weil eine Eingabe leer ist. Darum wurde nichts gesendet.',
  noValueNext: 'Füllen Sie die Eingaben in den Einstellungen des Servers aus.',
  elsewhere: '{server} hätte die Anfrage {doing} an eine andere Adresse gesendet. Darum wurde nichts gesendet.',
  needsScripts: '{server} hat {doing} einen Knopf gezeigt, der Skripte braucht.',
  askedSeveral: '{server} hat {doing} noch einmal nachgefragt, mit mehreren gleich beschrifteten Knöpfen. Darum wurde keiner gedrückt.',
  askedInRow: '{server} hat {doing} noch einmal nachgefragt, mit einem Knopf in der Zeile einer Liste. Darum wurde er nicht gedrückt.',
  askedElsewhere: '{server} hat {doing} noch einmal nachgefragt, mit einem Knopf, der Skripte braucht oder zu einer anderen Adresse führt.',
  askedNext: 'Beenden Sie die Sitzung auf dem Server selbst, und prüfen Sie im Profil den Text für den Knopf der Rückfrage.',
  signInAgain: '{server} hat {doing} wieder eine Anmeldung verlangt.',
  signInAgainNext: 'Versuchen Sie es noch einmal; Rollcall meldet sich neu an.',
  noRight: '{server} hat {doing} das Recht dazu verweigert.',
  noRightNext: 'Benutzen Sie ein Konto, das Sitzungen beenden darf.',
  passwordPage: '{server} hat {doing} eine Seite gezeigt, die nach einem Passwort fragt.',
  notSaid: '{server} hat {doing} eine Seite gezeigt, die keinen Erfolg meldet.',
  nextReadNext: 'Das nächste Lesen zeigt, was daraus wurde.',
}
