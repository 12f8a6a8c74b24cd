/** Texts of the same keys in another language: one that lacks a key, or has one more, is a type error. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
