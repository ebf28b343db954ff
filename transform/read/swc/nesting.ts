/**
 * SWC recurses on the native stack, and overflowing that ends the process. So a text whose nesting could come near is not given to it.
 *
 * The scan adds up how much stack the constructs that are open at each point take, in bytes as measured with @swc/core 1.16. It reads tokens, not
 * grammar: a bracket counts until it is closed, a link of a chain without brackets (`a => b => …`, `!!!a`, `a ? b : c ? …`) until its
 * statement or list element ends. Where it has to guess it guesses high; hand-written code stays below a tenth of the limit.
 */
const cost = {
  bracket: 4400,
  generic: 3100,
  arrow: 2100,
  element: 1700,
  colon: 1500,
  ladder: 500,
  operator: 350,
} as const

const wordCosts: ReadonlyMap<string, number> = new Map([
  ...['for', 'while', 'do', 'with'].map((word) => [word, 1500] as const),
  ...['if', 'new', 'typeof', 'await', 'void', 'delete', 'yield', 'keyof', 'infer', 'unique', 'readonly', 'extends'].map(
    (word) => [word, 500] as const,
  ),
  ...['as', 'satisfies', 'in', 'of', 'instanceof'].map((word) => [word, 150] as const),
])

/** The stack of Node's threads is four megabytes. */
const limit = 2_400_000

/** True if the text nests so deeply that SWC might overflow the stack: some 500 brackets, 1,000 arrows or 6,000 operands in one expression. */
export function nestsTooDeeply(text: string): boolean {
  return text.length * cost.bracket > limit && new Scan(text).most > limit
}

/** What is open in one pair of brackets. */
interface Level {
  chain: number
  generics: number
  ladder: number
  readonly template: boolean
}

class Scan {
  most = 0
  private stack = 0
  private level: Level = { chain: 0, generics: 0, ladder: 0, template: false }
  private readonly outer: Level[] = []
  private readonly text: string
  private index = 0
  /** The last token: the code of a punctuator, or `Word` or `Literal`. */
  private last = 0
  private word = ''

  constructor(text: string) {
    this.text = text
    while (this.index < text.length) this.step(text.charCodeAt(this.index))
  }

  private step(code: number): void {
    const { text, index } = this
    if (code === Code.space) {
      this.index++
      return
    }
    if (isWord(code)) return this.readWord()
    const next = text.charCodeAt(index + 1)
    switch (code) {
      case Code.newline:
        this.index++
        if (this.level.chain > 0 && this.startsStatement()) this.endChain()
        return
      case Code.tab:
      case Code.return:
        this.index++
        return
      case Code.quote:
      case Code.apostrophe:
        if (this.last === Word && isWord(text.charCodeAt(index - 1)) && !beforeOperand.has(this.word)) break
        this.index = literalEnd(text, index, code)
        this.last = Literal
        return
      case Code.backtick:
        if (!this.expectsOperand()) this.add(cost.operator)
        return this.readTemplate(index + 1)
      case Code.slash:
        if (next === Code.slash) {
          this.index = orEnd(text, text.indexOf('\n', index))
          return
        }
        if (next === Code.star) {
          const end = text.indexOf('*/', index + 2)
          this.index = end < 0 ? text.length : end + 2
          return
        }
        if (next === Code.greater || this.last === Code.less) this.add(-Math.min(cost.element, this.level.chain))
        else if (this.expectsOperand()) {
          this.index = literalEnd(text, index, code)
          this.last = Literal
          return
        } else this.add(cost.operator)
        break
      case Code.openBrace:
      case Code.openBracket:
      case Code.openParen:
        if (code !== Code.openBrace && !this.expectsOperand()) this.add(cost.operator)
        this.open(false)
        break
      case Code.closeBrace:
      case Code.closeBracket:
      case Code.closeParen:
        return this.close(code)
      case Code.semicolon:
      case Code.comma:
        this.endChain()
        break
      case Code.colon:
        this.add(cost.colon)
        break
      case Code.equals:
        if (next === Code.greater) {
          this.add(cost.arrow)
          this.index++
        } else if (!isOperator(this.last)) this.add(cost.operator)
        break
      case Code.less:
        if (next === Code.slash) break
        if (next !== Code.greater && !isWord(next)) this.add(cost.operator)
        else if (this.expectsOperand()) this.add(cost.element)
        else {
          this.level.generics++
          this.add(cost.generic)
        }
        break
      case Code.greater:
        if (this.level.generics > 0) {
          this.level.generics--
          this.add(-Math.min(cost.generic, this.level.chain))
        }
        break
      default:
        if (isPrefix(code) || !isOperator(this.last)) this.add(cost.operator)
    }
    this.index++
    this.last = code
  }

  private add(bytes: number): void {
    this.level.chain += bytes
    this.stack += bytes
    if (this.stack > this.most) this.most = this.stack
  }

  private endChain(): void {
    this.stack -= this.level.chain
    this.level.chain = 0
    this.level.generics = 0
  }

  private open(template: boolean): void {
    this.outer.push(this.level)
    this.level = { chain: 0, generics: 0, ladder: 0, template }
    this.stack += cost.bracket
    if (this.stack > this.most) this.most = this.stack
  }

  private close(code: number): void {
    this.endChain()
    const { template } = this.level
    const outer = this.outer.pop()
    if (outer) {
      this.level = outer
      this.stack -= cost.bracket
    }
    this.last = code
    this.index++
    if (template) this.readTemplate(this.index)
  }

  private readWord(): void {
    const { text, index } = this
    let end = index + 1
    while (end < text.length && isWord(text.charCodeAt(end))) end++
    const word = text.slice(index, end)
    this.index = end
    if (word === 'case' || word === 'default') this.endChain()
    else if (word === 'else') this.add(cost.ladder * ++this.level.ladder)
    else {
      if (word === 'if' && this.word !== 'else') this.level.ladder = 0
      const bytes = wordCosts.get(word)
      if (bytes !== undefined) this.add(bytes)
    }
    this.word = word
    this.last = Word
  }

  /** From the text of a template to its end or its next substitution. */
  private readTemplate(from: number): void {
    const { text } = this
    this.last = Literal
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === Code.backslash) at++
      else if (code === Code.backtick) {
        this.index = at + 1
        return
      } else if (code === Code.dollar && text.charCodeAt(at + 1) === Code.openBrace) {
        this.open(true)
        this.last = Code.openBrace
        this.index = at + 2
        return
      }
    }
    this.index = text.length
  }

  private expectsOperand(): boolean {
    if (this.last === Word) return beforeOperand.has(this.word)
    return (
      this.last !== Literal &&
      this.last !== Code.closeParen &&
      this.last !== Code.closeBracket &&
      this.last !== Code.closeBrace
    )
  }

  /** Whether the line that begins here begins a statement. */
  private startsStatement(): boolean {
    if (this.expectsOperand()) return false
    const { word, mark } = lineStart(this.text, this.index)
    if (word === undefined) return mark !== undefined
    return word !== 'else' && !(this.last === Code.closeParen && loops.has(word))
  }
}

const Word = -1
const Literal = -2

const Code = {
  tab: 9,
  newline: 10,
  return: 13,
  space: 32,
  quote: 34,
  dollar: 36,
  apostrophe: 39,
  openParen: 40,
  closeParen: 41,
  star: 42,
  comma: 44,
  slash: 47,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  backtick: 96,
  openBrace: 123,
  closeBrace: 125,
} as const

const beforeOperand: ReadonlySet<string> = new Set(
  'return case typeof void delete await yield in of instanceof new throw else do from import export as extends default'.split(
    ' ',
  ),
)
const loops: ReadonlySet<string> = new Set(['for', 'while', 'if', 'with', 'do'])

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === Code.dollar ||
    code >= 128
  )
}

/** `! ~ + - . ?` each nest by themselves, whatever stands before them. */
function isPrefix(code: number): boolean {
  return code === 33 || code === 126 || code === 43 || code === 45 || code === 46 || code === 63
}

/** `= & | * % ^ < > /` */
function isOperator(code: number): boolean {
  return (
    code === 61 ||
    code === 38 ||
    code === 124 ||
    code === 42 ||
    code === 37 ||
    code === 94 ||
    code === 60 ||
    code === 62 ||
    code === 47
  )
}

/** Where a string or a regular expression ends, at the end of the line at the latest. */
function literalEnd(text: string, from: number, quote: number): number {
  let inClass = false
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === Code.backslash) at++
    else if (code === Code.newline) return at
    else if (code === quote && !inClass) return at + 1
    else if (quote === Code.slash && code === Code.openBracket) inClass = true
    else if (quote === Code.slash && code === Code.closeBracket) inClass = false
  }
  return text.length
}

/** The word that a line begins with, or else the mark that can begin a statement as well. */
function lineStart(
  text: string,
  from: number,
): { readonly word: string | undefined; readonly mark: string | undefined } {
  const match = /\s*(?:([\w$\u0080-\uFFFF]+)|(['"`@{]))?/y
  match.lastIndex = from
  const found = match.exec(text)
  return { word: found?.[1], mark: found?.[2] }
}

function orEnd(text: string, index: number): number {
  return index < 0 ? text.length : index
}
