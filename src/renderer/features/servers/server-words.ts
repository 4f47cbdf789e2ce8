import { language, t } from '../../../shared/language/language.ts'
import type { SessionField } from '../../../shared/profile/field.ts'
import type { Auth } from '../../../shared/profile/sign-in.ts'
import { type TimeField, type TimeKind, type TimeRule, timeKindSchema } from '../../../shared/profile/time.ts'
import type { FillIn } from '../../../shared/profile.ts'
import type { CatalogueEntry, CredentialState, Environment, Hold, Trust } from '../../../shared/server.ts'

/** An environment as it is chosen; practice servers alone have the one of that name. */
export function environmentWord(environment: Environment): string {
  return t(`servers.environment-${environment}`)
}

/** What is known of a server's secret, in a few words for the table. */
export function credentialWords(credential: CredentialState): string {
  return t(`servers.credential-${credential}`)
}

/** Whether a person has to give the secret again before the server is asked. */
export function secretIsNeeded(credential: CredentialState): boolean {
  return credential === 'needed' || credential === 'missing' || credential === 'changed'
}

/** Why a server is not asked any more until somebody acts. */
export function holdWords(hold: Hold): string {
  return t(`servers.hold-${hold}`)
}

/** How Rollcall signs in there, for the choice in the dialog; the system's own ways have names of their own. */
export function authWords(kind: Exclude<Auth['kind'], 'login'>): string {
  return t(`servers.auth-${kind}`)
}

/** Whom the connection believes. */
export function trustWords(kind: Trust['kind']): string {
  return t(`servers.trust-${kind}`)
}

/** A fact of a session, for the section *Field names*; the same word as the column of the grid. */
export function fieldWord(field: SessionField): string {
  return t(`systems.field-${field}`)
}

/** What a profile may leave to be filled in. */
export function fillInWord(name: FillIn): string {
  return name === 'listPath' || name === 'rows' ? t(`systems.${name}`) : fieldWord(name)
}

/** The label of the choice how the moment in a field is written. */
export function timeFieldWords(field: TimeField): string {
  return t(`systems.timeField-${field}`)
}

/** How a moment may be written in an answer, as the options of a choice. */
export function timeKindOptions(): readonly { readonly value: TimeKind; readonly label: string }[] {
  return timeKindSchema.options.map((kind) => ({ value: kind, label: t(`systems.timeKind-${kind}`) }))
}

/** A way to write a time, with what it needs beside its kind: "Date and time without a zone, in Europe/Berlin". */
export function timeRuleWords(rule: TimeRule): string {
  if (typeof rule === 'string') return t(`systems.timeKind-${rule}`)
  if (rule.kind === 'local') return t('systems.timeLocal', { zone: rule.zone })
  if (rule.kind === 'compact') return t('systems.timeCompact', { zone: rule.zone })
  if (rule.kind === 'duration') return t(`systems.duration-${rule.unit}`)
  return t(`systems.timeKind-${rule.kind}`)
}

/** What the address column means on a system, as a sentence. */
export function addressMeaning(address: CatalogueEntry['capabilities']['address'] | 'given'): string {
  return t(`systems.address-${address}`)
}

/** A label inside of an English sentence: "user name" for "User name", but "ID" stays "ID". German nouns stay as they are. */
export function lowerFirst(text: string): string {
  if (language() === 'de') return text
  return /^[A-Z][a-z ]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text
}
