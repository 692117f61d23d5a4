/**
 * Blanks out comments (`//`, `/* … *\/`) and commas before a closing bracket, so that `JSON.parse`
 * reads the rest and names the right line when it cannot.
 */
export function stripJsonComments(text: string): string {
  const tokens = /"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  const withoutComments = text.replace(tokens, (token) => (token[0] === '"' ? token : blank(token)))
  const commas = /"(?:\\.|[^"\\\n])*"|,(?=\s*[}\]])/g
  return withoutComments.replace(commas, (token) => (token === ',' ? ' ' : token))
}

const blank = (token: string) => token.replace(/[^\n]/g, ' ')
