/** The messages of one topic in another language: the same names, other words. */
export type Translation<Messages> = { readonly [Name in keyof Messages]: string }
