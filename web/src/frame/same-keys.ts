/** The words of a room in another language: the same keys, plain where plain, plural where plural. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : { one: string; other: string } };
