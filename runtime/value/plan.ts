import { areNumbers } from './plain-data.ts'

/**
 * How to copy a value of which no object is met twice; found out once, when it is stored. Plans of equal structure are one object, so that they cost an entry nothing.
 *
 * - `flat`: an object with nothing in it that can change; `bare`: such a one without prototype
 * - `slice`: an array with nothing in it that can change
 * - `list`: an array whose elements all have the plan `item`
 * - `record`: an object of which `names` have the `plans`, and nothing else can change
 * - `date`
 * - `walk`: anything else; look at everything again
 */
export interface Plan {
  readonly kind: 'flat' | 'bare' | 'slice' | 'list' | 'record' | 'date' | 'walk'
  readonly item: Plan | undefined
  readonly names: readonly string[]
  readonly plans: readonly Plan[]
  /** Stands for the plan in the names of others. */
  readonly id: number
}

const plans = new Map<string, Plan>()
let lastId = 0

export const flat: Plan = plan('flat')
const bare: Plan = plan('bare')
const slice: Plan = plan('slice')
const date: Plan = plan('date')
const walk: Plan = plan('walk')

/** The plan for something that is kept, where nobody else can change it. Undefined when there is nothing to copy. */
export function planOf(value: unknown): Plan | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return planOfList(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return planOfRecord(value)
  if (prototype === Date.prototype) return date
  return prototype === null && planOfRecord(value) === flat ? bare : walk
}

function planOfList(list: readonly unknown[]): Plan {
  if (areNumbers(list)) return slice
  const item = planOf(list[0])
  for (let index = 1; index < list.length; index++) if (planOf(list[index]) !== item) return walk
  if (item === undefined) return slice
  return plans.get(`list ${item.id}`) ?? remember(`list ${item.id}`, () => plan('list', item))
}

function planOfRecord(value: object): Plan {
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    const innerPlan = planOf(inner)
    return innerPlan === undefined ? [] : [{ name, plan: innerPlan }]
  })
  if (fields.length === 0) return flat
  const names = fields.map(({ name }) => name)
  const inner = fields.map((field) => field.plan)
  const text = JSON.stringify([names, inner.map(({ id }) => id)])
  return plans.get(text) ?? remember(text, () => plan('record', undefined, names, inner))
}

/** Programs have few structures; what comes after very many is copied by walking. */
function remember(text: string, make: () => Plan): Plan {
  if (plans.size >= mostPlans || text.length > longestText) return walk
  const made = make()
  plans.set(text, made)
  return made
}

const mostPlans = 2000
const longestText = 2000

function plan(kind: Plan['kind'], item?: Plan, names: readonly string[] = [], inner: readonly Plan[] = []): Plan {
  return { kind, item, names, plans: inner, id: ++lastId }
}
