/** A method that says which value stands for the object in a key. The body gets the object itself. */
export const keyMethod: unique symbol = Symbol.for('use-cache.key') as never
