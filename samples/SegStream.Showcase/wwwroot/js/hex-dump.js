/** The first bytes as hexadecimal and as letters, sixteen to a line. */
export function hexDump(bytes, limit = 512) {
  const lines = [];
  for (let at = 0; at < Math.min(bytes.length, limit); at += 16) {
    const row = [...bytes.slice(at, Math.min(at + 16, limit))];
    const hex = row.map(byte => byte.toString(16).padStart(2, '0')).join(' ').padEnd(47);
    const letters = row.map(byte => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·').join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex}  ${letters}`);
  }

  return lines.join('\n') + (bytes.length > limit ? '\n…' : '');
}
