import { hidden, type Redaction } from './redact.ts'
import { show, type Shown } from './show.ts'

/** One place where two lists of values differ. */
export interface Difference {
  /** `argument 1 (filter).date`, `captured variable user.id`. */
  readonly path: string
  /** What stands there in the values asked about, shortened; `‹missing›` when nothing does. */
  readonly here: string
  /** What stands there in the values compared with. */
  readonly there: string
}

/** How the places of a list of values are called. */
interface Places {
  readonly nameOf: (index: number) => string
  /** The name by which a secret is recognised. */
  readonly secretOf: (index: number) => string | undefined
  readonly redaction: Redaction
}

/** Everything in which `here` differs from `there`; places inside of what is hidden are not told apart. */
export function differences(here: readonly Shown[], there: readonly Shown[], places: Places): readonly Difference[] {
  const { redaction } = places
  return Array.from({ length: Math.max(here.length, there.length) }).flatMap((_, index) =>
    between(here[index], there[index], places.nameOf(index), {
      redaction,
      secret: redaction.everything || redaction.hides(places.secretOf(index)),
    }),
  )
}

interface Looking {
  readonly redaction: Redaction
  readonly secret: boolean
}

function between(
  here: Shown | undefined,
  there: Shown | undefined,
  path: string,
  looking: Looking,
): readonly Difference[] {
  if (!isBranch(here) || !isBranch(there) || here.open !== there.open) {
    return isSame(here, there) ? [] : [{ path, here: textOf(here, looking), there: textOf(there, looking) }]
  }
  const all = betweenFields(here.fields, there.fields, path, looking)
  return looking.secret && all.length > 0 ? [{ path, here: hidden, there: hidden }] : all
}

type Branch = Extract<Shown, { fields: unknown }>
type Fields = Branch['fields']

function betweenFields(here: Fields, there: Fields, path: string, looking: Looking): readonly Difference[] {
  const others = new Map(there.map((field, index) => [placeOf(field.step, index), field]))
  const ofHere = here.flatMap(({ step, name, value }, index) => {
    const other = others.get(placeOf(step, index))
    others.delete(placeOf(step, index))
    return between(value, other?.value, path + step, inside(looking, name))
  })
  const ofThereAlone = [...others.values()].flatMap(({ step, name, value }) =>
    between(undefined, value, path + step, inside(looking, name)),
  )
  return [...ofHere, ...ofThereAlone]
}

function inside({ redaction, secret }: Looking, name: string | undefined): Looking {
  return { redaction, secret: secret || redaction.hides(name) }
}

function placeOf(step: string, index: number): string {
  return step === '' ? `#${index}` : step
}

function isBranch(value: Shown | undefined): value is Branch {
  return value !== undefined && 'fields' in value
}

function isSame(here: Shown | undefined, there: Shown | undefined): boolean {
  return (
    here !== undefined && there !== undefined && 'text' in here && 'text' in there && here.compared === there.compared
  )
}

function textOf(value: Shown | undefined, { redaction, secret }: Looking): string {
  if (value === undefined) return '‹missing›'
  return secret ? hidden : show(value, redaction)
}
