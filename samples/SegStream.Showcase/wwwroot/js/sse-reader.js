/**
 * Reads Server-Sent Events from the body of a fetch response, after section 9.2.6 of the HTML standard.
 * Yields { raw, event, data, id }; comments and blocks without data come with data === null, to be shown and not acted upon.
 */
export async function* readEvents(body) {
  let block = newBlock();
  let lastId = '';
  for await (const line of readLines(body)) {
    if (line !== '') {
      readField(block, line);
      continue;
    }

    if (block.lines.length > 0) {
      lastId = block.id ?? lastId;
      yield {
        raw: block.lines.join('\n'),
        event: block.event || 'message',
        data: block.data.length > 0 ? block.data.join('\n') : null,
        id: lastId,
      };
      block = newBlock();
    }
  }
}

const newBlock = () => ({ lines: [], event: '', data: [], id: null });

function readField(block, line) {
  block.lines.push(line);
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') {
    block.data.push(value);
  } else if (name === 'event') {
    block.event = value;
  } else if (name === 'id' && !value.includes('\0')) {
    block.id = value;
  }
}

async function* readLines(body) {
  let rest = '';
  let skipLineFeed = false;
  for await (let text of readText(body)) {
    // A CR ends its line at once; an LF after it, maybe in the next piece, belongs to it.
    if (skipLineFeed && text.startsWith('\n')) {
      text = text.slice(1);
    }

    skipLineFeed = text.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop();
    yield* lines;
  }
}

/** The text of a body, piece by piece as it arrives. */
export async function* readText(body) {
  const decoder = new TextDecoder();
  for await (const bytes of readBytes(body)) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') {
      yield text;
    }
  }
}

/** The bytes of a body, piece by piece as they arrive. Not every browser can iterate over a body itself. */
export async function* readBytes(body) {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }

      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
