'use cache'

export type Id = string
export interface Row {
  readonly id: Id
}
