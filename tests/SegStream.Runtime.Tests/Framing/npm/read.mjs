// Reads a JSON array of chunks (base64) from standard input and writes what the parser made of them to standard output.
import { createParser } from 'eventsource-parser'

let input = ''
for await (const part of process.stdin.setEncoding('utf8')) {
  input += part
}

const result = { events: [], retries: [], comments: [], errors: [] }
const parser = createParser({
  onEvent: ({ event, id, data }) => result.events.push({ event: event ?? null, id: id ?? null, data }),
  onRetry: (retry) => result.retries.push(retry),
  onComment: (comment) => result.comments.push(comment),
  onError: (error) => result.errors.push(error.message),
})
const decoder = new TextDecoder('utf-8', { fatal: true })
for (const chunk of JSON.parse(input)) {
  parser.feed(decoder.decode(Buffer.from(chunk, 'base64'), { stream: true }))
}

process.stdout.write(JSON.stringify(result))
