/** Who a session belongs to, as a row or a target says. */
export interface Person {
  readonly user: string | null
  readonly userId: string | null
}

/** Whether a row names its user at all. */
export function isNamed({ user, userId }: Person): boolean {
  return hasValue(user) || hasValue(userId)
}

/** Whether two sessions are of one user: by id where both have one, else by name. Rows that name nobody are of nobody. */
export function isOfUser(one: Person, other: Person): boolean {
  return isAmong([one])(other)
}

/** Tells of anybody whether they are one of these, in the same time however many there are. */
export function isAmong(people: Iterable<Person>): (person: Person) => boolean {
  const ids = new Set<string>()
  const names = new Set<string>()
  const namesWithoutId = new Set<string>()
  for (const { user, userId } of people) {
    if (hasValue(userId)) ids.add(wellFormed(userId))
    if (hasValue(user)) names.add(wellFormed(user))
    if (hasValue(user) && !hasValue(userId)) namesWithoutId.add(wellFormed(user))
  }
  return ({ user, userId }) => {
    if (!hasValue(userId)) return hasValue(user) && names.has(wellFormed(user))
    return ids.has(wellFormed(userId)) || (hasValue(user) && namesWithoutId.has(wellFormed(user)))
  }
}

/** Texts come back from a file well-formed. */
export function wellFormed<Text extends string | null>(text: Text): Text {
  return (text === null ? null : text.toWellFormed()) as Text
}

function hasValue(text: string | null): text is string {
  return text !== null && text.trim() !== ''
}
