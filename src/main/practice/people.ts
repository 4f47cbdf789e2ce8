/** Somebody who signs in. The same number is the same person on every practice server. */
export interface Person {
  readonly number: number
  readonly displayName: string
  /** Lower case, without accents. */
  readonly given: string
  readonly family: string
  readonly email: string
}

const NAMES: readonly (readonly [string, string])[] = [
  ['Marta', 'Kowalczyk'],
  ['Ngozi', 'Okafor'],
  ['Jürgen', 'Weiß'],
  ['Aiko', 'Tanaka'],
  ['Priya', 'Raghunathan'],
  ['Lars', 'Sørensen'],
  ['Camila', 'Ferreira'],
  ['Tomás', 'Herrera'],
  ['Fatima', 'El Amrani'],
  ['Siobhán', "O'Rourke"],
  ['Wei', 'Zhang'],
  ['Olena', 'Shevchenko'],
  ['Kwame', 'Mensah'],
  ['Anneliese', 'Brandt'],
  ['Min-jun', 'Park'],
  ['Giulia', 'Conti'],
  ['Ahmet', 'Yıldız'],
  ['Leilani', 'Kahale'],
  ['Étienne', 'Lefèvre'],
  ['Zuzana', 'Nováková'],
  ['Rashid', 'Al-Farsi'],
  ['Ingrid', 'Haugen'],
  ['Thabo', 'Nkosi'],
  ['Nguyễn', 'Thu Hà'],
  ['Dmitri', 'Volkov'],
  ['Isabel', 'Quintana'],
  ['Hamza', 'Siddiqui'],
  ['Eleni', 'Papadaki'],
  ['Joost', 'van der Berg'],
  ['Amara', 'Diallo'],
  ['Noa', 'Ben-David'],
  ['Callum', 'MacKenzie'],
  ['Sakura', 'Yamamoto'],
  ['Mateusz', 'Zieliński'],
  ['Grace', 'Wanjiru'],
  ['Bjarne', 'Lindqvist'],
  ['Yasmin', 'Haddad'],
  ['Dieter', 'Schäfer'],
  ['Arjun', 'Patel'],
  ['Rosa', 'Delgado'],
  ['Emre', 'Demir'],
  ['Hannah', 'Whitfield'],
]

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', ı: 'i', đ: 'd', Đ: 'D' }

/** A name as sign-in systems write it: no accents, spaces or signs, lower case. */
function plain(name: string): string {
  return name
    .replaceAll(/[ßøØłŁıđĐ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()
}

/** The person with this number. There is no end of them: later rounds through the names pair them anew and add a number. */
export function personOf(number: number): Person {
  const round = Math.floor(number / NAMES.length)
  const [given] = NAMES[number % NAMES.length] ?? ['Sam', '']
  const [, family] = NAMES[(number + round) % NAMES.length] ?? ['', 'Doe']
  const suffix = round < NAMES.length ? '' : String(Math.floor(round / NAMES.length) + 1)
  return {
    number,
    displayName: `${given} ${family}${suffix && ` ${suffix}`}`,
    given: plain(given),
    family: plain(family) + suffix,
    email: `${plain(given)}.${plain(family)}${suffix}@northfield.example`,
  }
}
