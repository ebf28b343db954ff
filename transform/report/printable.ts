// What could move a terminal's cursor or reverse its text. Tabs stand in code.
const unprintable = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A text of others (a line of code, a name, the name of a file) as a terminal may show it: on one line, as long as it was. */
export function printable(text: string): string {
  return text.replace(unprintable, '·')
}
