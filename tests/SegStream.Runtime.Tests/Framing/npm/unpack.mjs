// Reads a JSON array of chunks (base64) of an event stream whose events are in envelopes, and writes the messages: unpacked and taken out of their batches.
import { createParser } from 'eventsource-parser'
import { gunzipSync } from 'node:zlib'

let input = ''
for await (const part of process.stdin.setEncoding('utf8')) {
  input += part
}

const messages = []
const take = (message) => {
  if (message.compressed) {
    take(JSON.parse(gunzipSync(Buffer.from(message.data, 'base64')).toString('utf8')))
  } else if (message.type === 'batch') {
    if (message.messages.length !== message.count) {
      throw new Error(`A batch of ${message.messages.length} messages says that it has ${message.count}.`)
    }
    message.messages.forEach(take)
  } else {
    messages.push(JSON.stringify(message))
  }
}

const parser = createParser({ onEvent: ({ data }) => take(JSON.parse(data)) })
const decoder = new TextDecoder('utf-8', { fatal: true })
for (const chunk of JSON.parse(input)) {
  parser.feed(decoder.decode(Buffer.from(chunk, 'base64'), { stream: true }))
}

process.stdout.write(JSON.stringify(messages))
