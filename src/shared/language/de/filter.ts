import type { filter as english } from '../en/filter.ts'
import type { Translation } from '../translation.ts'

export const filter: Translation<typeof english> = {
  unknownField: 'Ein Feld „{name}“ gibt es nicht. Um genau diesen Text zu suchen, setzen Sie ihn in Anführungszeichen.',
  openQuote: 'Das Anführungszeichen ist nicht geschlossen. Setzen Sie nach dem Text ein zweites.',
  textOperator: '„{field}“ wird mit : oder = gesucht, etwa {field}:Text. Nur Zeiten und Anzahlen werden mit > und < verglichen.',
  spanOperator: '„{field}“ wird mit > oder < und einer Dauer verglichen, etwa {field}>30m.',
  countOperator: '„addresses“ wird mit > oder < und einer Anzahl verglichen, etwa addresses>1.',
  missingValue: 'Es fehlt, was in „{field}“ gesucht wird. Für Unbekanntes schreiben Sie {field}:"".',
  notASpan: '„{field}“ braucht eine Dauer wie 90s, 30m, 2h, 1d oder 1h30m.',
  notACount: '„addresses“ braucht eine Anzahl, etwa addresses>1.',
  badNetwork: '„{value}“ ist kein Adressbereich. Schreiben Sie ihn etwa als 10.0.0.0/8 oder 2001:db8::/32.',
  notAChoice: '„{field}“ kennt „{value}“ nicht. Es kennt: {choices}.',
  negatedWord: 'Nur ein Feld lässt sich ausschließen: -user:{word}. Einen Text, der mit - beginnt, setzen Sie in Anführungszeichen.',
  emptyWord: 'Zwischen den Anführungszeichen steht nichts.',
  tooLong: 'Ein Filter kann höchstens {most, number} Zeichen haben.',
  tooMany: 'Ein Filter kann höchstens {most, number} Wörter und Werte haben.',
}
