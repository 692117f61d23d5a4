import * as z from 'zod/mini'

/** One thing a self-hoster can decide. */
export interface Setting<T> {
  readonly kind: 'setting'
  readonly schema: z.ZodMiniType<T>
  /** What counts when nobody decides. */
  readonly fallback: T
  /** Turns the text of an environment variable or an option into what the schema expects. */
  readonly fromText: (text: string) => unknown
  /** What a value must be; follows the setting's name: "needs a number from 0 to 65535". */
  readonly rule: string
  /** What it decides; a phrase for the tables that people read. */
  readonly means: string
  /** Which personal data the relay keeps because of this value; nothing when it keeps none. */
  readonly keeps: (value: T) => string | undefined
  /** Never printed, and may lie in a file of its own. */
  readonly isSecret: boolean
}

type Entries = Readonly<Record<string, Setting<never> | Section>>

/** Settings that belong together: an object in the file, a prefix of environment variables. */
export interface Section<E = object> {
  readonly kind: 'section'
  readonly entries: E
  /** What is wrong with the values together, as a sentence. */
  together(values: ValuesOf<E>): string | undefined
}

/** The values of a section, in its shape. */
export type ValuesOf<E> = {
  readonly [K in keyof E]: E[K] extends Setting<infer T>
    ? T
    : E[K] extends Section<infer S>
      ? ValuesOf<S>
      : never
}

export const section = <const E extends Entries | object>(
  entries: E,
  together: (values: ValuesOf<E>) => string | undefined = () => undefined,
): Section<E> => ({ kind: 'section', entries, together })

/** What every kind of setting may say about itself. */
export interface Facts<T> {
  readonly means: string
  readonly fallback: T
  readonly keeps?: (value: T) => string | undefined
}

const create = <T>(facts: Facts<T>, rest: Omit<Setting<T>, 'kind' | keyof Facts<T>>) => ({
  kind: 'setting' as const,
  keeps: () => undefined,
  ...facts,
  ...rest,
})

interface TextFacts {
  readonly rule: string
  readonly check?: (value: string) => boolean
}

const textOf = <T extends string | undefined>(facts: Facts<T> & TextFacts): Setting<T> => {
  const { check = () => true, rule, ...rest } = facts
  const isFine = (value: string) => value.trim() !== '' && check(value)
  return create<T>(rest as unknown as Facts<T>, {
    schema: z.string().check(z.refine(isFine)) as unknown as z.ZodMiniType<T>,
    fromText: (value) => value,
    rule,
    isSecret: false,
  })
}

/** A text; `check` may refuse more than emptiness. */
export const text = (facts: Facts<string> & TextFacts): Setting<string> => textOf(facts)

/** A text that may be missing. */
export const optionalText = (
  facts: Omit<Facts<string | undefined>, 'fallback'> & TextFacts,
): Setting<string | undefined> => textOf<string | undefined>({ ...facts, fallback: undefined })

/** Something like a password; may also come from a file (`…_FILE`, `{"file": …}`). */
export const secret = (
  facts: Omit<Facts<string | undefined>, 'fallback'> & { readonly minLength: number },
): Setting<string | undefined> => {
  const { minLength, ...rest } = facts
  return create<string | undefined>(
    { ...rest, fallback: undefined },
    {
      schema: z.string().check(z.minLength(minLength)) as z.ZodMiniType<string | undefined>,
      fromText: (value) => value,
      rule: `needs at least ${minLength} characters`,
      isSecret: true,
    },
  )
}

/** A number from `least` to `most`, whole unless `isWhole` is false. */
export const number = (
  facts: Facts<number> & {
    readonly least: number
    readonly most: number
    readonly isWhole?: boolean
  },
): Setting<number> => {
  const { least, most, isWhole = true, ...rest } = facts
  const isFine = (value: number) => !isWhole || Number.isSafeInteger(value)
  return create(rest, {
    schema: z.number().check(z.gte(least), z.lte(most), z.refine(isFine)),
    fromText: (value) => (/^\d+(\.\d+)?$/.test(value) ? Number(value) : value),
    rule: `needs a number from ${least} to ${most}`,
    isSecret: false,
  })
}

/** On or off; `true` and `false` in the file. */
export const toggle = (facts: Facts<boolean>): Setting<boolean> =>
  create(facts, {
    schema: z.boolean(),
    fromText: (value) => ({ on: true, true: true, off: false, false: false })[value] ?? value,
    rule: 'is on or off (in the file true or false)',
    isSecret: false,
  })

/** One of a few words. */
export const choice = <const T extends string>(
  facts: Facts<T> & { readonly of: readonly [T, ...T[]] },
): Setting<T> => {
  const { of, ...rest } = facts
  return create(rest as Facts<T>, {
    schema: z.enum(of) as unknown as z.ZodMiniType<T>,
    fromText: (value) => value,
    rule: `is one of ${of.join(', ')}`,
    isSecret: false,
  })
}

/** A list of texts; separated by commas outside of the file. */
export const list = (
  facts: Facts<readonly string[]> & {
    readonly rule: string
    readonly check: (value: string) => boolean
  },
): Setting<readonly string[]> => {
  const { check, rule, ...rest } = facts
  return create(rest, {
    schema: z.readonly(z.array(z.string().check(z.refine(check)))),
    fromText: (value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    rule,
    isSecret: false,
  })
}
