import { addressNumber, subnetDigits } from '../../shared/filter/address-number.ts'
import { lookalikeOf, skeletonOf } from '../../shared/lookalike.ts'
import type { Lookalike } from '../../shared/session.ts'
import { searchText } from './fold.ts'

/** What a sort by user compares: the folded name. No user, or a blank one, is null and sorts last. */
export function userSortText(user: string | null): string | null {
  return user === null || user.trim() === '' ? null : searchText([user])
}

/** What an address is sorted, grouped and compared with networks by; what is no address comes behind all that are. */
export function addressKey(address: string | null): string | null {
  if (address === null || address.trim() === '') return null
  return addressNumber(address) ?? `~${searchText([address])}`
}

/** What the addresses of one subnet have in common; what is no address is a subnet of its own. */
export function subnetKey(key: string | null): string | null {
  return key === null || key.startsWith('~') ? key : subnetDigits(key)
}

/** What in a user's name deceives by itself, and what the name looks like where that is not itself; null for nearly all names. */
export function nameLooks(user: string | null): { readonly suspect: Lookalike | null; readonly skeleton: string | null } {
  if (user === null) return { suspect: null, skeleton: null }
  return { suspect: lookalikeOf(user), skeleton: skeletonOf(user) }
}
